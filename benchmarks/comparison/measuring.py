"""Runs processes and says what they cost."""

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

METER = Path(__file__).with_name("meter.py")


class Failure(Exception):
    """A process did not do what was expected of it."""


class TooSlow(Exception):
    """A process needed more time than it had."""


@dataclass(frozen=True)
class Sample:
    """One process: seconds on the clock, seconds of processor time, most kilobytes of memory at once."""

    wall: float
    cpu: float
    rss: int
    output: str


def environment():
    """The environment of every process: the last build, and no proxy between a client and a server on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "TUFA_NO_BUILD": "1", "LC_ALL": "C.UTF-8"}


def measure(arguments, limit=None):
    """Runs a process to its end, which has to be a good one, and to come in so many seconds."""
    with tempfile.TemporaryFile() as output:
        readable, writable = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(METER), str(writable), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment(),
            pass_fds=[writable],
            start_new_session=True,
        )
        os.close(writable)
        with os.fdopen(readable) as taken:
            try:
                exit_code = process.wait(limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                raise TooSlow from None
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
            numbers = taken.read().split()
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    if exit_code != 0 or len(numbers) != 3:
        raise Failure(f"{' '.join(map(str, arguments))}: expected exit code 0, got {exit_code}\n{text}")
    return Sample(float(numbers[0]), float(numbers[1]), int(numbers[2]), text)


def output_of(arguments, **options):
    """What a process says, without blank lines at its ends."""
    return subprocess.run(arguments, check=True, capture_output=True, text=True, **options).stdout.strip()
