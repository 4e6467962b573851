"""
Requests as a web server hands them over: straight into the WSGI application, nothing made tidy.

Django's test client makes its own request object, encodes what it is given and refuses what it
can't read; a stranger does none of that.
"""

from contextlib import contextmanager
from io import BytesIO
from urllib.parse import unquote_to_bytes

from django.core import signals
from django.db import close_old_connections
from django.http import HttpResponse

from config.wsgi import application


def ask(target: str, method: str = "GET", body: bytes = b"", **headers: str) -> HttpResponse:
    """
    What the site answers. `target` is path and query as they stand in the request line.

    Headers go by their names with `_` for `-`, in any case.
    """
    path, _, query = target.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
    }
    for name, value in headers.items():
        name = name.upper()
        environ[name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"] = value
    answered = {}

    def start_response(status, given, exc_info=None):
        answered["status"], answered["headers"] = int(status.split()[0]), given

    with connection_kept():
        result = application(environ, start_response)
        try:
            content = b"".join(result)
        finally:
            result.close()
    response = HttpResponse(content, status=answered["status"], content_type="")
    del response.headers["Content-Type"]
    for name, value in answered["headers"]:
        if name == "Set-Cookie":
            response.cookies.load(value)
        else:
            response.headers[name] = value
    return response


@contextmanager
def connection_kept():
    """Between requests Django would close a connection that a test's transaction still needs."""
    for moment in (signals.request_started, signals.request_finished):
        moment.disconnect(close_old_connections)
    try:
        yield
    finally:
        for moment in (signals.request_started, signals.request_finished):
            moment.connect(close_old_connections)
