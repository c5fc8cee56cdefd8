"""What is measured."""

from dataclasses import dataclass, replace

LARGE = {"targets": 100_000, "few": 256, "bins": 16_384, "rotations": 50, "artifact": 256, "artifacts": 200}
TINY = {"targets": 1_000, "few": 8, "bins": 64, "rotations": 3, "artifact": 4, "artifacts": 5}


@dataclass(frozen=True)
class Row:
    """An operation on a repository, from a cache that is cold, warm or one publication behind.

    `far` says that every answer takes 50 ms more, `often` that one process updates again and again.
    """

    name: str
    title: str
    repository: str
    operation: str
    cache: str
    far: bool = False
    often: bool = False


def rows_of(sizes):
    """All rows: by one process for each update, then in one process."""
    once = [Row(name, title.format(**sizes), *rest) for name, title, *rest in _cases(sizes)]
    return once + [replace(row, name="often-" + row.name, often=True) for row in once if row.cache != "behind"]


def _cases(sizes):
    yield "small-nothing-new", "small: refresh, nothing new", "small", "refresh", "warm"
    yield "small-behind", "small: refresh, one publication behind", "small", "refresh", "behind"
    yield "small-cold", "small: refresh, cold cache", "small", "refresh", "cold"
    yield "small-download", "small: download, cold cache", "small", "download", "cold"
    rotations = f"rotations-{sizes['rotations']}"
    yield "rotations-nothing-new", "{rotations} root rotations: refresh, nothing new", rotations, "refresh", "warm"
    yield "rotations-cold", "{rotations} root rotations: refresh, cold cache", rotations, "refresh", "cold"
    yield "rotations-far-nothing-new", "{rotations} root rotations, far: refresh, nothing new", rotations, "refresh", "warm", True
    yield "rotations-far-cold", "{rotations} root rotations, far: refresh, cold cache", rotations, "refresh", "cold", True
    targets = f"targets-{sizes['targets']}"
    yield "targets-nothing-new", "{targets:,} targets: refresh, nothing new", targets, "refresh", "warm"
    yield "targets-cold", "{targets:,} targets: refresh, cold cache", targets, "refresh", "cold"
    for size in ("few", "bins"):
        for kind in ("succinct", "prefixes"):
            name, title = f"{kind}-{sizes[size]}", f"{{{size}:,}} bins, {kind}"
            yield f"{name}-nothing-new", f"{title}: find a target, nothing new", name, "download", "warm"
            yield f"{name}-cold", f"{title}: download, cold cache", name, "download", "cold"
    yield "artifact-cold", "{artifact} MB artifact: download, cold cache", f"artifact-{sizes['artifact']}", "download", "cold"
    artifacts = f"artifacts-{sizes['artifacts']}"
    yield "artifacts-far-cold", "{artifacts} artifacts of 1 MB, far: download, cold cache", artifacts, "download", "cold", True
