"""Programs that make apt archives. Each has its own folder and does three things, every one of them from the outside."""

import gzip
import os
import re
import shutil
import subprocess
import tempfile

from . import clients as by
from .measuring import Failure, measure, output_of

SUITE = "stable"


class Signing:
    """A key of gpg without a passphrase, for the programs that sign by gpg, and the passphrase of our own keys."""

    def __enter__(self):
        self.home = tempfile.mkdtemp(prefix="bench-gpg-")
        os.environ["GNUPGHOME"] = self.home
        os.environ["TUFA_PASSPHRASE"] = "benchmark"
        new = ["gpg", "--batch", "--passphrase", "", "--quick-gen-key", "Benchmark", "ed25519", "sign", "never"]
        subprocess.run(new, check=True, capture_output=True)
        listed = output_of(["gpg", "--batch", "--with-colons", "--list-secret-keys"])
        self.key = re.search(r"^fpr:+([0-9A-F]{40}):", listed, re.MULTILINE).group(1)
        return self

    def __exit__(self, *_):
        subprocess.run(["gpgconf", "--kill", "all"], check=False)
        shutil.rmtree(self.home, ignore_errors=True)


class Archiver:
    """What all have: a name, a folder, and the number of packages that they have published."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = folder

    def begin(self):
        """An archive without packages; not measured."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def published(self):
        packages = self.tree() / "dists" / SUITE / "main" / "binary-amd64" / "Packages"
        if packages.exists():
            text = packages.read_bytes()
        else:
            text = gzip.decompress(packages.with_suffix(".gz").read_bytes())
        return len(re.findall(rb"^Package: ", text, re.MULTILINE))

    def tree(self):
        return self.folder

    def require(self, count):
        if self.published() != count:
            raise Failure(f"{self.name}: expected {count} packages, got {self.published()}")


class Tufa(Archiver):
    """Ours: whatever it is told, the whole folder or one file, it adds and publishes."""

    def __init__(self, name, folder, init=(), add=()):
        super().__init__(name, folder)
        self.init = init
        self.add = add
        self.is_tried = "--no-check" not in add
        self.command = by.Tufa().command

    @staticmethod
    def version():
        return by.Tufa().version()

    def begin(self):
        super().begin()
        measure([self.command, "archive", "init", "--origin", "Benchmark", "--arch", "amd64", *self.init, self.folder])

    def all(self, debs):
        return measure([self.command, "archive", "add", "--publish", *self.add, self.folder, SUITE, debs])

    def one(self, deb, debs):
        return measure([self.command, "archive", "add", "--publish", *self.add, self.folder, SUITE, deb])

    def tree(self):
        return self.folder / "public"


def running_program():
    """Adds packages one by one, for as long as it is given some."""
    native = "--enable-native-access=ALL-UNNAMED"  # of SQLite and of zstd
    return [by.java(), native, "-cp", by.CLASS_PATH, "dev.tufa.benchmarks.ArchiveBenchmark"]


class Scanner(Archiver):
    """A program that reads a pool and prints an index; what an archive needs beside that is a script around it."""

    AROUND = """set -e
cd "$1"
mkdir -p dists/stable/main/binary-amd64
{packages} > dists/stable/main/binary-amd64/Packages
{contents}
gzip -9nkf dists/stable/main/binary-amd64/Packages
xz -4kf dists/stable/main/binary-amd64/Packages
apt-ftparchive -o APT::FTPArchive::Release::Suite=stable -o APT::FTPArchive::Release::Architectures=amd64 \\
    -o APT::FTPArchive::Release::Components=main -o APT::FTPArchive::MD5=0 -o APT::FTPArchive::SHA1=0 \\
    -o APT::FTPArchive::SHA512=0 release dists/stable > Release.new
mv Release.new dists/stable/Release
gpg --batch --yes --armor --detach-sign --output dists/stable/Release.gpg dists/stable/Release
gpg --batch --yes --clearsign --output dists/stable/InRelease dists/stable/Release
"""

    def __init__(self, name, folder, packages, contents, version):
        super().__init__(name, folder)
        self.script = self.AROUND.format(packages=packages, contents=contents)
        self.program = version

    def version(self):
        return output_of(self.program).splitlines()[0]

    def begin(self):
        super().begin()
        (self.folder / "pool").mkdir()

    def all(self, debs):
        for deb in sorted(debs.iterdir()):
            if not (self.folder / "pool" / deb.name).exists():
                os.link(deb, self.folder / "pool" / deb.name)
        return measure(["bash", "-c", self.script, "scan", self.folder])

    def one(self, deb, debs):
        os.link(deb, self.folder / "pool" / deb.name)
        return measure(["bash", "-c", self.script, "scan", self.folder])


