"""How gunicorn serves the site: `gunicorn --config site/config/gunicorn.py config.wsgi`."""

import re

from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser

worker_class = "gthread"
workers, threads = 2, 4
preload_app = True  # read once, shared by all workers
loglevel = "warning"
max_requests, max_requests_jitter = 5000, 500
http_parser = "python"  # the one that is taught below


class GreekRequest(Request):
    """
    Takes Greek letters that were not percent-encoded in an address, as old programs and `curl` send them.

    Browsers encode them; gunicorn refuses what isn't. Encoded here, they mean the same (RFC 3987, 3.1).
    """

    def parse_request_line(self, line_bytes):
        super().parse_request_line(re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % byte[0][0], line_bytes))


RequestParser.mesg_class = GreekRequest
