"""
Where the embedded index lies, and how a new one takes the place of the old.

    SEARCH_INDEX_DIR/
        current             text: the name of the folder in use
        lock                held by whoever writes
        1-4f2a…/            an index; the first number is the format it was built in

`current` is replaced in one step, so a reader sees the old index or the new one, never half of
either; a build that was interrupted leaves a folder which the next one clears away.
"""

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.analysis import FORMAT
from search.engines.base import Busy, Unavailable

POLL_SECONDS = 0.05


class Folders:
    """The folders of all builds below `root`."""

    def __init__(self, root: Path):
        self.root = root

    @property
    def pointer(self) -> Path:
        return self.root / "current"

    def current(self) -> Path:
        """The folder in use. Raises Unavailable when there is none of today's format."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeError) as error:
            raise Unavailable(f"No search index in {self.root}") from error
        if not name.startswith(f"{FORMAT}-") or "/" in name:
            raise Unavailable(f"The search index in {self.root} is of another format")
        return self.root / name

    def new(self) -> Path:
        """An empty folder for a build. Call it with the lock held."""
        folder = self.root / f"{FORMAT}-{uuid.uuid4().hex}"
        folder.mkdir(mode=0o700, parents=True)
        return folder

    def use(self, folder: Path) -> None:
        """Make `folder` the one in use and drop all others. Call it with the lock held."""
        half = self.pointer.with_suffix(".new")
        with half.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        half.replace(self.pointer)
        for other in self.root.iterdir():
            # Others live here too: the vectors of `search.meaning`.
            if other.is_dir() and other != folder and other.name.partition("-")[0].isdigit():
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def lock(self, wait: float) -> Iterator[None]:
        """
        Be the only writer, in this process and all others. Raises Busy after `wait` seconds.

        The system drops the lock of a process that dies.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        until = time.monotonic() + wait
        with (self.root / "lock").open("w") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise Busy(f"Another process is writing the search index in {self.root}") from None
                    time.sleep(POLL_SECONDS)
            yield
