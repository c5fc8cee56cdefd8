"""The machine that a comparison runs on, and the build that it measures."""

import os
import platform
import re
import shutil
import subprocess
import time
from pathlib import Path

from . import clients as by
from .measuring import output_of


def build(modules):
    """Builds once, as the launchers do; nothing is built while something is measured. Says how busy the machine was before."""
    before = load()
    if os.environ.get("TUFA_NO_BUILD") != "1":
        skips = [f"-D{name}=true" for name in ("maven.test.skip", "spotless.check.skip", "cyclonedx.skip")]
        maven = ["./mvnw", "-B", "-ntp", "-q", *skips, "-pl", modules, "-am", "package"]
        subprocess.run(maven, cwd=by.ROOT, check=True)
        for kind in ([], ["client"]):  # each has an archive of classes of its own
            subprocess.run([by.ROOT / "tufa", *kind, "--help"], check=True, stdout=subprocess.DEVNULL)
    return before


def openssl_rates():
    """What one core does in a second by the fastest library that is everywhere: signatures, verifications, bytes hashed."""
    if not shutil.which("openssl"):
        return {"sign": 0.0, "verify": 0.0, "sha256": 0.0}
    speed = ["openssl", "speed", "-mr", "-seconds", "1"]
    keys = re.search(r":253:Ed25519:([\d.]+):([\d.]+)$", output_of([*speed, "ed25519"]), re.MULTILINE)
    digests = output_of([*speed, "-bytes", "16384", "-evp", "sha256"])
    digest = re.search(r":sha256:([\d.]+)$", digests, re.MULTILINE | re.IGNORECASE)
    return {
        "sign": float(keys.group(1)) if keys else 0.0,
        "verify": float(keys.group(2)) if keys else 0.0,
        "sha256": float(digest.group(1)) if digest else 0.0,
    }


def syncs(folder):
    """How many new files of 4 KB are written and brought to the disk in a second, one after the other."""
    folder.mkdir()
    end, number = time.perf_counter() + 2, 0
    start = time.perf_counter()
    while time.perf_counter() < end:
        file = os.open(folder / str(number), os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        os.write(file, bytes(4096))
        os.fsync(file)
        os.close(file)
        number += 1
    taken = time.perf_counter() - start
    shutil.rmtree(folder)
    return number / taken


def describe(facts, before):
    """What was measured, on what, and how busy that was before the build."""
    cpu = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release()}"
    runtime = subprocess.run([by.java(), "-version"], check=True, capture_output=True, text=True).stderr.splitlines()
    lines = [
        f"measured on {time.strftime('%Y-%m-%d')}",
        f"machine: {cpu.group(1) if cpu else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, {system}",
        f"Java: {runtime[1] if len(runtime) > 1 else runtime[0]}",
        *facts,
        f"load at the beginning: {before}",
    ]
    return "".join(f"- {line}\n" for line in lines)


def load():
    minute = os.getloadavg()[0]
    return f"{minute:.2f}" + (" — **not a quiet machine**" if minute > 0.7 * (os.cpu_count() or 1) else "")
