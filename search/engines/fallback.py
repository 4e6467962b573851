"""A server with the embedded index beside it: always written, and asked when the server can't answer."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace

from search.documents import Document
from search.engines.base import Answer, Found, Unavailable
from search.engines.elastic.engine import Build, Elastic
from search.engines.embedded import Embedded
from search.question import Question
from search.vocabulary import EMPTY, Vocabulary

logger = logging.getLogger(__name__)


class WithFallback:
    """
    An `Engine` of two.

    Both are written, the embedded one first: a writer that must wait for another (Busy) waits
    before either is changed, and a server that is away (ServerAway) keeps nothing from the other.
    """

    def __init__(self, server: Elastic, embedded: Embedded):
        self.server, self.embedded = server, embedded
        self.name = server.name

    def search(self, question: Question, *, limit: int, counted: bool = True) -> Answer:
        try:
            return self.server.search(question, limit=limit, counted=counted)
        except Unavailable as error:
            logger.warning("The embedded index answers: %s", error)
        return replace(self.embedded.search(question, limit=limit, counted=counted), is_fallback=True)

    def remembered(self, keys: Collection[str]) -> list[Found]:
        """Of the embedded index, which is at hand and holds the same."""
        try:
            return self.embedded.remembered(keys)
        except Unavailable:
            return self.server.remembered(keys)

    def vocabulary(self) -> Vocabulary:
        """Of the embedded index; without one, words are taken as they were typed."""
        try:
            return self.embedded.vocabulary()
        except Unavailable:
            return EMPTY

    def keys(self) -> dict[str, str]:
        """Of the server's index; the embedded one has its own."""
        return self.server.keys()

    def update(self, put: Iterable[Document] = (), remove: Collection[str] = ()) -> None:
        documents = tuple(put)
        self.embedded.update(documents, remove)
        self.server.update(documents, remove)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Both, of one pass over `documents`; also the embedded one's lock keeps others from the server."""
        build = Build(self.server)
        total = self.embedded.rebuild(build.passing(documents))
        build.finish()
        return total
