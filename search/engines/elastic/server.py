"""A connection to the search server: opened when first needed, and honest about what goes wrong."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from elastic_transport import TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from search.breaker import Breaker
from search.engines.base import ServerAway, Unavailable
from search.engines.elastic.address import Address
from search.engines.elastic.nodes import PRODUCT, OpenSearchNode, TimedNode

logger = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds for a question: connecting, and waiting for the answer."""
WRITERS_PATIENCE = 30.0
NOT_FOUND = 404
TOO_MANY = 429


class NotLetIn(Exception):
    """The server wants a key, or another one."""


class Server:
    """Of one process. Several threads may use it at once."""

    def __init__(self, address: Address):
        self.address = address
        self.breaker = Breaker()
        self._connecting = threading.Lock()

    @contextmanager
    def asking(self) -> Iterator[Elasticsearch]:
        """A client for one question. Whatever fails, the answer's shape too, comes out as Unavailable."""
        with self._watched(Unavailable):
            yield self._client().options(request_timeout=PATIENCE)

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        """A client for changes. ServerAway when the server can't take them now; Unavailable without index."""
        with self._watched(ServerAway):
            yield self._client().options(request_timeout=WRITERS_PATIENCE)

    def close(self) -> None:
        self._open.close()

    @contextmanager
    def _watched(self, away: type[Exception]) -> Iterator[None]:
        if not self.breaker.lets_through():
            raise away(f"The search server at {self.address.url} failed and isn't asked for a while")
        try:
            yield
        except (Unavailable, ServerAway):
            # It answered, only not what we hoped for.
            self.breaker.succeeded()
            raise
        except NotLetIn as error:
            self.breaker.succeeded()
            raise away(f"The search server at {self.address.url} doesn't let us in") from error
        except (TransportError, UnsupportedProductError, *MISSHAPEN) as error:
            self.breaker.failed()
            raise away(f"The search server at {self.address.url} doesn't answer: {error!r}") from error
        except ApiError as error:
            self._judge(error)
            told = f"The search server at {self.address.url} refuses: {_reason(error)}"
            is_its_fault = error.status_code in (401, 403, TOO_MANY) or error.status_code >= 500
            raise (away if is_its_fault else Unavailable)(told) from error
        else:
            self.breaker.succeeded()

    def _judge(self, error: ApiError) -> None:
        if error.status_code == TOO_MANY or error.status_code >= 500:
            self.breaker.failed()
        else:
            self.breaker.succeeded()

    def _client(self) -> Elasticsearch:
        with self._connecting:
            return self._open

    @cached_property
    def _open(self) -> Elasticsearch:
        return self._connected(OpenSearchNode if self._is_opensearch else TimedNode)

    @cached_property
    def _is_opensearch(self) -> bool:
        """
        By what the server says of itself at its root.

        Elasticsearch signs each answer, also where it doesn't let us see its root.
        """
        client = self._connected(TimedNode)
        try:
            headers = {"accept": "application/json", **self.address.entrance}
            answer = client.transport.perform_request("GET", "/", headers=headers)
        finally:
            client.close()
        if answer.meta.headers.get(PRODUCT) == "Elasticsearch":
            return False
        if answer.meta.status in (401, 403):
            raise NotLetIn
        if answer.body["version"]["distribution"] != "opensearch":
            raise ValueError("neither Elasticsearch nor OpenSearch")
        return True

    def _connected(self, node: type[TimedNode]) -> Elasticsearch:
        return Elasticsearch(
            self.address.url,
            node_class=node,
            headers=self.address.entrance,
            ca_certs=self.address.ca or DEFAULT,
            request_timeout=PATIENCE,
            max_retries=0,  # who asks has another engine; who writes comes back later
            retry_on_timeout=False,
        )


MISSHAPEN = (KeyError, IndexError, TypeError, ValueError, AttributeError)
"""What reading an answer raises that isn't what was asked for."""


def _reason(error: ApiError) -> str:
    return f"{error.status_code} {error.message}"[:500]
