"""Packages to measure with: small ones that differ in everything that an index says, and large ones of noise."""

import gzip
import io
import random
import tarfile
from pathlib import Path

SECTIONS = ["admin", "devel", "editors", "libs", "misc", "net", "utils", "web"]
WORDS = "archive bright careful daily early fast gentle honest index just kind level mild neat open plain quick".split()
TIME = 1_750_000_000
NOISE = 1 << 20


def make(folder, count, first=0):
    """Writes so many packages into a folder and returns their files; the same numbers give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    return [small(folder, number) for number in range(first, first + count)]


def small(folder, number):
    """A package with some files in it, of a few hundred bytes each."""
    chance = random.Random(number)
    name = f"bench-{chance.choice(WORDS)}-{number:06}"
    files = {
        f"./usr/share/{name}/{chance.choice(WORDS)}-{part}.txt": chance.randbytes(chance.randrange(64, 512)).hex().encode()
        for part in range(chance.randrange(2, 12))
    }
    data = gzip.compress(tar(files), 6, mtime=TIME)
    return write(folder, name, f"{chance.randrange(1, 9)}.{chance.randrange(30)}-1", chance, data, "gz", len(data) // 512)


def large(folder, number, megabytes):
    """A package that is nothing but noise, so that whoever reads it is not held up by unpacking."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(number)
    noise = chance.randbytes(NOISE)
    spool = folder / f"spool-{number}"
    with open(spool, "wb") as file, tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
        entry = tarfile.TarInfo(f"./opt/bench-large-{number}/noise.bin")
        entry.size = megabytes * NOISE
        entry.mtime = TIME
        archive.addfile(entry, Repeated(noise, megabytes))
    made = write(folder, f"bench-large-{number}", "1.0-1", chance, spool, "", megabytes * 1024)
    spool.unlink()
    return made


class Repeated(io.RawIOBase):
    """The same block again and again, each time with another number at its beginning."""

    def __init__(self, block, count):
        self.block, self.left, self.rest = block, count, b""

    def read(self, size=-1):
        if not self.rest and self.left:
            self.rest = self.left.to_bytes(8, "big") + self.block[8:]
            self.left -= 1
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


def write(folder, name, version, chance, data, compression, installed):
    """Puts the parts of a package together; data is bytes or the file that has them."""
    control = f"""Package: {name}
Version: {version}
Architecture: amd64
Maintainer: Benchmark <benchmark@example.org>
Installed-Size: {max(1, installed)}
Depends: libc6 (>= 2.36)
Section: {chance.choice(SECTIONS)}
Priority: optional
Homepage: https://example.org/{name}
Description: {" ".join(chance.choices(WORDS, k=6))}
 {" ".join(chance.choices(WORDS, k=12))}
 {" ".join(chance.choices(WORDS, k=9))}
""".encode()
    path = folder / f"{name}_{version}_amd64.deb"
    with open(path, "wb") as deb:
        deb.write(b"!<arch>\n")
        member(deb, "debian-binary", b"2.0\n")
        member(deb, "control.tar.gz", gzip.compress(tar({"./control": control}), 6, mtime=TIME))
        member(deb, "data.tar" + ("." + compression if compression else ""), data)
    return path


def member(deb, name, content):
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    deb.write(f"{name:<16}{TIME:<12}{0:<6}{0:<6}{'100644':<8}{size:<10}`\n".encode())
    if isinstance(content, Path):
        with open(content, "rb") as file:
            while block := file.read(NOISE):
                deb.write(block)
    else:
        deb.write(content)
    if size % 2:
        deb.write(b"\n")


def tar(files):
    """A tar archive of files and the folders that they are in."""
    spool = io.BytesIO()
    with tarfile.open(fileobj=spool, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for folder in sorted({str(parent) for path in files for parent in Path(path).parents}):
            entry = tarfile.TarInfo("./" + folder if folder != "." else "./")
            entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, 0o755, TIME
            archive.addfile(entry)
        for path, content in files.items():
            entry = tarfile.TarInfo(path)
            entry.size, entry.mtime = len(content), TIME
            archive.addfile(entry, io.BytesIO(content))
    return spool.getvalue()
