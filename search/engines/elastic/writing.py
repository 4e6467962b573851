"""Many changes to the server in portions: as fast as it takes them, no faster."""

import json
import logging
import random
import time
from collections.abc import Collection, Iterable

from elasticsearch import ApiError

from search.documents import Document
from search.engines.base import ServerAway, Unavailable
from search.engines.elastic.index import entry
from search.engines.elastic.server import Server

logger = logging.getLogger(__name__)

PORTION = 500
PORTION_BYTES = 4 * 1024 * 1024
ATTEMPTS = 6
FIRST_WAIT = 0.25
"""Seconds; doubled for each further attempt, and no two writers wait equally long."""
TOO_MUCH = (429, 502, 503, 504)
"""What a server answers that will take the same later."""

SPOILT = (400, 413)
"""What it answers when it takes nothing of a portion because of something in it."""

Change = tuple[dict, dict | None]
"""An action of a bulk request, and the document if it has one."""


class Indigestible(Exception):
    """The server takes nothing of a portion, now or later."""


class Changes:
    """Changes on their way into `index`; they go when a portion is full and at `send`."""

    def __init__(self, server: Server, index: str, *, is_alias: bool):
        self._server, self._index, self._is_alias = server, index, is_alias
        self._waiting: list[Change] = []
        self._bytes = 0
        self.refused: dict[str, str] = {}
        """Key → why the server didn't take it, and never will."""
        self.taken = 0

    def put(self, document: Document) -> None:
        self._add(({"index": {"_id": document.key}}, entry(document)))

    def remove(self, key: str) -> None:
        self._add(({"delete": {"_id": key}}, None))

    def send(self) -> None:
        """Raises ServerAway when the server doesn't take them in the end."""
        portion, self._waiting, self._bytes = self._waiting, [], 0
        if portion:
            self._send(portion)

    def _add(self, change: Change) -> None:
        size = len(json.dumps(change, ensure_ascii=False).encode())
        if self._waiting and self._bytes + size > PORTION_BYTES:
            self.send()
        self._waiting.append(change)
        self._bytes += size
        if len(self._waiting) >= PORTION:
            self.send()

    def _send(self, portion: list[Change]) -> None:
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.5, 1.5))  # noqa: S311
            try:
                portion = self._once(portion)
            except Indigestible as error:
                self._take_apart(portion, error)
                return
            if not portion:
                return
        raise ServerAway(f"The search server is overloaded: {len(portion)} changes weren't taken")

    def _take_apart(self, portion: list[Change], error: "Indigestible") -> None:
        """One change can spoil a whole portion; halves show which one it is."""
        if len(portion) == 1:
            [(action, _document)] = portion
            [target] = action.values()
            self.refused[target["_id"]] = str(error)
            return
        half = len(portion) // 2
        self._send(portion[:half])
        self._send(portion[half:])

    def _once(self, portion: list[Change]) -> list[Change]:
        """Send them; returns those worth another attempt."""
        operations = [part for change in portion for part in change if part is not None]
        with self._server.writing() as client:
            try:
                answer = client.bulk(
                    index=self._index,
                    operations=operations,
                    # Where the alias is missing the server would make an index of its own ideas.
                    require_alias=self._is_alias,
                    refresh=self._is_alias,
                )
            except ApiError as error:
                if error.status_code in SPOILT:
                    raise Indigestible(error.message) from error
                if error.status_code not in TOO_MUCH:
                    raise
                logger.warning("The search server is busy (%s); waiting", error.status_code)
                return portion
            items = answer["items"]
            if len(items) != len(portion):
                raise ValueError("an answer for each change is missing")
            return [change for change, item in zip(portion, items, strict=True) if not self._is_done(item)]

    def _is_done(self, item: dict) -> bool:
        [(action, result)] = item.items()
        status, key = result["status"], result["_id"]
        if status < 300 or (action == "delete" and status == 404 and "error" not in result):
            self.taken += 1
            return True
        if status in TOO_MUCH:
            return False
        kind = result["error"]["type"]
        if kind == "index_not_found_exception":
            raise Unavailable(f"There is no index {self._index} on the search server")
        if kind == "cluster_block_exception":
            raise ServerAway("The search server has stopped taking changes: look at its disk")
        self.refused[key] = f"{kind}: {result['error']['reason']}"
        return True


def change_all(
    server: Server, alias: str, put: Iterable[Document], remove: Collection[str]
) -> dict[str, str]:
    """Put these and remove those; returns what was refused, and why, by key."""
    changes = Changes(server, alias, is_alias=True)
    for key in remove:
        changes.remove(key)
    for document in put:
        changes.put(document)
    changes.send()
    return changes.refused
