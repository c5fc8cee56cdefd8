"""A repository of very many targets in hash bins, kept with python-tuf as its own repository examples do it: all roles in
memory, and whatever changed is signed and written. It does the same as dev.tufa.benchmarks.PublishBenchmark, takes the same
arguments, and prints the same lines of JSON:

    FOLDER TARGETS BITS ADDS

It waits for no disk: the library leaves that to its user.
"""

import hashlib
import json
import os
import random
import sys
import time
from datetime import datetime, timedelta, timezone

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Delegations, DelegatedRole, Metadata, MetaFile, Root, Snapshot, SuccinctRoles, TargetFile
from tuf.api.metadata import Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

COMPACT = JSONSerializer(compact=True)


class Keeper:
    """The repository, and the keys of its roles."""

    def __init__(self, folder, bits):
        self.folder = folder
        self.expires = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=365)
        self.signers = {role: CryptoSigner.generate_ed25519() for role in ("root", "timestamp", "snapshot", "targets", "bins")}
        self.root = Metadata(Root(expires=self.expires))
        for role in ("root", "timestamp", "snapshot", "targets"):
            self.root.signed.add_key(self.signers[role].public_key, role)
        key = self.signers["bins"].public_key
        self.succinct = SuccinctRoles([key.keyid], 1, bits, "bins")
        self.targets = Metadata(Targets(expires=self.expires))
        self.targets.signed.delegations = Delegations({key.keyid: key}, succinct_roles=self.succinct)
        self.bins = {name: Metadata(Targets(expires=self.expires)) for name in self.succinct.get_roles()}
        self.snapshot = Metadata(Snapshot(expires=self.expires))
        self.timestamp = Metadata(Timestamp(expires=self.expires))
        self.write("root", self.root, "1.root.json", "root")

    def write(self, role, metadata, name, signer):
        metadata.sign(self.signers[signer])
        data = metadata.to_bytes(COMPACT)
        path = os.path.join(self.folder, name)
        with open(path + ".new", "wb") as file:
            file.write(data)
        os.replace(path + ".new", path)
        return len(data)

    def publish(self, dirty):
        """Writes these bins, then snapshot, then timestamp; returns files and bytes."""
        files, size = 0, 0
        for name in dirty:
            metadata = self.bins[name]
            size += self.write(name, metadata, f"{metadata.signed.version}.{name}.json", "bins")
            self.snapshot.signed.meta[f"{name}.json"] = MetaFile(version=metadata.signed.version)
            files += 1
        if not self.snapshot.signed.meta.get("targets.json") or self.snapshot.signed.version == 1:
            self.write("targets", self.targets, "1.targets.json", "targets")
            self.snapshot.signed.meta["targets.json"] = MetaFile(version=1)
        self.snapshot.signed.version += 1
        version = self.snapshot.signed.version
        size += self.write("snapshot", self.snapshot, f"{version}.snapshot.json", "snapshot")
        self.timestamp.signed.snapshot_meta = MetaFile(version=version)
        self.timestamp.signed.version += 1
        size += self.write("timestamp", self.timestamp, "timestamp.json", "timestamp")
        return files + 2, size

    def add(self, path, content):
        """Puts one target into its bin, which is returned."""
        name = self.succinct.get_role_for_target(path)
        target = TargetFile(len(content), {"sha256": hashlib.sha256(content).hexdigest()}, path)
        self.bins[name].signed.targets[path] = target
        return name

    def change(self, names):
        for name in names:
            self.bins[name].signed.version += 1


def say(name, **facts):
    print(json.dumps({"name": name, **facts}), flush=True)


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main():
    folder, targets, bits, adds = sys.argv[1], *map(int, sys.argv[2:5])
    chance = random.Random(1)
    os.makedirs(folder)
    keeper = Keeper(folder, bits)
    seconds, _ = timed(lambda: keeper.publish(keeper.bins))
    say("empty", seconds=[seconds])

    def fill():
        for number in range(targets):
            path = f"packages/{number % 256:02x}/project-{number // 10}/project-{number}-1.0.tar.gz"
            name = keeper.succinct.get_role_for_target(path)
            hashes = {"sha256": chance.randbytes(32).hex()}
            keeper.bins[name].signed.targets[path] = TargetFile(chance.randrange(10_000_000), hashes, path)
        keeper.change(keeper.bins)
        return keeper.publish(keeper.bins)

    seconds, _ = timed(fill)
    say("import", seconds=[seconds])
    number = 0

    def add(count):
        nonlocal number
        dirty = set()
        for _ in range(count):
            content = chance.randbytes(1000)
            path = f"new/{number % 100}/artifact-{number}.tar.gz"
            number += 1
            digest = hashlib.sha256(content).hexdigest()
            with open(os.path.join(folder, f"{digest}.artifact"), "wb") as file:
                file.write(content)
            dirty.add(keeper.add(path, content))
        keeper.change(dirty)
        return keeper.publish(dirty)

    for _ in range(5):
        add(1)
    taken = [timed(lambda: add(1)) for _ in range(adds)]
    say(
        "one",
        seconds=[seconds for seconds, _ in taken],
        files=sum(files for _, (files, _) in taken) / adds,
        bytes=sum(size for _, (_, size) in taken) // adds,
    )
    for batch in (10, 100, 1000):
        say(f"batch {batch}", seconds=[timed(lambda: add(batch))[0] for _ in range(5)])

    def sign_all():
        keeper.change(keeper.bins)
        return keeper.publish(keeper.bins)

    seconds, _ = timed(sign_all)
    say("sign all", seconds=[seconds])


main()
