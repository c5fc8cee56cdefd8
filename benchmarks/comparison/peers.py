"""Clients in other languages, each by a program in the folder peers."""

import json
import os
import re
import shutil

from .clients import PEERS, TARGET, arguments
from .measuring import output_of


class Peer:
    """A client in another language, by a program beside this one."""

    updates_once = True
    reasons = {}  # why it cannot have some kinds of repositories

    def __init__(self, name, program):
        self.name = name
        self.program = program

    def prepare(self, state, repository):
        pass

    def move(self, state, repository):
        pass

    def update(self, operation, state, repository):
        return self.program + arguments(operation, state, repository)

    def update_often(self, operation, state, repository, seconds, cache):
        return self.update(operation, state, repository) + [str(seconds), cache]

    def cannot(self, row):
        return self.reasons.get(row.repository.partition("-")[0])


class PythonTuf(Peer):
    def __init__(self, python):
        super().__init__("python-tuf", [python, str(PEERS / "python" / "client.py")])
        self.python = python

    def version(self):
        script = "import platform, tuf; print(tuf.__version__, 'on Python', platform.python_version())"
        return output_of([self.python, "-c", script])


class GoTuf(Peer):
    """Built from the Go module proxy."""

    reasons = {"prefixes": "go-tuf compares hash prefixes with the hash in base64, not in hexadecimal digits, and finds no target"}

    def __init__(self, go):
        self.go = go
        program = TARGET / "peers" / "go-client"
        super().__init__("go-tuf", [str(program)])
        build = [go, "build", "-trimpath", "-o", str(program), "."]
        output_of(build, cwd=PEERS / "go", env={**os.environ, "CGO_ENABLED": "0"})

    def version(self):
        module = "github.com/theupdateframework/go-tuf/v2"
        version = output_of([self.go, "list", "-m", "-f", "{{.Version}}", module], cwd=PEERS / "go")
        return f"{version} on {output_of([self.go, 'env', 'GOVERSION'])}"


class TufJs(Peer):
    """Installed from npm."""

    def __init__(self, node):
        self.node = node
        self.folder = TARGET / "peers" / "js"
        super().__init__("tuf-js", [node, str(self.folder / "client.mjs")])
        shutil.copytree(PEERS / "js", self.folder, dirs_exist_ok=True)
        output_of(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=self.folder)

    def version(self):
        package = json.loads((self.folder / "node_modules" / "tuf-js" / "package.json").read_text())
        return f"{package['version']} on Node {output_of([self.node, '--version'])}"


class Tough(Peer):
    """Built from crates.io."""

    name = "tough"
    options = []
    reasons = {"succinct": "tough knows nothing of succinct delegations (TAP 15), and refuses their metadata"}

    def __init__(self, cargo):
        self.cargo = cargo
        folder = TARGET / "peers" / "rust"
        super().__init__(self.name, [str(folder / "release" / "tufa-benchmark-client"), *self.options])
        output_of([cargo, "build", "--quiet", "--release", "--locked", "--target-dir", str(folder)], cwd=PEERS / "rust")

    def version(self):
        lock = (PEERS / "rust" / "Cargo.lock").read_text()
        version = re.search(r'name = "tough"\nversion = "([^"]+)"', lock).group(1)
        return f"{version} on Rust {output_of([self.cargo, '--version']).split()[1]}"


class ToughWithoutPause(Tough):
    """The same, without the pause that it makes before each request."""

    name = "tough, no pause"
    options = ["--no-pause"]

    def version(self):
        return "the same with `initial_backoff` 0; as it comes, tough waits 100 ms before each request"
