"""Writes a repository with python-tuf: write_repository.py FOLDER.

Root rotates once; keys are ed25519, ecdsa and rsa; targets delegates by paths to "docs", by hash prefixes to "bin-0" to "bin-f",
and to "parent", which delegates to succinct hash bins.
"""
import hashlib
import os
import sys
from datetime import datetime, timedelta, timezone

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    SuccinctRoles,
    TargetFile,
    Targets,
    Timestamp,
)

folder = sys.argv[1]
metadata_folder = os.path.join(folder, "metadata")
targets_folder = os.path.join(folder, "targets")
os.makedirs(metadata_folder)
os.makedirs(targets_folder)
expires = (datetime.now(timezone.utc) + timedelta(days=1)).replace(microsecond=0)

old_root_key = CryptoSigner.generate_ed25519()
root_keys = [CryptoSigner.generate_ecdsa(), CryptoSigner.generate_rsa()]
timestamp_key = CryptoSigner.generate_ed25519()
snapshot_key = CryptoSigner.generate_ecdsa()
targets_key = CryptoSigner.generate_rsa()
docs_key = CryptoSigner.generate_ed25519()
bins_key = CryptoSigner.generate_ecdsa()
succinct_key = CryptoSigner.generate_ed25519()


def write(name, role, signers):
    metadata = Metadata(role)
    for signer in signers:
        metadata.sign(signer, append=True)
    data = metadata.to_bytes()
    file_name = name if name == "timestamp" else f"{role.version}.{name}"
    with open(os.path.join(metadata_folder, file_name + ".json"), "wb") as file:
        file.write(data)
    return data


def target(path, text):
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    directory, base = os.path.split(path)
    os.makedirs(os.path.join(targets_folder, directory), exist_ok=True)
    with open(os.path.join(targets_folder, directory, f"{digest}.{base}"), "wb") as file:
        file.write(data)
    return TargetFile.from_data(path, data, ["sha256", "sha512"])


root = Root(version=1, expires=expires, consistent_snapshot=True)
root.add_key(old_root_key.public_key, "root")
root.add_key(timestamp_key.public_key, "timestamp")
root.add_key(snapshot_key.public_key, "snapshot")
root.add_key(targets_key.public_key, "targets")
write("root", root, [old_root_key])
root.version = 2
root.revoke_key(old_root_key.public_key.keyid, "root")
for signer in root_keys:
    root.add_key(signer.public_key, "root")
root.roles["root"].threshold = 2
write("root", root, [old_root_key, *root_keys])

snapshot = Snapshot(version=7, expires=expires)
snapshot.meta.clear()


def publish(name, role, signers, pin):
    data = write(name, role, signers)
    snapshot.meta[f"{name}.json"] = (
        MetaFile.from_data(role.version, data, ["sha256"]) if pin else MetaFile(role.version)
    )


docs = Targets(version=3, expires=expires)
docs.targets["docs/guide.txt"] = target("docs/guide.txt", "by paths")
publish("docs", docs, [docs_key], pin=True)

by_prefix = target("binned.txt", "by hash prefixes")
digit = hashlib.sha256(b"binned.txt").hexdigest()[0]
bins = []
for i in range(16):
    name = f"bin-{i:x}"
    role = Targets(version=1, expires=expires)
    if f"{i:x}" == digit:
        role.targets["binned.txt"] = by_prefix
    publish(name, role, [bins_key], pin=False)
    bins.append(
        DelegatedRole(name, [], 1, terminating=False, path_hash_prefixes=[f"{i:x}"])
    )

succinct = SuccinctRoles([], 1, 8, "part")
by_succinct = target("deep/in/a bin #1?.txt", "succinct")
for name in succinct.get_roles():
    role = Targets(version=2, expires=expires)
    if name == succinct.get_role_for_target(by_succinct.path):
        role.targets[by_succinct.path] = by_succinct
    publish(name, role, [succinct_key], pin=False)
parent = Targets(version=1, expires=expires)
parent.delegations = Delegations(keys={}, succinct_roles=succinct)
parent.add_key(succinct_key.public_key)
publish("parent", parent, [bins_key], pin=True)

targets = Targets(version=5, expires=expires)
targets.targets["top.txt"] = target("top.txt", "top level")
targets.targets["top.txt"].unrecognized_fields["custom"] = {"ä": [1, None, "\t"]}
roles = {"docs": DelegatedRole("docs", [], 1, terminating=True, paths=["docs/*"])}
roles.update({role.name: role for role in bins})
roles["parent"] = DelegatedRole("parent", [], 1, terminating=False, paths=["deep/*/*"])
targets.delegations = Delegations(keys={}, roles=roles)
targets.add_key(docs_key.public_key, "docs")
for role in bins:
    targets.add_key(bins_key.public_key, role.name)
targets.add_key(bins_key.public_key, "parent")
publish("targets", targets, [targets_key], pin=True)

data = write("snapshot", snapshot, [snapshot_key])
timestamp = Timestamp(version=9, expires=expires)
timestamp.snapshot_meta = MetaFile.from_data(snapshot.version, data, ["sha256", "sha512"])
write("timestamp", timestamp, [timestamp_key])
