"""Tufa as it is compared with others: how it is told what to do, and where it keeps what it knows."""

import functools
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from .measuring import measure, output_of

BENCHMARKS = Path(__file__).resolve().parent.parent
ROOT = BENCHMARKS.parent
PEERS = BENCHMARKS / "peers"
TARGET = BENCHMARKS / "target"
CLASS_PATH = f"{TARGET}/classes:{TARGET}/lib/*"


@functools.cache
def java():
    """The Java that the launchers choose: of JAVA_HOME or, where that is not set, of the newest JDK."""
    if os.environ.get("JAVA_HOME"):
        return os.path.join(os.environ["JAVA_HOME"], "bin", "java")
    jdks = [home for home in Path("/usr/lib/jvm").glob("*") if (home / "bin/javac").exists() and not home.is_symlink()]
    return max([shutil.which("java") or "java", *(str(home / "bin/java") for home in jdks)], key=feature_version)


def home():
    """The folder of that Java."""
    return str(Path(java()).resolve().parent.parent)


def feature_version(path):
    """17 for the java of a JDK 17."""
    said = subprocess.run([path, "-version"], check=True, capture_output=True, text=True).stderr
    return int(re.search(r'version "(\d+)', said).group(1))


class Tufa:
    """The command of this project; for many updates in one process, its library."""

    name = "Tufa"
    updates_once = True
    flags = []

    def __init__(self):
        self.command = str(ROOT / "tufa")

    def version(self):
        try:
            return "commit " + output_of(["git", "describe", "--always", "--dirty"], cwd=ROOT)
        except (OSError, subprocess.CalledProcessError):
            return "of unknown commit"

    def prepare(self, state, repository):
        """Makes what has to be there before the first update."""
        metadata_url = repository.url + "metadata/"
        measure([self.command, "client", "init", "--root", str(repository.root), "--url", metadata_url, str(state)])

    def move(self, state, repository):
        """Has the client go on with another repository."""
        settings = json.loads((state / "client.json").read_text())
        settings["metadata_url"] = repository.url + "metadata/"
        (state / "client.json").write_text(json.dumps(settings))

    def update(self, operation, state, repository):
        """The process that updates once."""
        targets = repository.targets if operation == "download" else []
        return [self.command, "client", operation, str(state), *targets]

    def update_often(self, operation, state, repository, seconds, cache):
        """The process that updates many times."""
        main = [java(), *self.flags, "-cp", CLASS_PATH, "dev.tufa.benchmarks.WarmClient"]
        return main + arguments(operation, state, repository) + [str(seconds), cache]

    def cannot(self, row):
        """Why it has no value in a row, if it has none."""
        return None


class TufaWithPlatformSignatures(Tufa):
    """The library in a process that leaves all signatures to the platform."""

    name = "Tufa, platform's signatures"
    updates_once = False
    flags = ["-Dsignatures=platform"]

    def version(self):
        return "the same, without the provider of `tuf/signatures`"


def arguments(operation, state, repository):
    """What programs are told that update by a library."""
    return [operation, str(state), repository.url, str(repository.root), repository.argument]
