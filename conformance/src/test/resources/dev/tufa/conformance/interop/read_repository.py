"""Reads a repository with python-tuf: read_repository.py METADATA_URL TARGETS_URL ROOT FOLDER TARGET..."""
import os
import sys

from tuf.ngclient import Updater, UpdaterConfig

metadata_url, targets_url, root, folder = sys.argv[1:5]
metadata = os.path.join(folder, "metadata")
targets = os.path.join(folder, "targets")
os.makedirs(metadata, exist_ok=True)
os.makedirs(targets, exist_ok=True)
with open(root, "rb") as file:
    bootstrap = file.read()
updater = Updater(
    metadata,
    metadata_url,
    target_dir=targets,
    target_base_url=targets_url,
    config=UpdaterConfig(),
    bootstrap=bootstrap,
)
updater.refresh()
for path in sys.argv[5:]:
    info = updater.get_targetinfo(path)
    if info is None:
        print("none", path)
        continue
    with open(updater.download_target(info), encoding="utf-8") as file:
        print("found", path, file.read())
