"""How gunicorn serves the site: `gunicorn --config site/config/gunicorn.py config.wsgi`."""

import gc
import re
from pathlib import Path

from gunicorn import util
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser

from config.headers import ALWAYS

worker_class = "gthread"
workers, threads = 2, 4
preload_app = True  # read once, shared by all workers
loglevel = "warning"
max_requests, max_requests_jitter = 5000, 500
http_parser = "python"  # the one that is taught below

# gunicorn believes whoever speaks from this machine, and a proxy here passes on what strangers say:
# SCRIPT_NAME would put words of theirs before every link. Django alone decides about https.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}


def when_ready(server):
    """Before the workers are made: a server with the wrong keys works, but whoever starts it has to know."""
    from django.apps import apps

    if apps.ready:  # it may serve another program, as in the tests of this file
        from forms import key_loss
        from search import lemmas

        key_loss.warn_at_start()
        lemmas.read_tables()
    # What is loaded by now stays: looking through all of it for garbage would hold up somebody's
    # request for a fifth of a second, and have each worker copy the memory it shares.
    gc.collect()
    gc.freeze()


class GreekRequest(Request):
    """
    Takes Greek letters that were not percent-encoded in an address, as old programs and `curl` send them.

    Browsers encode them; gunicorn refuses what isn't. Encoded here, they mean the same (RFC 3987, 3.1).
    """

    def parse_request_line(self, line_bytes):
        super().parse_request_line(re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % byte[0][0], line_bytes))


RequestParser.mesg_class = GreekRequest

PAGES = {
    name: (Path(__file__).resolve().parents[2] / "templates" / name).read_bytes()
    for name in ("400.html", "500.html")
}
"""Pages that are plain files, for what never reaches Django."""
HEADERS = ALWAYS | {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Connection": "close",
}


def write_error(sock, status, reason, message):
    """The site's own page for what is no HTTP; gunicorn's would repeat what was sent."""
    page = PAGES["500.html" if status == 500 else "400.html"]
    names = HEADERS | {"Content-Length": len(page)}
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in names.items()), "", ""]
    util.write_nonblock(sock, "\r\n".join(lines).encode("latin-1") + page)


util.write_error = write_error
