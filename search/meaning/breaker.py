"""Whoever doesn't answer in time is not asked again at once."""

import threading
import time


class Breaker:
    """After `after` failures in a row: a pause of `pause` seconds, then one attempt at a time."""

    def __init__(self, after: int = 3, pause: float = 5.0):
        self.after = after
        self.pause = pause
        self._failures = 0
        self._closed_until = 0.0
        self._lock = threading.Lock()

    def lets_through(self) -> bool:
        """Whether to ask now. Who is let through after a pause is the only one for a while."""
        with self._lock:
            if self._failures < self.after:
                return True
            now = time.monotonic()
            if now < self._closed_until:
                return False
            self._closed_until = now + self.pause
            return True

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._closed_until = time.monotonic() + self.pause

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0
