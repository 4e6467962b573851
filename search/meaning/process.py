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
        "OMP_NUM_THREADS": str(min(2, os.cpu_count() or 1)),
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # what threads reserve counts against the limit of memory
    }