class Reprepro(Archiver):
    def __init__(self, folder, signing):
        super().__init__("reprepro", folder)
        self.signing = signing

    @staticmethod
    def version():
        said = subprocess.run(["reprepro", "--version"], check=False, capture_output=True, text=True)
        return (said.stdout or said.stderr).strip().splitlines()[0].removeprefix("reprepro: This is ")

    def begin(self):
        super().begin()
        (self.folder / "conf").mkdir()
        lines = {
            "Codename": SUITE,
            "Components": "main",
            "Architectures": "amd64",
            "Contents": ".gz",
            "DebIndices": "Packages Release . .gz .xz",
            "SignWith": self.signing.key,
        }
        text = "".join(f"{name}: {value}\n" for name, value in lines.items())
        (self.folder / "conf" / "distributions").write_text(text)

    def all(self, debs):
        return self.include(sorted(debs.iterdir()))

    def one(self, deb, debs):
        return self.include([deb])

    def include(self, files):
        return measure(["reprepro", "--silent", "-b", self.folder, "-C", "main", "includedeb", SUITE, *files])


class Aptly(Archiver):
    def __init__(self, folder, signing):
        super().__init__("aptly", folder)
        self.signing = signing

    @staticmethod
    def version():
        return output_of(["aptly", "version"])

    def begin(self):
        super().begin()
        config = self.folder / "aptly.conf"
        config.write_text(f'{{"rootDir": "{self.folder}", "architectures": ["amd64"], "gpgProvider": "gpg"}}')
        self.aptly = ["aptly", f"-config={config}"]
        self.script = "set -e; debs=$1; shift; \"$@\" repo add bench \"$debs\" >/dev/null; "
        measure([*self.aptly, "repo", "create", "-component=main", f"-distribution={SUITE}", "bench"])
        self.is_published = False

    def all(self, debs):
        return self.add(debs)

    def one(self, deb, debs):
        return self.add(deb)

    def add(self, path):
        sign = f"-batch -gpg-key={self.signing.key}"
        publish = f"publish update {sign} {SUITE}" if self.is_published else f"publish repo {sign} -architectures=amd64 bench"
        taken = measure(["bash", "-c", self.script + f'"$@" {publish}', "aptly", path, *self.aptly])
        self.is_published = True
        return taken

    def tree(self):
        return self.folder / "public"


def chosen(work, signing, names):
    """Ours in every way, and all peers that this machine has."""
    alike = ["--tuf", "none"]
    archivers = [
        Tufa("Tufa --link, no check", work / "tufa-link", add=["--link", "--no-check"]),
        Tufa("the same without TUF", work / "tufa-alike", init=alike, add=["--link", "--no-check"]),
        Tufa("Tufa, no check", work / "tufa-copy", add=["--no-check"]),
        Tufa("Tufa --link", work / "tufa-link-check", add=["--link"]),
        Tufa("Tufa", work / "tufa"),
    ]
    archivers += [
        Scanner(
            "apt-ftparchive",
            work / "ftparchive",
            packages="apt-ftparchive -o APT::FTPArchive::MD5=0 -o APT::FTPArchive::SHA1=0 -o APT::FTPArchive::SHA512=0 packages pool",
            contents="apt-ftparchive contents pool | gzip -9n > dists/stable/main/Contents-amd64.gz",
            version=["apt-ftparchive", "--version"],
        ),
        Scanner(
            "apt-ftparchive with its db",
            work / "ftparchive-db",
            packages="apt-ftparchive --db cache.db -o APT::FTPArchive::MD5=0 -o APT::FTPArchive::SHA1=0"
            " -o APT::FTPArchive::SHA512=0 packages pool",
            contents="apt-ftparchive --db cache.db contents pool | gzip -9n > dists/stable/main/Contents-amd64.gz",
            version=["apt-ftparchive", "--version"],
        ),
        Scanner(
            "dpkg-scanpackages",
            work / "scanpackages",
            packages="dpkg-scanpackages --hash sha256 --multiversion pool 2>/dev/null",
            contents=":",
            version=["dpkg-scanpackages", "--version"],
        ),
        Reprepro(work / "reprepro", signing),
        Aptly(work / "aptly", signing),
    ]
    return [archiver for archiver in archivers if re.search(names, archiver.name)]
