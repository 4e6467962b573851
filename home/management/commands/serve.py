import ctypes
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand

PR_SET_PDEATHSIG = 1


def end_with_parent():
    """In a child: be told to stop when the parent is gone, even if it was killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Command(BaseCommand):
    """
    The site and its worker in one go, for one machine. Larger installations run
    `gunicorn config.wsgi` and `manage.py db_worker` as two services.
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
        worker = self._start_worker()
        try:
            if self._wait_for(web, host, port):
                self.stdout.write(f"\n  http://{host}:{port}/  (Ctrl+C ends it)\n")
            while web.poll() is None:
                if worker.poll() is not None:
                    self.stderr.write("The background worker ended; starting it again.")
                    worker = self._start_worker()
                time.sleep(1)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping…")
        finally:
            for child in (web, worker):
                if child.poll() is None:
                    child.send_signal(signal.SIGTERM)
            for child in (web, worker):
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
        # A session of its own: Ctrl+C reaches this process, which then asks its children once.
        return subprocess.Popen(  # noqa: S603 - our own programs, no words of a stranger
            [program, *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
