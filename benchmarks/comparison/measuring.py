"""Runs processes and says what they cost."""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

METER = Path(__file__).with_name("meter.py")


class Failure(Exception):
    """A process did not do what was expected of it."""


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


def measure(arguments):
    """Runs a process to its end, which has to be a good one."""
    with tempfile.TemporaryFile() as output:
        readable, writable = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(METER), str(writable), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment(),
            pass_fds=[writable],
        )
        os.close(writable)
        with os.fdopen(readable) as taken:
            numbers = taken.read().split()
        exit_code = process.wait()
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    if exit_code != 0 or len(numbers) != 3:
        raise Failure(f"{' '.join(map(str, arguments))}: expected exit code 0, got {exit_code}\n{text}")
    return Sample(float(numbers[0]), float(numbers[1]), int(numbers[2]), text)


def output_of(arguments, **options):
    """What a process says, without blank lines at its ends."""
    return subprocess.run(arguments, check=True, capture_output=True, text=True, **options).stdout.strip()


class Server:
    """One static file server for all clients: tufa serve, which keeps connections alive."""

    def __init__(self, tufa, folder):
        self.arguments = [tufa, "serve", "--quiet", "--port", "0", str(folder)]

    def __enter__(self):
        self.process = subprocess.Popen(
            self.arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=environment()
        )
        line = self.process.stdout.readline()
        found = re.search(r" at (http://\S+/)$", line.rstrip())
        if not found:
            self.__exit__()
            raise Failure(f"tufa serve: expected its URL, got {line!r}")
        self.url = found.group(1)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
