"""The repositories that all clients update from."""

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import clients as by
from .measuring import measure


@dataclass(frozen=True)
class Repository:
    """A repository as it is served."""

    name: str
    folder: Path
    url: str

    @property
    def root(self):
        return self.folder / "metadata" / "1.root.json"

    @property
    def targets(self):
        """The paths that are downloaded."""
        kind, _, count = self.name.partition("-")
        numbers = range(int(count)) if kind == "artifacts" else [0]
        return [f"packages/{number // 1000:03}/package-{number:06}.tar.gz" for number in numbers]

    @property
    def argument(self):
        """The same in one word: a path, or a file of paths."""
        return self.targets[0] if len(self.targets) == 1 else f"@{self.folder / 'list'}"

    def artifact(self, target):
        """The file that is served for a target."""
        path = self.folder / "targets" / target
        [file] = path.parent.glob("*." + path.name)
        return file

    def is_updated(self, state):
        """Whether a client's folder has the newest timestamp; tough writes it in a form of its own."""
        stored = state / "metadata" / "timestamp.json"
        return stored.is_file() and _signed(stored) == _signed(self.folder / "metadata" / "timestamp.json")

    def is_downloaded(self, state):
        """Whether a client's folder has the targets; their content is for the client to judge."""
        expected = Counter(self.artifact(target).stat().st_size for target in self.targets)
        there = Counter(path.stat().st_size for path in (state / "targets").rglob("*") if path.is_file())
        return expected <= there


def _signed(file):
    return json.loads(file.read_bytes())["signed"]


def make(work, names):
    """Makes what is missing; what an earlier run has made is used again."""
    served, made = work / "served", work / "made"
    missing = [name for name in sorted(set(names)) if not (served / name).is_dir()]
    if missing:
        print(f"making repositories: {', '.join(missing)}", flush=True)
        shutil.rmtree(made, ignore_errors=True)
        if "small" in missing:
            shutil.rmtree(served / "small-before", ignore_errors=True)
        measure([by.java(), "-cp", by.CLASS_PATH, "dev.tufa.benchmarks.PeerRepositories", served, made, *missing])
        shutil.rmtree(made)
    for folder in served.glob("artifacts-*"):
        (folder / "list").write_text("\n".join(Repository(folder.name, folder, "").targets) + "\n")
