"""How the process that knows about meaning is started."""

import os
import sys

from django.conf import settings

from search.meaning.asking import folder


def command() -> list[str]:
    """Program and arguments."""
    return [sys.executable, "-m", "search.meaning.server", str(folder())]


def environment() -> dict[str, str]:
    """What it is told of its surroundings: no key, no password, no address of a database."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(settings.BASE_DIR),
        "PYTHONUNBUFFERED": "1",
        # Two threads that wait for each other are a third faster on an idle machine and many times
        # slower on a busy one, so the second needs a core to spare.
        "OMP_NUM_THREADS": "2" if (os.cpu_count() or 1) >= 4 else "1",
        "OMP_WAIT_POLICY": "passive",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # what threads reserve counts against the limit of memory
    }
