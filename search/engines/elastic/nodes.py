"""
How the official client talks to a server: within a time, and to OpenSearch too.

The client refuses every server that doesn't call itself Elasticsearch, and speaks a media type
that OpenSearch doesn't know. `OpenSearchNode` says both in plain words.
"""

import time
from collections.abc import Callable

from elastic_transport import HttpHeaders, NodeConfig, Urllib3HttpNode
from elastic_transport._node import NodeApiResponse
from elastic_transport.client_utils import DEFAULT, DefaultType
from urllib3 import BaseHTTPResponse, HTTPResponse
from urllib3.exceptions import ReadTimeoutError, ResponseError

PRODUCT = "x-elastic-product"
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes; no answer that we ask for comes near."""
PIECE = 64 * 1024


class TimedNode(Urllib3HttpNode):
    """The client's own node, but an answer that trickles in ends with the time limit too."""

    def __init__(self, config: NodeConfig):
        super().__init__(config)
        self.pool.urlopen = _within_time(self.pool.urlopen, self.pool, config.request_timeout)  # type: ignore[method-assign]


class OpenSearchNode(TimedNode):
    """Makes OpenSearch look to the client like what it forked from."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        plain = HttpHeaders(headers or {})
        for name in ("accept", "content-type"):
            if name in plain:
                plain[name] = f"application/{'x-ndjson' if 'ndjson' in plain[name] else 'json'}"
        answer = super().perform_request(method, target, body, plain, request_timeout)
        answer.meta.headers[PRODUCT] = "Elasticsearch"
        return answer


def _within_time(urlopen: Callable, pool, usual: float | None) -> Callable[..., BaseHTTPResponse]:
    """urllib3's limit is for each wait on the line; this one is for the whole answer."""

    def timed(method: str, target: str, **kwargs) -> BaseHTTPResponse:
        limit = kwargs.get("timeout", usual)
        until = time.monotonic() + limit if limit else float("inf")
        response = urlopen(method, target, preload_content=False, **kwargs)
        pieces: list[bytes] = []
        size = 0
        try:
            while piece := response.read1(PIECE):
                pieces.append(piece)
                size += len(piece)
                if time.monotonic() > until:
                    raise ReadTimeoutError(pool, target, "The answer trickles in")
                if size > LARGEST_ANSWER:
                    raise ResponseError("The answer is too large")
        except BaseException:
            response.close()
            raise
        response.release_conn()
        return HTTPResponse(b"".join(pieces), headers=response.headers, status=response.status)

    return timed
