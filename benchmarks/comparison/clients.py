"""The clients that are compared: how each is told what to do, and where it keeps what it knows."""

import functools
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .measuring import Failure, measure, output_of

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


@dataclass(frozen=True)
class Repository:
    """A repository as it is served."""

    name: str
    folder: Path
    url: str
    target: str

    @property
    def root(self):
        return self.folder / "metadata" / "1.root.json"

    def target_length(self):
        path = self.folder / "targets" / self.target
        [artifact] = path.parent.glob("*." + path.name)
        return artifact.stat().st_size

    def is_updated(self, state):
        """Whether a client's folder has the newest timestamp."""
        stored = state / "metadata" / "timestamp.json"
        return stored.is_file() and stored.read_bytes() == (self.folder / "metadata" / "timestamp.json").read_bytes()

    def is_downloaded(self, state):
        """Whether a client's folder has the target; its content is for the client to judge."""
        length = self.target_length()
        files = (path for path in (state / "targets").rglob("*") if path.is_file())
        return any(path.stat().st_size == length for path in files)


class Tufa:
    """The command of this project; for many updates in one process, its library."""

    name = "Tufa"
    updates_once = True
    updates_often = True

    def __init__(self):
        self.command = str(ROOT / "tufa")
        self.flags = []

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
        target = [repository.target] if operation == "download" else []
        return [self.command, "client", operation, str(state), *target]

    def update_often(self, operation, state, repository, seconds, cache):
        """The process that updates many times."""
        main = [java(), *self.flags, "-cp", CLASS_PATH, "dev.tufa.benchmarks.WarmClient"]
        return main + _arguments(operation, state, repository) + [str(seconds), cache]


class TufaWithBouncyCastle(Tufa):
    """The library in a process that has registered a security provider whose Ed25519 is faster than the platform's."""

    name = "Tufa, Bouncy Castle"
    updates_once = False

    def __init__(self):
        super().__init__()
        providers = ["org.bouncycastle.jce.provider.BouncyCastleProvider", "SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE"]
        settings = TARGET / "bouncy-castle-first.properties"
        settings.write_text("".join(f"security.provider.{n}={name}\n" for n, name in enumerate(providers, 1)))
        self.flags = [f"-Djava.security.properties={settings}"]

    def version(self):
        return "the same, with Bouncy Castle as the first security provider"


class TufClient:
    """The client of this project under the command line of the TUF conformance suite."""

    name = "tuf-client"
    updates_once = True
    updates_often = False

    def __init__(self):
        self.command = str(ROOT / "conformance" / "tuf-client")

    def version(self):
        return "of the same build"

    def prepare(self, state, repository):
        measure([self.command, "--metadata-dir", str(state / "metadata"), "init", str(repository.root)])

    def move(self, state, repository):
        pass

    def update(self, operation, state, repository):
        options = {
            "metadata-dir": state / "metadata",
            "metadata-url": repository.url + "metadata/",
            "target-name": repository.target,
            "target-dir": state / "targets",
            "target-base-url": repository.url + "targets/",
        }
        words = [word for name, value in options.items() for word in ("--" + name, str(value))]
        return [self.command, *words, operation]


class Peer:
    """A client in another language, by a program beside this one."""

    updates_once = True
    updates_often = True

    def __init__(self, name, program):
        self.name = name
        self.program = program

    def prepare(self, state, repository):
        pass

    def move(self, state, repository):
        pass

    def update(self, operation, state, repository):
        return self.program + _arguments(operation, state, repository)

    def update_often(self, operation, state, repository, seconds, cache):
        return self.update(operation, state, repository) + [str(seconds), cache]


class PythonTuf(Peer):
    def __init__(self, python):
        super().__init__("python-tuf", [python, str(PEERS / "python" / "client.py")])
        self.python = python

    def version(self):
        script = "import platform, tuf; print(tuf.__version__, 'on Python', platform.python_version())"
        return output_of([self.python, "-c", script])


class GoTuf(Peer):
    """Built from the Go module proxy."""

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


def _arguments(operation, state, repository):
    return [operation, str(state), repository.url, str(repository.root), repository.target]


def template(client, folder, repositories, row):
    """A folder as a client has it before an update that is measured."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    repository = repositories[row.repository]
    before = repositories[row.repository + "-before"] if row.cache == "behind" else repository
    client.prepare(folder, before)
    if row.cache != "cold":
        measure(client.update(row.operation, folder, before))
    if row.cache == "behind":
        client.move(folder, repository)
    return folder


def check(client, row, repository, state):
    """Refuses to count an update that did not happen."""
    if not repository.is_updated(state):
        raise Failure(f"{client.name}, {row.name}: expected the newest timestamp in {state}, got another or none")
    if row.operation == "download" and not repository.is_downloaded(state):
        raise Failure(f"{client.name}, {row.name}: expected {repository.target} in {state}, got none of its length")
