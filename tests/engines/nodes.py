"""Real search servers, started as a developer starts them, with `bin/search_server`."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from home.management.commands.serve import end_with_parent

PROGRAM = Path(__file__).resolve().parents[2] / "bin/search_server"
PATIENCE = 300
"""Seconds; the first time on a machine its parts are fetched."""


class Node:
    """One server of `kind`, `opensearch` or `elasticsearch`, on a port of its own."""

    def __init__(self, kind: str, folder: Path):
        self.kind, self.folder = kind, folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [PROGRAM, self.kind, str(self.port), str(self.folder)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )

    def wait(self) -> "Node":
        """Until it takes questions."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            try:
                health = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=20s"
                with urllib.request.urlopen(health, timeout=30):
                    return self
            except OSError:
                time.sleep(0.1)
        told = (self.folder / "output").read_text(errors="replace")
        raise AssertionError(f"{self.kind} did not start:\n{told[-4000:]}")

    def kill(self) -> None:
        """As by a power cut."""
        self._signal(signal.SIGKILL)
        self._process.wait()

    def freeze(self) -> None:
        """It holds its connections and says nothing."""
        self._signal(signal.SIGSTOP)
        # A busy machine stops the last of its threads a moment later.
        until = time.monotonic() + PATIENCE
        while not all(map(_is_stopped, _threads_of(self._process.pid))):
            assert time.monotonic() < until, f"{self.kind} can't be frozen"
            time.sleep(0.01)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self.thaw()
            self.kill()

    def _signal(self, number: int) -> None:
        # The group: while parts are fetched there are children.
        os.killpg(self._process.pid, number)


def _threads_of(group: int) -> Iterator[Path]:
    """The folders in /proc of all threads of a process group."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(process.name)) == group:
                yield from (process / "task").iterdir()


def _is_stopped(thread: Path) -> bool:
    """Whether it is stopped, or gone. In `stat` the state follows the last `)`: see proc_pid_stat(5)."""
    try:
        state = (thread / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state in "Tt"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
