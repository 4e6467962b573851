"""The engine in use."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.embedded import Embedded


def engine() -> Engine:
    """The one engine of this process, which keeps its index open."""
    return _embedded(Path(settings.SEARCH_INDEX_DIR))


@lru_cache(maxsize=1)
def _embedded(folder: Path) -> Embedded:
    return Embedded(folder)
