"""Clients of python-tuf that update on request, in one long-lived process.

A request is a line of fields with tabs between them:

    PUBLISHED  SWITCH  THEN  MEMORY  ROOT  TARGET...

The client in the folder MEMORY, which begins with the file ROOT if the folder is not there yet, updates from the folder
PUBLISHED and, from fetch number SWITCH on, from the folder THEN; then it looks for every TARGET and downloads it. The
answer is one line: "ok" with a field "TARGET=CONTENT" for each target that it found, or "failed" and why.
"""
import os
import sys
import tempfile
from urllib.parse import unquote

from tuf.api.exceptions import DownloadError, DownloadHTTPError, RepositoryError
from tuf.ngclient import FetcherInterface, Updater

BASE = "folder://"


class Folders(FetcherInterface):
    """Fetches from one folder, and from another one later on."""

    def __init__(self, published, switch, then):
        self.published, self.switch, self.then = published, switch, then
        self.fetches = 0

    def _fetch(self, url):
        folder = self.published if self.fetches < self.switch else self.then
        self.fetches += 1
        try:
            with open(os.path.join(folder, unquote(url.removeprefix(BASE))), "rb") as file:
                return iter([file.read()])
        except FileNotFoundError as error:
            raise DownloadHTTPError("404: " + url, 404) from error


def update(published, switch, then, memory, root, targets):
    os.makedirs(memory, exist_ok=True)
    with open(root, "rb") as file:
        bootstrap = file.read()
    with tempfile.TemporaryDirectory() as downloads:
        updater = Updater(
            memory,
            BASE + "metadata/",
            target_dir=downloads,
            target_base_url=BASE + "targets/",
            fetcher=Folders(published, int(switch), then),
            bootstrap=bootstrap,
        )
        updater.refresh()
        found = []
        for path in targets:
            info = updater.get_targetinfo(path)
            if info is not None:
                with open(updater.download_target(info), encoding="utf-8") as file:
                    found.append(path + "=" + file.read())
        return found


for line in sys.stdin:
    published, switch, then, memory, root, *targets = line.rstrip("\n").split("\t")
    try:
        answer = ["ok", *update(published, switch, then, memory, root, targets)]
    except (RepositoryError, DownloadError) as error:
        answer = ["failed", type(error).__name__ + ": " + " ".join(str(error).split())]
    print("\t".join(answer), flush=True)
