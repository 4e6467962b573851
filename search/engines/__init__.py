"""The engine in use: the embedded one, or a server with the embedded one to fall back on."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.elastic.address import Address, from_settings
from search.engines.embedded import Embedded


def engine() -> Engine:
    """The one engine of this process, which keeps its index and its connections open."""
    embedded = _embedded(Path(settings.SEARCH_INDEX_DIR))
    address = from_settings()
    return _with_fallback(address, embedded) if address else embedded


def indexes() -> list[Engine]:
    """Each index that is kept, on its own: for whoever holds them against the content."""
    in_use = engine()
    return [in_use] if isinstance(in_use, Embedded) else [in_use.embedded, in_use.server]  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def _embedded(folder: Path) -> Embedded:
    return Embedded(folder)


@lru_cache(maxsize=1)
def _with_fallback(address: Address, embedded: Embedded) -> Engine:
    # Imported here: the server's client takes its time, and most have no server.
    from search.engines.elastic.engine import Elastic
    from search.engines.fallback import WithFallback

    return WithFallback(Elastic(address), embedded)
