"""Writes a repository with python-tuf, and its private keys: write_adoptable.py FOLDER PASSPHRASE consistent|plain.

Root rotates once; delegations are three deep, with hash bins of both kinds. FOLDER gets metadata/ and targets/, and keys/ with
ROLE-KEYID.pem.
"""
import hashlib
import os
import sys
from datetime import datetime, timedelta, timezone

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
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

folder, passphrase, naming = sys.argv[1:4]
consistent = naming == "consistent"
for name in ("metadata", "targets", "keys"):
    os.makedirs(os.path.join(folder, name))
expires = (datetime.now(timezone.utc) + timedelta(days=10)).replace(microsecond=0)
keys = {}


def signer(role, make=CryptoSigner.generate_ed25519):
    key = make()
    keys[role] = key
    with open(os.path.join(folder, "keys", f"{role}-{key.public_key.keyid}.pem"), "wb") as file:
        encryption = BestAvailableEncryption(passphrase.encode())
        private_key = load_pem_private_key(key.private_bytes, password=None)
        file.write(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    return key


def write(name, role, signers, versioned):
    metadata = Metadata(role)
    for key in signers:
        metadata.sign(key, append=True)
    data = metadata.to_bytes()
    prefix = f"{role.version}." if versioned else ""
    with open(os.path.join(folder, "metadata", prefix + name + ".json"), "wb") as file:
        file.write(data)
    return data


def target(path):
    data = f"content of {path}".encode()
    info = TargetFile.from_data(path, data, ["sha256", "sha512"])
    directory, base = os.path.split(path)
    os.makedirs(os.path.join(folder, "targets", directory), exist_ok=True)
    for name in [f"{digest}.{base}" for digest in info.hashes.values()] if consistent else [base]:
        with open(os.path.join(folder, "targets", directory, name), "wb") as file:
            file.write(data)
    return info


old_root = CryptoSigner.generate_ed25519()
root = Root(version=1, expires=expires, consistent_snapshot=consistent)
root.add_key(old_root.public_key, "root")
root.add_key(signer("timestamp").public_key, "timestamp")
root.add_key(signer("snapshot", CryptoSigner.generate_ecdsa).public_key, "snapshot")
root.add_key(signer("targets", CryptoSigner.generate_rsa).public_key, "targets")
root.unrecognized_fields["x-owner"] = "python-tuf"
write("root", root, [old_root], True)
root.version = 2
root.revoke_key(old_root.public_key.keyid, "root")
root.add_key(signer("root").public_key, "root")
data = write("root", root, [old_root, keys["root"]], True)
with open(os.path.join(folder, "metadata", "root.json"), "wb") as file:
    file.write(data)

snapshot = Snapshot(version=7, expires=expires)
snapshot.meta.clear()


def publish(name, role, key):
    data = write(name, role, [key], consistent)
    snapshot.meta[f"{name}.json"] = MetaFile.from_data(role.version, data, ["sha256", "sha512"])


def delegate(delegator, name, key, **scope):
    if delegator.delegations is None:
        delegator.delegations = Delegations({}, {})
    delegator.delegations.roles[name] = DelegatedRole(name, [], 1, terminating=False, **scope)
    delegator.add_key(key.public_key, name)


targets = Targets(version=5, expires=expires)
targets.targets["top.txt"] = target("top.txt")
delegator = targets
levels = []
for name in ("one", "two", "three"):
    level = Targets(version=3, expires=expires)
    delegate(delegator, name, signer(name), paths=["deep/*"])
    levels.append((name, level))
    delegator = level
delegator.targets["deep/file.txt"] = target("deep/file.txt")
for name, level in levels:
    publish(name, level, keys[name])

prefixed = Targets(version=2, expires=expires)
signer("bin")
digit = hashlib.sha256(b"prefixed/file.txt").hexdigest()[0]
for digits in ("01234567", "89abcdef"):
    name = f"bin-{digits[0]}{digits[-1]}"
    half = Targets(version=4, expires=expires)
    if digit in digits:
        half.targets["prefixed/file.txt"] = target("prefixed/file.txt")
    publish(name, half, keys["bin"])
    delegate(prefixed, name, keys["bin"], path_hash_prefixes=list(digits))
delegate(targets, "prefixed", signer("prefixed"), paths=["prefixed/*"])
publish("prefixed", prefixed, keys["prefixed"])

parent = Targets(version=1, expires=expires)
succinct = SuccinctRoles([], 1, 3, "part")
for name in succinct.get_roles():
    part = Targets(version=2, expires=expires)
    if name == succinct.get_role_for_target("succinct/file.txt"):
        part.targets["succinct/file.txt"] = target("succinct/file.txt")
    publish(name, part, keys["bin"])
parent.delegations = Delegations({}, succinct_roles=succinct)
parent.add_key(keys["bin"].public_key)
delegate(targets, "parent", signer("parent"), paths=["succinct/*"])
publish("parent", parent, keys["parent"])

publish("targets", targets, keys["targets"])
data = write("snapshot", snapshot, [keys["snapshot"]], consistent)
timestamp = Timestamp(version=9, expires=expires)
timestamp.snapshot_meta = MetaFile.from_data(snapshot.version, data, ["sha256"])
write("timestamp", timestamp, [keys["timestamp"]], False)
