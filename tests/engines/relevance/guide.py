"""
A Guide of Kilkis of its own to ask, in a folder that is kept: loaded again when the content or what
loads it has changed, indexed again each time, for a look at the search follows a change of the search.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LED_ASTRAY_BY = ("DATABASE_URL", "CACHE_URL", "EMAIL_URL", "BASE_URL", "SEARCH_URL")
"""Variables that would lead to another database, cache or server than one's own."""
MAKES_CONTENT = ("home/content/**/*.*", "home/management/commands/load_kilkis.py", "*/migrations/*.py")
PATIENCE = 30


@contextmanager
def opened(folder: Path, *, search_url: str, has_meaning: bool) -> Iterator[None]:
    """Django set up on the Guide in `folder`, its index built, meaning beside it. Once a process."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _set_up(folder, search_url, has_meaning)
        _load(folder)
        if has_meaning:
            with _meaning():
                _index()
                yield
        else:
            _index()
            yield


def _set_up(folder: Path, search_url: str, has_meaning: bool) -> None:
    for name in LED_ASTRAY_BY:
        os.environ.pop(name, None)
    os.environ |= {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SEARCH_MEANING": str(int(has_meaning)),
        **({"SEARCH_URL": search_url} if search_url else {}),
    }
    import logging

    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    (folder / "static").mkdir(exist_ok=True)  # its absence is warned of
    logging.disable(logging.WARNING)


def _load(folder: Path) -> None:
    from django.core.management import call_command
    from django.db import connections
    from django_tasks_db.models import DBTaskResult

    stamp, wanted = folder / "loaded", _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    connections.close_all()
    for leftover in (stamp, *folder.glob("db.sqlite3*")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(folder / "media", ignore_errors=True)
    call_command("migrate", verbosity=0)
    call_command("load_kilkis", stdout=sys.stderr)
    DBTaskResult.objects.all().delete()  # they would index each page once more
    stamp.write_text(wanted)


def _fingerprint() -> str:
    found = hashlib.sha256()
    for path in sorted(path for pattern in MAKES_CONTENT for path in ROOT.glob(pattern) if path.is_file()):
        if path.suffix != ".pyc":
            found.update(path.read_bytes())
    return found.hexdigest()


def _index() -> None:
    """As the command does it; what it leaves to the worker is done too."""
    from django.core.management import call_command

    call_command("rebuild_search", verbosity=0)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


@contextmanager
def _meaning() -> Iterator[None]:
    from search import meaning
    from search.meaning import asking, process

    # How busy this machine is must not show in the figures.
    asking.TIME_LIMIT = PATIENCE
    asking.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    running = subprocess.Popen(
        process.command(), cwd=ROOT, env=process.environment(), stdin=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + PATIENCE
        while not meaning.is_answering():
            if running.poll() is not None or time.monotonic() > until:
                raise RuntimeError("Meaning does not start.")
            time.sleep(0.05)
        yield
    finally:
        running.terminate()
        running.wait(timeout=PATIENCE)
