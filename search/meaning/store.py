"""
Vectors in memory, and which of them are nearest to another one.

A vector is 384 whole numbers of eight bits and a scale, which moves a cosine by less than 0.002.
Up to `EXACT` rows all are compared. Beyond that a sieve comes first: of each row the signs of its
384 numbers, measured from the middle of all rows, for sentence embeddings all point much the same
way. The `SIFTED` rows with most signs in common are then compared in full. 300,000 rows take some
140 MB and about 10 ms.
"""

import threading
from collections.abc import Iterator

import numpy as np

from search.meaning.passages import Near

DIMENSIONS = 384
EXACT = 4000
SIFTED = 2000
_WORDS = DIMENSIONS // 64


def coded(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors, one a row, as eight-bit numbers and the scale of each row."""
    scales = np.abs(vectors).max(axis=1) / 127
    scales[scales == 0] = 1
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


class Vectors:
    """The vectors of keys, apart by kind and language. Any number of threads may use it."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Rows] = {}
        self._place: dict[str, tuple[str, str]] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._place)

    def put(self, key: str, kind: str, language: str, codes: np.ndarray, scales: np.ndarray) -> None:
        """`codes` and `scales` as `coded` makes them, instead of whatever `key` had."""
        with self._lock:
            self._drop(key)
            self._place[key] = (kind, language)
            self._rows.setdefault((kind, language), Rows()).add(key, codes, scales)

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
        self._codes = np.empty((64, DIMENSIONS), np.int8)
        self._scales = np.empty(64, np.float32)
        self._signs = np.empty((_WORDS, 0), np.uint64)
        self._middle: np.ndarray | None = None
        self._measure_at = EXACT + 1

    def add(self, key: str, codes: np.ndarray, scales: np.ndarray) -> None:
        first, last = len(self._keys), len(self._keys) + len(codes)
        self._make_room(last)
        self._codes[first:last] = codes
        self._scales[first:last] = scales
        self._keys += [key] * len(codes)
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
                self._codes[row], self._scales[row] = self._codes[last], self._scales[last]
                self._of[moved][self._of[moved].index(last)] = row
                if self._middle is not None:
                    self._signs[:, row] = self._signs[:, last]

    def nearest(self, query: np.ndarray, limit: int) -> Iterator[Near]:
        """The `limit` best keys, best first."""
        count = len(self._keys)
        rows = np.arange(count) if count <= EXACT or self._middle is None else self._sifted(query, count)
        scores = (self._codes[rows].astype(np.float32) @ query) * self._scales[rows]
        seen: set[str] = set()
        for index in np.argsort(-scores, kind="stable"):
            key = self._keys[rows[index]]
            if key not in seen:
                if len(seen) == limit:
                    return
                seen.add(key)
                yield Near(key, round(float(scores[index]), 4))

    def _sifted(self, query: np.ndarray, count: int) -> np.ndarray:
        signs = _signs(query[None, :] - self._middle)[:, 0]
        differing = np.zeros(count, np.uint16)
        for word in range(_WORDS):
            differing += np.bitwise_count(self._signs[word, :count] ^ signs[word])
        return np.argpartition(differing, SIFTED)[:SIFTED]

    def _make_room(self, count: int) -> None:
        room = len(self._scales)
        if count <= room:
            return
        room = max(count, room + room // 2)
        self._codes = np.concatenate([self._codes, np.empty((room - len(self._codes), DIMENSIONS), np.int8)])
        self._scales = np.concatenate([self._scales, np.empty(room - len(self._scales), np.float32)])
        if self._middle is not None:
            more = np.empty((_WORDS, room - self._signs.shape[1]), np.uint64)
            self._signs = np.concatenate([self._signs, more], axis=1)

    def _measure_again(self) -> None:
        """Find the middle of what is there, and all signs from it; again when there are twice as many."""
        count = len(self._keys)
        total = np.zeros(DIMENSIONS)
        for start in range(0, count, 4096):
            total += self._plain(start, min(start + 4096, count)).sum(axis=0)
        self._middle = (total / count).astype(np.float32)
        self._signs = np.empty((_WORDS, len(self._scales)), np.uint64)
        for start in range(0, count, 4096):
            last = min(start + 4096, count)
            self._signs[:, start:last] = self._signs_of(start, last)
        self._measure_at = 2 * count

    def _plain(self, first: int, last: int) -> np.ndarray:
        return self._codes[first:last].astype(np.float32) * self._scales[first:last, None]

    def _signs_of(self, first: int, last: int) -> np.ndarray:
        return _signs(self._plain(first, last) - self._middle)


def _signs(vectors: np.ndarray) -> np.ndarray:
    """One bit a number, 64 of them a word; a column a vector."""
    packed = np.packbits(vectors > 0, axis=1)
    return np.ascontiguousarray(packed).view(np.uint64).T
