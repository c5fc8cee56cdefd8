"""What no client can go below on this machine at this moment."""

from . import clients as by
from .machine import openssl_rates
from .measuring import measure
from .report import median, megabytes, milliseconds


def measure_yardsticks(artifact, copy, rounds):
    """A table of processes that do as little as possible, and of what OpenSSL does in a second."""
    empty = [by.java(), "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", str(by.TARGET / "classes")]
    size = artifact.stat().st_size >> 20
    processes = {
        "a process that does nothing: `true`": ["true"],
        "a JVM that does nothing": [*empty, "dev.tufa.benchmarks.EmptyProgram"],
        f"`sha256sum` of {size} MB": ["sha256sum", artifact],
        f"`sha256sum` of {size} MB, then `cp`": ["sh", "-c", 'sha256sum "$1" && cp "$1" "$2"', "sh", artifact, copy],
    }
    lines = ["### Yardsticks\n", "| | median ms (least) | MB |", "|---|---|---|"]
    for name, arguments in processes.items():
        taken = []
        for _ in range(rounds):
            copy.unlink(missing_ok=True)
            taken.append(measure(arguments))
        walls = [sample.wall for sample in taken]
        memory = megabytes(median([sample.rss for sample in taken]))
        lines.append(f"| {name} | {milliseconds(median(walls))} ({milliseconds(min(walls))}) | {memory} |")
    copy.unlink(missing_ok=True)
    rates = openssl_rates()
    lines += ["", "| `openssl speed`, one core | |", "|---|---|"]
    lines.append(f"| Ed25519 signatures verified in a second | {rates['verify']:.0f} |")
    lines.append(f"| SHA-256, MB in a second | {rates['sha256'] / 1e6:.0f} |")
    return "\n".join(lines) + "\n"
