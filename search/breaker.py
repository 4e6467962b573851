"""Leave in peace what fails, a server or the meaning process, so that nobody waits for it again and again."""

import threading
import time
from collections.abc import Callable

FAILURES = 3
"""So many in a row, and the server isn't asked for a while."""
PAUSE = 5.0
"""Seconds of the first pause; each that leads to another failure is followed by one twice as long…"""
LONGEST_PAUSE = 60.0
"""…up to this."""


class Breaker:
    """Of one server, for all threads of this process. After a pause one question goes through as a trial."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        pause: float = PAUSE,
        longest: float = LONGEST_PAUSE,
    ):
        self._clock = clock
        self._first_pause, self._longest_pause = pause, longest
        self._lock = threading.Lock()
        self._failures = 0
        self._pause = pause
        self._closed_until = 0.0

    def lets_through(self) -> bool:
        """Whether the server may be asked now. Whoever is let through tells how it went."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._clock() < self._closed_until:
                return False
            # A trial: the others wait for its outcome, or as long as it could take.
            self._closed_until = self._clock() + self._pause
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._pause = 0, self._first_pause

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures < FAILURES:
                return
            if self._failures > FAILURES:
                self._pause = min(self._pause * 2, self._longest_pause)
            self._closed_until = self._clock() + self._pause
