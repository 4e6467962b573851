"""The side that asks; see the package's docstring."""

import logging
import socket
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from search.breaker import PAUSE, Breaker
from search.meaning import frames
from search.meaning.passages import LONGEST_PASSAGE, LONGEST_QUERY, MOST_PASSAGES, Among, Kind, Near, Passages

logger = logging.getLogger(__name__)

TIME_LIMIT = 0.3
"""Seconds that somebody who searches waits for meaning, at most."""
WORK_LIMIT = 120.0
"""Seconds for a frame of passages: each takes some 30 ms, longer when people search meanwhile."""
TEXTS_A_FRAME = 64
KEYS_A_FRAME = 1000

breaker = Breaker(longest=PAUSE)


class Away(ConnectionError):
    """The process that knows about meaning doesn't answer, or could not do what it was asked."""


def is_on() -> bool:
    """Whether meaning is wanted here at all."""
    return settings.SEARCH_MEANING is True


def folder() -> Path:
    """Where the process keeps its vectors and listens."""
    return Path(settings.SEARCH_INDEX_DIR) / "meaning"


def nearest(text: str, language: str | None, limit: int = 50, *, kind: Kind = "document") -> list[Near]:
    """The keys nearest to `text`, best first; of all languages when `language` is None. Never raises."""
    return nearest_of_each(text, Among(kind, language, limit))[0]


def nearest_of_each(text: str, *among: Among) -> list[list[Near]]:
    """The keys nearest to `text`, best first, for each of `among`: the text is read once. Never raises."""
    nothing: list[list[Near]] = [[] for _each in among]
    text = text[:LONGEST_QUERY]
    if not is_on() or not text.strip() or not breaker.lets_through():
        return nothing
    try:
        answer = _ask({"do": "nearest", "text": text, "among": [list(each) for each in among]}, TIME_LIMIT)
        found = [[Near(key, score) for key, score in each] for each in answer]
    except TimeoutError:
        breaker.failed()
        logger.warning("Meaning did not answer in time")
        return nothing
    except Exception as error:
        # Refused at once: nobody waited, so the next one may ask again.
        logger.warning("Meaning is away: %s", type(error).__name__)
        return nothing
    breaker.succeeded()
    return found


def put(entries: Mapping[str, Passages]) -> None:
    """
    Keep what these keys mean, instead of what they meant before.

    What was embedded once isn't again, so a repeat is cheap. Raises Away.
    """
    if is_on():
        for batch in _batches(entries):
            _work({"do": "put", "entries": batch})


def remove(keys: Collection[str]) -> None:
    """Forget these keys, whether they are there or not. Raises Away."""
    ordered = list(keys)
    if is_on():
        for start in range(0, len(ordered), KEYS_A_FRAME):
            _work({"do": "remove", "keys": ordered[start : start + KEYS_A_FRAME]})


def clear() -> None:
    """Forget all keys. Their vectors are kept for when the same texts come again. Raises Away."""
    if is_on():
        _work({"do": "clear"})


def keys() -> dict[str, str]:
    """All keys with the digest of their passages, as `Passages.digest` tells it. Raises Away."""
    found: dict[str, str] = {}
    if is_on():
        last = ""
        while page := _work({"do": "keys", "after": last}):
            found |= dict(page)
            last = page[-1][0]
    return found


def is_answering() -> bool:
    """Whether the process is there, for a look at the site's health. Never raises."""
    try:
        return is_on() and _ask({"do": "ping"}, TIME_LIMIT) == "pong"
    except Exception:
        return False


def _batches(entries: Mapping[str, Passages]) -> Iterator[dict[str, Any]]:
    batch: dict[str, Any] = {}
    texts = 0
    for key, passages in entries.items():
        cut = [text[:LONGEST_PASSAGE] for text in passages.texts[:MOST_PASSAGES]]
        if batch and texts + len(cut) > TEXTS_A_FRAME:
            yield batch
            batch, texts = {}, 0
        batch[key] = [passages.kind, passages.language, passages.digest, cut]
        texts += len(cut)
    if batch:
        yield batch


def _work(request: dict[str, Any]) -> Any:
    try:
        return _ask(request, WORK_LIMIT)
    except Away:
        raise
    except (OSError, EOFError, frames.Malformed) as error:
        raise Away(f"Meaning is away: {type(error).__name__}") from error


def _ask(request: dict[str, Any], limit: float) -> Any:
    until = time.monotonic() + limit
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(limit)
        with frames.address(folder() / "socket") as address:
            connection.connect(address)
        frames.send(connection, request | {"within": limit}, until)
        answer = frames.receive(connection, until)
    if not isinstance(answer, dict) or "result" not in answer:
        raise Away(f"Meaning could not: {answer.get('error') if isinstance(answer, dict) else 'nonsense'}")
    return answer["result"]
