"""
A small HTTP server in the place of a search server, which answers as badly as a test wants.

    with StandIn(answers) as server: …

`answers(request)` gives each answer; `PASSED_ON` lets a real server behind it give it.
"""

import json
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT = {"version": {"distribution": "opensearch", "number": "2.19.5"}}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def is_root(self) -> bool:
        return self.path == "/"

    @property
    def is_bulk(self) -> bool:
        return "/_bulk" in self.path


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    pieces: Callable | None = None
    """Instead of a body: an iterable of bytes, sent as they come."""


PASSED_ON = Reply()


class StandIn:
    def __init__(
        self, answers: Callable[[Request], Reply], *, behind: str = "", tls: ssl.SSLContext | None = None
    ):
        self.answers, self.behind = answers, behind
        self.requests: list[Request] = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.command, self.path, headers, body)
                stand_in.requests.append(request)
                reply = stand_in.answers(request)
                if reply is PASSED_ON:
                    reply = _passed_on(request, stand_in.behind)
                self.reply(reply)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815

            def reply(self, reply):
                content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                if reply.pieces:
                    self.send_header("Connection", "close")
                else:
                    self.send_header("Content-Length", str(len(content)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    for piece in reply.pieces() if reply.pieces else [content]:
                        self.wfile.write(piece)
                        self.wfile.flush()
                except OSError:
                    pass  # whoever asked has gone
                if reply.pieces:
                    self.close_connection = True

            def log_message(self, *arguments):
                """Nothing: the test says what matters."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "StandIn":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *exception) -> None:
        self._server.shutdown()
        self._server.server_close()


def root_or(reply: Reply) -> Callable[[Request], Reply]:
    """An OpenSearch by its root, which answers everything else with `reply`."""
    return lambda request: Reply(body=ROOT) if request.is_root else reply


def _passed_on(request: Request, behind: str) -> Reply:
    again = urllib.request.Request(
        behind + request.path,
        data=request.body or None,
        method=request.method,
        headers={
            name: request.headers[name] for name in ("content-type", "accept") if name in request.headers
        },
    )
    try:
        with urllib.request.urlopen(again, timeout=30) as answer:
            return _copy(answer.status, answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return _copy(refused.code, refused)


def _copy(status: int, answer) -> Reply:
    signature = {name: value for name, value in answer.headers.items() if name.lower() == "x-elastic-product"}
    return Reply(status, answer.read(), signature, answer.headers["Content-Type"])
