"""
A real process with the real model, for tests that ask for the fixture `meaning`.

In another folder: `from tests.search.meaning.plugin import meaning, meaning_process` in its conftest.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

import search.meaning
from search.breaker import Breaker
from search.meaning import asking, process


class Process:
    """The process below `index_dir`, which a test may end, stop and start again."""

    def __init__(self, index_dir: Path):
        self.index_dir = index_dir
        self.folder = index_dir / "meaning"
        self.start()

    def start(self) -> None:
        self.child = subprocess.Popen(
            [*process.command()[:-1], str(self.folder)],
            env=process.environment(),
            cwd=Path(__file__).resolve().parents[3],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def send(self, signum: int) -> None:
        self.child.send_signal(signum)

    def end(self) -> None:
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGCONT)
            self.child.kill()
        self.child.communicate(timeout=10)

    def start_again(self) -> None:
        self.end()
        self.start()
        wait_until(search.meaning.is_answering)


def wait_until(holds, seconds: float = 20.0) -> None:
    """Until `holds()`, looked at every few milliseconds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def meaning_process(tmp_path_factory):
    """One process for all tests; it takes a moment to start and a test little."""
    running = Process(tmp_path_factory.mktemp("meaning"))
    yield running
    running.end()


@pytest.fixture
def meaning(meaning_process, settings, own_search_index, monkeypatch):
    """`search.meaning`, switched on and empty, in the index of this test."""
    settings.SEARCH_MEANING = True
    folder = Path(settings.SEARCH_INDEX_DIR) / "meaning"
    if not folder.exists():
        os.symlink(meaning_process.folder, folder)
    monkeypatch.setattr(asking, "breaker", Breaker(pause=0.2, longest=0.2))
    # Machines that test are busy: what counts as late is tried where a test is about that.
    monkeypatch.setattr(asking, "TIME_LIMIT", 5.0)
    if meaning_process.child.poll() is not None:
        meaning_process.start()
    wait_until(search.meaning.is_answering)
    search.meaning.clear()
    return search.meaning
