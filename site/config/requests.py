"""How a request is read: before any middleware, so nothing here may fail."""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.functional import cached_property
from django.utils.http import parse_header_parameters


class Request(WSGIRequest):
    """
    Believes no claim about letters: addresses and forms of this site are UTF-8.

    Django takes the `charset` of a Content-Type at its word, for the query too, and reads the query
    while it still makes the request: one like `base64` fails where no error page can be made.
    """

    def _set_content_type_params(self, meta):
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (ValueError, LookupError):
            self.content_type, self.content_params = "", {}

    @cached_property
    def COOKIES(self):  # noqa: N802 - Django's name
        """Those a browser could have got from us: PostgreSQL fails over a NUL in a session's key."""
        cookies = WSGIRequest.COOKIES.func(self)
        return {name: value for name, value in cookies.items() if value.isprintable()}


class Handler(WSGIHandler):
    request_class = Request
