"""
Vectors on disk: a small database of the process's own, whole after a `kill -9` at any moment.

A vector is kept under what it was made of, model and text, so that the same words are embedded once
however often the index is built; a key only says which vectors are its own.
"""

import contextlib
import hashlib
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.meaning.store import DIMENSIONS, coded

HASH_SIZE = 16
_TABLES = """
CREATE TABLE IF NOT EXISTS about (version TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS vector (hash BLOB PRIMARY KEY, code BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, language TEXT NOT NULL,
    digest TEXT NOT NULL, hashes BLOB NOT NULL
) WITHOUT ROWID;
"""


class Entry(NamedTuple):
    """A key and the hashes of its texts."""

    key: str
    kind: str
    language: str
    digest: str
    hashes: tuple[bytes, ...]


def hash_of(version: str, manner: str, text: str) -> bytes:
    """What a vector is kept under; `manner` is how the text is put to the model."""
    told = "\0".join((version, manner, text)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=HASH_SIZE).digest()


class Archive:
    """
    Entries and vectors of one version of the model.

    What another version made, or a file that is none, is put away: the worker brings everything again.
    """

    def __init__(self, path: Path, version: str):
        try:
            self._open(path, version)
        except sqlite3.DatabaseError:
            for part in path.parent.glob(f"{path.name}*"):
                part.unlink()
            self._open(path, version)
        self._lock = threading.Lock()

    def _open(self, path: Path, version: str) -> None:
        self._database = sqlite3.connect(path, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.executescript(_TABLES)
        with self._database:
            if self._database.execute("SELECT version FROM about").fetchall() != [(version,)]:
                for table in ("about", "vector", "entry"):
                    self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
                self._database.execute("INSERT INTO about VALUES (?)", [version])

    def codes(self, hashes: Iterable[bytes]) -> dict[bytes, bytes]:
        """Those of these vectors that are kept."""
        with self._lock:
            return dict(self._codes(hashes))

    def put(self, entries: Collection[Entry], new: Mapping[bytes, bytes]) -> None:
        """Keep all of it or, when something goes wrong, nothing."""
        rows = [(*entry[:4], b"".join(entry.hashes)) for entry in entries]
        with self._lock, self._database:
            self._database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", new.items())
            self._database.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?)", rows)

    def remove(self, keys: Iterable[str]) -> None:
        with self._lock, self._database:
            self._database.executemany("DELETE FROM entry WHERE key = ?", ((key,) for key in keys))

    def clear(self) -> None:
        """Forget all keys; their vectors stay for when the same texts come again."""
        with self._lock, self._database:
            self._database.execute("DELETE FROM entry")

    def digests(self, after: str, limit: int) -> list[tuple[str, str]]:
        """Keys and digests in the order of the keys, those that come after `after`."""
        asked = "SELECT key, digest FROM entry WHERE key > ? ORDER BY key LIMIT ?"
        with self._lock:
            return self._database.execute(asked, [after, limit]).fetchall()

    def all(self) -> Iterator[tuple[Entry, list[bytes]]]:
        """Every entry with its vectors; one that lacks any is forgotten, so that it is brought again."""
        torn = []
        for key, kind, language, digest, joined in self._database.execute("SELECT * FROM entry"):
            hashes = tuple(joined[at : at + HASH_SIZE] for at in range(0, len(joined), HASH_SIZE))
            codes = dict(self._codes(hashes))
            if len(codes) == len(hashes):
                yield Entry(key, kind, language, digest, hashes), [codes[each] for each in hashes]
            else:
                torn.append(key)
        self.remove(torn)

    def drop_unused(self) -> None:
        """Let go of vectors that no key has, once they are most of all."""
        used = {
            joined[at : at + HASH_SIZE]
            for (joined,) in self._database.execute("SELECT hashes FROM entry")
            for at in range(0, len(joined), HASH_SIZE)
        }
        kept = [each for (each,) in self._database.execute("SELECT hash FROM vector")]
        if len(kept) > 2 * len(used) + 10_000:
            with contextlib.suppress(sqlite3.OperationalError), self._database:
                unused = ((each,) for each in kept if each not in used)
                self._database.executemany("DELETE FROM vector WHERE hash = ?", unused)

    def _codes(self, hashes: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for each in hashes:
            row = self._database.execute("SELECT code FROM vector WHERE hash = ?", [each]).fetchone()
            if row is not None:
                yield each, row[0]


def packed(vector: np.ndarray) -> bytes:
    """One vector as it lies on disk."""
    return coded(vector).tobytes()


def unpacked(codes: Iterable[bytes]) -> np.ndarray:
    """Vectors from disk, one a row, as `Vectors.put` takes them."""
    return np.frombuffer(b"".join(codes), "<i2").reshape(-1, DIMENSIONS)
