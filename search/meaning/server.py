"""
The process that knows about meaning: `python -m search.meaning.server FOLDER`.

It holds the model and all vectors, listens on a Unix socket in FOLDER and reaches no network. It
knows neither Django nor any secret of the site; `process.start` gives it an environment without
them. What it can't stand (a text the model never finishes, too much memory) ends it, and whoever
started it starts it again: `serve`, systemd or compose.
"""

import fcntl
import os
import resource
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from search.meaning import frames
from search.meaning.archive import Archive, Entry, hash_of, packed, unpacked
from search.meaning.model import VERSION, Model
from search.meaning.passages import LONGEST_PASSAGE, LONGEST_QUERY, MOST_PASSAGES, Near, cleaned
from search.meaning.store import Vectors

LONGEST_SENTENCE = 20.0
"""Seconds for one text, a hundred times what one takes: the model will not come back from it."""
READ_SECONDS = 5.0
"""How long somebody may take to say what they want."""
MOST_CONNECTIONS = 32
MOST_NEAR = 200
DIGESTS_A_PAGE = 10_000
MEMORY = 2 * 1024**3
KINDS = {"document", "phrase"}


class Meaning:
    """What can be asked; each method takes what came from outside and raises ValueError where it is odd."""

    def __init__(self, folder: Path):
        self.model = Model()
        self.archive = Archive(folder / "vectors.sqlite3", VERSION)
        self.archive.drop_unused()
        self.vectors = Vectors()
        for entry, codes in self.archive.all():
            self.vectors.put(entry.key, entry.kind, entry.language, unpacked(codes))
        self._writing = threading.Lock()

    def tasks(self) -> list[Callable[[dict[str, Any]], Any]]:
        """All that may be asked for by name."""
        return [self.nearest, self.put, self.remove, self.clear, self.keys, self.ping]

    def nearest(self, request: dict[str, Any]) -> list[list[Near]]:
        text, among, within = request["text"], request["among"], request["within"]
        _insist(isinstance(text, str) and isinstance(among, list) and isinstance(within, int | float))
        for kind, language, limit in among:
            _insist(kind in KINDS and (language is None or isinstance(language, str)))
            _insist(isinstance(limit, int))
        if not cleaned(text, LONGEST_QUERY) or not len(self.vectors):
            return [[] for _each in among]
        vector = self.model.query(text, min(float(within), READ_SECONDS))
        return [
            self.vectors.nearest(vector, kind, language, min(max(limit, 0), MOST_NEAR))
            for kind, language, limit in among[: len(KINDS)]
        ]

    def put(self, request: dict[str, Any]) -> int:
        entries: list[Entry] = []
        texts: dict[bytes, tuple[str, str]] = {}
        for key, (kind, language, digest, given) in request["entries"].items():
            _insist(kind in KINDS and isinstance(language, str) and isinstance(digest, str))
            _insist(isinstance(given, list) and all(isinstance(text, str) for text in given))
            plain = [cleaned(text, LONGEST_PASSAGE) for text in given[:MOST_PASSAGES]]
            hashes = {hash_of(VERSION, kind, text): text for text in plain if text}
            texts |= {each: (kind, text) for each, text in hashes.items()}
            entries.append(Entry(key, kind, language, digest, tuple(hashes)))
        with self._writing:
            kept = self.archive.codes(texts)
            new = {each: self._made(*texts[each]) for each in texts.keys() - kept.keys()}
            self.archive.put(entries, new)
            kept |= new
            for entry in entries:
                self._show(entry, [kept[each] for each in entry.hashes])
        return len(new)

    def remove(self, request: dict[str, Any]) -> None:
        keys = request["keys"]
        _insist(isinstance(keys, list) and all(isinstance(key, str) for key in keys))
        with self._writing:
            self.archive.remove(keys)
            for key in keys:
                self.vectors.remove(key)

    def clear(self, request: dict[str, Any]) -> None:
        with self._writing:
            self.archive.clear()
            self.vectors.clear()

    def keys(self, request: dict[str, Any]) -> list[tuple[str, str]]:
        _insist(isinstance(request["after"], str))
        return self.archive.digests(request["after"], DIGESTS_A_PAGE)

    def ping(self, request: dict[str, Any]) -> str:
        return "pong"

    def _made(self, kind: str, text: str) -> bytes:
        # A phrase is what somebody may ask, so it is put to the model as a query is.
        vector = self.model.phrase(text) if kind == "phrase" else self.model.passage(text)
        return packed(vector)

    def _show(self, entry: Entry, codes: list[bytes]) -> None:
        if codes:
            self.vectors.put(entry.key, entry.kind, entry.language, unpacked(codes))
        else:
            self.vectors.remove(entry.key)


class Server:
    """Takes connections, each in a thread for as long as its one question takes."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.meaning = Meaning(folder)
        self.tasks = {
            name: getattr(self.meaning, name)
            for name in ("nearest", "put", "remove", "clear", "keys", "ping")
        }
        self.places = threading.BoundedSemaphore(MOST_CONNECTIONS)

    def run(self) -> None:
        path = self.folder / "socket"
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            with frames.address(path) as address:
                listener.bind(address)  # with the umask of `main` for its owner alone
            listener.listen(MOST_CONNECTIONS)
            listener.settimeout(1)
            while True:
                self._give_up_on_what_never_ends()
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                if self.places.acquire(blocking=False):
                    threading.Thread(target=self._serve, args=[connection], daemon=True).start()
                else:
                    connection.close()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection:
                self._answer(connection)
        except (OSError, EOFError, frames.Malformed):
            pass  # whoever asked is gone, slow or no friend of ours
        finally:
            self.places.release()

    def _answer(self, connection: socket.socket) -> None:
        request = frames.receive(connection, time.monotonic() + READ_SECONDS)
        try:
            answer = {"result": self.tasks[request["do"]](request)}
        except (AttributeError, KeyError, TypeError, ValueError, UnicodeError):
            answer = {"error": "not understood"}
        except (OSError, sqlite3.Error, MemoryError) as error:
            answer = {"error": type(error).__name__}  # never what was asked
        frames.send(connection, answer, time.monotonic() + READ_SECONDS)

    def _give_up_on_what_never_ends(self) -> None:
        if self.meaning.model.busy_for() > LONGEST_SENTENCE:
            print("Meaning is stuck in a text and ends.", file=sys.stderr, flush=True)
            os._exit(70)


def _insist(is_right: bool) -> None:
    if not is_right:
        raise ValueError


def main(folder: Path) -> None:
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what people typed never lies on the disk
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"Another process already works in {folder}.")
        Server(folder).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
