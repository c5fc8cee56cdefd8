"""One static file server for all clients, which keeps connections alive and counts."""

import subprocess
import urllib.request

from . import clients as by
from .measuring import Failure, environment
from .repositories import Repository


class Server:
    """The program dev.tufa.benchmarks.CountingServer."""

    def __init__(self, folder):
        self.folder = folder
        self.arguments = [by.java(), "-cp", by.CLASS_PATH, "dev.tufa.benchmarks.CountingServer", str(folder), "0"]
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __enter__(self):
        self.process = subprocess.Popen(
            self.arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=environment()
        )
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http://"):
            self.__exit__()
            raise Failure(f"server: expected its URL, got {self.url!r}")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def repository(self, name, far=False):
        """A repository near or far; each answer of one that is far takes 50 ms more."""
        return Repository(name, self.folder / name, f"{self.url}{'far/' if far else ''}{name}/")

    def counts(self):
        """Requests and bytes since the last time."""
        with self.opener.open(self.url + "-/counts") as answer:
            requests, size = answer.read().split()
        return int(requests), int(size)
