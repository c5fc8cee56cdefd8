"""Writes a repository with python-tuf: thresholds, odd names, fields that nobody knows, succinct hash bins of two sizes.

Usage: write_variations.py FOLDER

FOLDER gets metadata/ and targets/ to be served, and expected.txt with a line "TARGET_PATH SHA256" for each target.
"""

import copy
import hashlib
import os
import sys
from datetime import datetime, timezone
from urllib import parse

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Key,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    SuccinctRoles,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

EXPIRES = datetime(2040, 1, 1, tzinfo=timezone.utc)
folder = sys.argv[1]
os.makedirs(os.path.join(folder, "metadata"))
os.makedirs(os.path.join(folder, "targets"))
expected = []
snapshot = Snapshot(expires=EXPIRES)


def signers(scheme, count=1):
    make = {
        "ed25519": CryptoSigner.generate_ed25519,
        "ecdsa": CryptoSigner.generate_ecdsa,
        "rsa": lambda: CryptoSigner.generate_rsa(size=2048),
    }[scheme]
    return [make() for _ in range(count)]


def write(name, signed, keys, prefix=True, compact=False):
    metadata = Metadata(signed)
    for key in keys:
        metadata.sign(key, append=True)
    content = metadata.to_bytes(JSONSerializer(compact=compact))
    version = f"{signed.version}." if prefix else ""
    with open(os.path.join(folder, "metadata", f"{version}{parse.quote(name, safe='')}.json"), "wb") as file:
        file.write(content)
    return content


def write_targets(name, targets, keys):
    content = write(name, targets, keys)
    snapshot.meta[f"{name}.json"] = MetaFile.from_data(targets.version, content, ["sha256", "sha512"])


def add(targets, path, hashes=("sha256",), custom=None):
    content = f"content of {path}".encode()
    target = TargetFile.from_data(path, content, list(hashes))
    if custom:
        target.unrecognized_fields["custom"] = custom
    targets.targets[path] = target
    directory, _, name = path.rpartition("/")
    directory = os.path.join(folder, "targets", directory)
    os.makedirs(directory, exist_ok=True)
    for digest in target.hashes.values():
        with open(os.path.join(directory, f"{digest}.{name}"), "wb") as file:
            file.write(content)
    expected.append(f"{path}\t{hashlib.sha256(content).hexdigest()}")


# Roots: the second one has other keys, a higher threshold and a field that nobody knows.
old_root, new_root = signers("ed25519"), signers("ecdsa", 3)
timestamp_keys, snapshot_keys, targets_keys = signers("ed25519"), signers("ecdsa"), signers("rsa", 2)
root = Root(expires=EXPIRES, consistent_snapshot=True)
for role, keys in (
    (Root.type, old_root),
    (Timestamp.type, timestamp_keys),
    (Snapshot.type, snapshot_keys),
    (Targets.type, targets_keys),
):
    for key in keys:
        root.add_key(key.public_key, role)
root.roles[Targets.type].threshold = 2
write("root", root, old_root)
root = copy.deepcopy(root)
root.version = 2
for key in old_root:
    root.revoke_key(key.public_key.keyid, Root.type)
for key in new_root:
    root.add_key(key.public_key, Root.type)
root.roles[Root.type].threshold = 2
root.unrecognized_fields["x-note"] = {"null": None, "large": 2**60, "text": "\t\u00fc\U0001f600"}
write("root", root, old_root + new_root[:2])

# Delegations: to odd names in an order that is not that of the alphabet; hash bins below other roles.
targets = Targets(expires=EXPIRES)
add(targets, "top.txt", hashes=("sha256", "sha512"), custom={"a": [1, None, "\u00fc"]})
targets.delegations = Delegations({}, {})


def delegate(parent, name, keys, **scope):
    parent.delegations.roles[name] = DelegatedRole(
        name, [], len(keys), scope.pop("terminating", False), **scope
    )
    for key in keys:
        parent.add_key(key.public_key, name)


roles = {}
for name, scheme, paths in (
    ("zz first", "rsa", ["shared/*"]),
    ("1", "ecdsa", ["shared/*", "one/*/?.txt"]),
    ("\u00fc/../\U0001f600", "ed25519", ["odd names/*"]),
):
    keys = signers(scheme)
    delegate(targets, name, keys, paths=paths)
    roles[name] = (Targets(expires=EXPIRES), keys)
add(roles["zz first"][0], "shared/both.txt")
roles["1"][0].targets["shared/both.txt"] = TargetFile.from_data("shared/both.txt", b"the less trusted one", ["sha256"])
add(roles["1"][0], "one/two/3.txt", hashes=("sha512",))
add(roles["\u00fc/../\U0001f600"][0], "odd names/a b+c%20\u00fc.txt")

succinct_keys, succinct = signers("rsa"), Targets(expires=EXPIRES)
delegate(targets, "succinct", succinct_keys, paths=["succinct/*"])
bin_keys = signers("ed25519", 2)
for bits, name in ((5, "five"), (14, "fourteen")):
    parent_keys, parent = signers("ed25519"), Targets(expires=EXPIRES)
    delegation = SuccinctRoles([], 2, bits, name)
    parent.delegations = Delegations({}, succinct_roles=delegation)
    for key in bin_keys:
        parent.add_key(key.public_key)
    contents = {}
    for number in range(20):
        path = f"succinct/{name}-{number}.txt"
        contents.setdefault(delegation.get_role_for_target(path), Targets(expires=EXPIRES))
        add(contents[delegation.get_role_for_target(path)], path)
    for bin_name, content in contents.items():
        write_targets(bin_name, content, bin_keys)
    write_targets(f"all of {name}", parent, parent_keys)
    if succinct.delegations is None:
        succinct.delegations = Delegations({}, {})
    delegate(succinct, f"all of {name}", parent_keys, paths=[f"succinct/{name}-*"])
write_targets("succinct", succinct, succinct_keys)

for name, (content, keys) in roles.items():
    write_targets(name, content, keys)
targets.version = 7
write_targets("targets", targets, targets_keys)
snapshot.version = 5
content = write("snapshot", snapshot, snapshot_keys, compact=True)
timestamp = Timestamp(
    version=9,
    expires=EXPIRES,
    snapshot_meta=MetaFile.from_data(snapshot.version, content, ["sha256"]),
)
write("timestamp", timestamp, timestamp_keys, prefix=False)
with open(os.path.join(folder, "expected.txt"), "w", encoding="utf-8") as file:
    file.write("\n".join(expected))
