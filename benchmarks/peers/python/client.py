"""A client by python-tuf. With two arguments more it updates again and again for so many seconds, at least twice,
and prints how many microseconds each time took. The clients in other languages beside it take the same arguments:

    OPERATION STATE URL ROOT TARGET [SECONDS CACHE]

OPERATION is refresh or download, STATE a folder, URL where metadata/ and targets/ are, TARGET a target or @ and a file
with one target in each line, CACHE cold or warm.
"""

import os
import sys
import time

from tuf.ngclient import Updater, UpdaterConfig
from tuf.ngclient.urllib3_fetcher import Urllib3Fetcher

# The defaults are too small for the largest repository here.
CONFIG = UpdaterConfig(snapshot_max_length=16 << 20, targets_max_length=64 << 20)


def update(operation, state, url, root, targets, fetcher):
    metadata, folder = os.path.join(state, "metadata"), os.path.join(state, "targets")
    os.makedirs(metadata, exist_ok=True)
    os.makedirs(folder, exist_ok=True)
    updater = Updater(
        metadata, url + "metadata/", folder, url + "targets/", fetcher=fetcher, config=CONFIG, bootstrap=root
    )
    updater.refresh()
    if operation == "download":
        for target in targets:
            info = updater.get_targetinfo(target)
            if info is None:
                sys.exit(f"{target}: not found")
            if updater.find_cached_target(info) is None:
                updater.download_target(info)


def targets_of(argument):
    if not argument.startswith("@"):
        return [argument]
    with open(argument[1:], encoding="utf-8") as file:
        return file.read().split()


def main():
    operation, state, url, root_file, target, *repeat = sys.argv[1:]
    with open(root_file, "rb") as file:
        root = file.read()
    targets = targets_of(target)
    if not repeat:
        update(operation, state, url, root, targets, None)
        return
    seconds, cache = float(repeat[0]), repeat[1]
    fetcher = Urllib3Fetcher()
    end = time.monotonic() + seconds
    number = 0
    while number < 2 or time.monotonic() < end:
        folder = os.path.join(state, str(number)) if cache == "cold" else state
        number += 1
        start = time.perf_counter_ns()
        update(operation, folder, url, root, targets, fetcher)
        print((time.perf_counter_ns() - start) // 1000)


main()
