import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand

from search.meaning import process as meaning

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE = 60
"""Seconds before a program that keeps ending is started again; also how long one must live to be fine."""


def end_with_parent():
    """In a child: be told to stop when the parent is gone, even if it was killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Kept:
    """A program that is started again when it ended: at once, and later each time it ends soon after."""

    def __init__(self, name: str, start: Callable[[], subprocess.Popen], tell: Callable[[str], object]):
        self.name = name
        self._start, self._tell = start, tell
        self._pause = 0
        self._begin()

    def look(self) -> None:
        """Once a second or so."""
        now = time.monotonic()
        if self.child.poll() is None:
            if now - self._started > LONGEST_PAUSE:
                self._pause = 0
        elif self._ended is None:
            self._ended = now
            self._tell(
                f"{self.name} ended; starting it again" + (f" in {self._pause} s." if self._pause else ".")
            )
        if self._ended is not None and now >= self._ended + self._pause:
            self._pause = min(max(1, 2 * self._pause), LONGEST_PAUSE)
            self._begin()

    def _begin(self) -> None:
        self.child = self._start()
        self._started = time.monotonic()
        self._ended: float | None = None


class Command(BaseCommand):
    """
    The site, its worker and what finds by meaning in one go, for one machine. Larger installations run
    `gunicorn config.wsgi`, `manage.py db_worker` and `manage.py meaning` as services of their own.
    """

    help = "Serve the site with its background worker"

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *, host, port, **options):
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)  # also where a shell started this in the background
        web = self._start(
            "gunicorn", "--config", "site/config/gunicorn.py", "--bind", f"{host}:{port}", "config.wsgi"
        )
        beside = [Kept("The background worker", self._start_worker, self.stderr.write)]
        if settings.SEARCH_MEANING is True:
            beside.append(Kept("The search by meaning", self._start_meaning, self.stderr.write))
        try:
            if self._wait_for(web, host, port):
                self.stdout.write(f"\n  http://{host}:{port}/  (Ctrl+C ends it)\n")
            while web.poll() is None:
                for kept in beside:
                    kept.look()
                time.sleep(1)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping…")
        finally:
            children = [web, *(kept.child for kept in beside)]
            for child in children:
                if child.poll() is None:
                    child.send_signal(signal.SIGTERM)
            for child in children:
                child.wait(timeout=35)
        sys.exit(web.returncode if web.returncode and web.returncode > 0 else 0)

    @staticmethod
    def _wait_for(web, host, port):
        """Until the site takes connections; False when it ended instead."""
        while web.poll() is None:
            try:
                socket.create_connection((host, port), timeout=1).close()
            except OSError:
                time.sleep(0.2)
            else:
                return True
        return False

    @staticmethod
    def _stop(signum, frame):
        raise KeyboardInterrupt

    def _start_worker(self):
        return self._start(sys.executable, sys.argv[0], "db_worker", "--verbosity=0", "--no-reload")

    @staticmethod
    def _start(program, *arguments):
        if not os.path.isabs(program):
            program = os.path.join(os.path.dirname(sys.executable), program)
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(settings.BASE_DIR), str(settings.BASE_DIR / "site")])
        }
        return _begun([program, *arguments], environment)

    @staticmethod
    def _start_meaning():
        return _begun(meaning.command(), meaning.environment())


def _begun(command, environment):
    # A session of its own: Ctrl+C reaches this process, which then asks its children once.
    return subprocess.Popen(  # noqa: S603 - our own programs, no words of a stranger
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )
