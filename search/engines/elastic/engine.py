"""The engine on a server: Elasticsearch 8 or OpenSearch 2, by the official client's `dsl`."""

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress

from search.documents import Document
from search.engines.base import Answer, Found, Refused, ServerAway, Unavailable
from search.engines.elastic.address import Address
from search.engines.elastic.asking import ask, remembered
from search.engines.elastic.index import Indices, digests
from search.engines.elastic.server import Server
from search.engines.elastic.writing import Changes, change_all
from search.question import Question
from search.vocabulary import EMPTY, Vocabulary

logger = logging.getLogger(__name__)


class Elastic:
    """
    An `Engine` on the server at `address`.

    What writes raises ServerAway when the server takes nothing now, Refused when it took all but
    some documents, and Unavailable when there is no index to change.
    """

    name = "elasticsearch"

    def __init__(self, address: Address):
        self.server = Server(address)
        self.indices = Indices(address.name)

    def search(self, question: Question, *, limit: int, counted: bool = True) -> Answer:
        with self.server.asking() as client:
            return ask(client, self.indices.alias, question, limit=limit, counted=counted)

    def remembered(self, keys: Collection[str]) -> list[Found]:
        with self.server.asking() as client:
            return remembered(client, self.indices.alias, keys)

    def vocabulary(self) -> Vocabulary:
        """The server isn't asked for its words: those of the embedded index beside it are the same."""
        return EMPTY

    def keys(self) -> dict[str, str]:
        """For those who write next: ServerAway tells them to come back, Unavailable to build."""
        with self.server.writing() as client:
            return digests(client, self.indices.alias)

    def update(self, put: Iterable[Document] = (), remove: Collection[str] = ()) -> None:
        documents = {document.key: document for document in put}
        gone = set(remove) - documents.keys()
        refused = change_all(self.server, self.indices.alias, documents.values(), gone)
        if refused:
            raise Refused(refused)

    def rebuild(self, documents: Iterable[Document]) -> int:
        build = Build(self)
        for _document in build.passing(documents):
            pass
        build.finish()
        return build.taken

    def close(self) -> None:
        self.server.close()


class Build:
    """
    A new index on the server, made of documents while they pass by on their way to another one.

    A server that fails doesn't stop them: `finish` tells of it.
    """

    def __init__(self, engine: Elastic):
        self._server, self._indices = engine.server, engine.indices
        self._index = self._indices.new_name()
        self._changes = Changes(self._server, self._index, is_alias=False)
        self._is_in_use = False
        self._failure: ServerAway | Unavailable | None = None
        self.refused: dict[str, str] = {}
        self.taken = 0

    def passing(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Each of `documents`, after it was sent; the new index is in use when the last has passed."""
        self._step(self._begin)
        try:
            for document in documents:
                self._step(lambda document=document: self._changes.put(document))
                yield document
            self._step(self._complete)
        finally:
            if not self._is_in_use:  # after a failure, here or of who made the documents
                with suppress(ServerAway, Unavailable), self._server.writing() as client:
                    self._indices.drop(client, self._index)

    def finish(self) -> None:
        """Raises what kept the server from having the new index, or Refused if it lacks some documents."""
        if self._failure:
            raise self._failure
        if self.refused:
            raise Refused(self.refused)

    def _step(self, step) -> None:
        if not self._failure:
            try:
                step()
            except (ServerAway, Unavailable) as failure:
                logger.warning("No new index on the search server: %s", failure)
                self._failure = failure

    def _begin(self) -> None:
        with self._server.writing() as client:
            self._indices.create(client, self._index)

    def _complete(self) -> None:
        self._changes.send()
        with self._server.writing() as client:
            self._indices.use(client, self._index)
        self.refused, self.taken = self._changes.refused, self._changes.taken
        self._is_in_use = True
