"""
Vectors in memory, and which of them are nearest to another one.

A vector is 384 whole numbers of sixteen bits, `SCALE` of them to one, which moves a cosine by less
than 0.0001. Up to `EXACT` rows all are compared. Beyond that a sieve comes first: of each row the
signs of its 384 numbers, measured from the middle of all rows, for sentence embeddings all point
much the same way. Where a row's sign is not the query's it counts against the row, four times
where the query's number is one of the larger half. The `EXACT` rows with least against them are
compared in full; in 200,000 rows, grown from real sentences and close together, that keeps 99 of
the 100 nearest. 300,000 rows take some 250 MB.
"""

import threading
from collections.abc import Iterator

import numpy as np

from search.meaning.passages import MOST_PASSAGES, Near

DIMENSIONS = 384
SCALE = 32767
EXACT = 8000
AT_A_TIME = 128
_WORDS = DIMENSIONS // 64


def coded(vectors: np.ndarray) -> np.ndarray:
    """Unit vectors, one a row, as whole numbers of sixteen bits."""
    return np.rint(vectors * SCALE).astype("<i2")


class Vectors:
    """The vectors of keys, apart by kind and language. Any number of threads may use it."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Rows] = {}
        self._place: dict[str, tuple[str, str]] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._place)

    def put(self, key: str, kind: str, language: str, rows: np.ndarray) -> None:
        """`rows` as `coded` makes them, instead of whatever `key` had."""
        with self._lock:
            self._drop(key)
            self._place[key] = (kind, language)
            self._rows.setdefault((kind, language), Rows()).add(key, rows)

    def remove(self, key: str) -> None:
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()
            self._place.clear()

    def nearest(self, query: np.ndarray, kind: str, language: str | None, limit: int) -> list[Near]:
        """The keys whose best row is nearest to the unit vector `query`, best first."""
        with self._lock:
            found = [
                near
                for (of_kind, of_language), rows in self._rows.items()
                if of_kind == kind and language in (None, of_language)
                for near in rows.nearest(query, limit)
            ]
        return sorted(found, key=lambda near: (-near.score, near.key))[:limit]

    def _drop(self, key: str) -> None:
        place = self._place.pop(key, None)
        if place is not None:
            self._rows[place].remove(key)


class Rows:
    """Rows of one kind and language, close together: the last one moves where another goes."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._of: dict[str, list[int]] = {}
        self._codes = np.empty((64, DIMENSIONS), np.int16)
        self._signs = np.empty((_WORDS, 0), np.uint64)
        self._middle: np.ndarray | None = None
        self._measure_at = EXACT + 1

    def add(self, key: str, rows: np.ndarray) -> None:
        first, last = len(self._keys), len(self._keys) + len(rows)
        self._make_room(last)
        self._codes[first:last] = rows
        self._keys += [key] * len(rows)
        self._of[key] = list(range(first, last))
        if last >= self._measure_at:
            self._measure_again()
        elif self._middle is not None:
            self._signs[:, first:last] = self._signs_of(first, last)

    def remove(self, key: str) -> None:
        for row in sorted(self._of.pop(key), reverse=True):
            last = len(self._keys) - 1
            moved = self._keys.pop()
            if row != last:
                self._keys[row] = moved
                self._codes[row] = self._codes[last]
                self._of[moved][self._of[moved].index(last)] = row
                if self._middle is not None:
                    self._signs[:, row] = self._signs[:, last]

    def nearest(self, query: np.ndarray, limit: int) -> Iterator[Near]:
        """The `limit` best keys, best first."""
        count = len(self._keys)
        rows = np.arange(count) if count <= EXACT or self._middle is None else self._sifted(query, count)
        scores = self._scores(rows, query)
        seen: set[str] = set()
        for index in _best(scores, limit * MOST_PASSAGES):
            key = self._keys[rows[index]]
            if key not in seen:
                if len(seen) == limit:
                    return
                seen.add(key)
                yield Near(key, round(float(scores[index]), 4))

    def _scores(self, rows: np.ndarray, query: np.ndarray) -> np.ndarray:
        """Cosines; some rows at a time, for those stay near the processor: a quarter of the time."""
        query, scores = query / SCALE, np.empty(len(rows), np.float32)
        plain = np.empty((AT_A_TIME, DIMENSIONS), np.float32)
        for start in range(0, len(rows), AT_A_TIME):
            some = rows[start : start + AT_A_TIME]
            np.copyto(plain[: len(some)], self._codes[some])
            np.dot(plain[: len(some)], query, out=scores[start : start + len(some)])
        return scores

    def _sifted(self, query: np.ndarray, count: int) -> np.ndarray:
        """The numbers of the `EXACT` rows that pass the sieve."""
        numbers = query - self._middle
        sizes = np.abs(numbers)
        signs, large = _signs(np.stack([numbers, sizes - np.median(sizes)])).T
        against = np.zeros(count, np.uint16)
        for word in range(_WORDS):
            differing = self._signs[word, :count] ^ signs[word]
            against += np.bitwise_count(differing)
            differing &= large[word]
            against += 3 * np.bitwise_count(differing)
        return np.argpartition(against, EXACT)[:EXACT]

    def _make_room(self, count: int) -> None:
        room = len(self._codes)
        if count <= room:
            return
        more = max(count, room + room // 2) - room
        self._codes = np.concatenate([self._codes, np.empty((more, DIMENSIONS), np.int16)])
        if self._middle is not None:
            self._signs = np.concatenate([self._signs, np.empty((_WORDS, more), np.uint64)], axis=1)

    def _measure_again(self) -> None:
        """Find the middle of what is there, and all signs from it; again when there are twice as many."""
        count = len(self._keys)
        total = np.zeros(DIMENSIONS)
        for start in range(0, count, 4096):
            total += self._plain(start, min(start + 4096, count)).sum(axis=0)
        self._middle = (total / count).astype(np.float32)
        self._signs = np.empty((_WORDS, len(self._codes)), np.uint64)
        for start in range(0, count, 4096):
            last = min(start + 4096, count)
            self._signs[:, start:last] = self._signs_of(start, last)
        self._measure_at = 2 * count

    def _plain(self, first: int, last: int) -> np.ndarray:
        return self._codes[first:last].astype(np.float32) / SCALE

    def _signs_of(self, first: int, last: int) -> np.ndarray:
        return _signs(self._plain(first, last) - self._middle)


def _best(scores: np.ndarray, count: int) -> np.ndarray:
    """Where the `count` highest are, highest first; of equal ones the first."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, -count)[-count] if count else np.inf
    candidates = np.flatnonzero(scores >= least)
    return candidates[np.argsort(-scores[candidates], kind="stable")]


def _signs(vectors: np.ndarray) -> np.ndarray:
    """One bit a number, 64 of them a word; a column a vector."""
    packed = np.packbits(vectors > 0, axis=1)
    return np.ascontiguousarray(packed).view(np.uint64).T
