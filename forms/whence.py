"""Who asks, and from where, for the trail: set once by the middleware, read deep inside."""

import ipaddress
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def address() -> str | None:
    """The client's address, in full; None outside a request, as in a command, or if no proxy says it."""
    request = _request.get()
    return request and client(request)


def user() -> Any:
    """Who is signed in; None outside a request."""
    request = _request.get()
    return request and getattr(request, "user", None)


def client(request: HttpRequest) -> str | None:
    """
    The address a request comes from, in its one form, an IPv4 address written in IPv6 as itself.

    Behind `settings.TRUSTED_PROXIES` proxies of ours it is what the outermost of them wrote into
    X-Forwarded-For; anything further left is the client's own claim.
    """
    claimed = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        told = request.headers.get("X-Forwarded-For", "").split(",")
        claimed = told[-settings.TRUSTED_PROXIES] if len(told) >= settings.TRUSTED_PROXIES else ""
    try:
        found = ipaddress.ip_address(claimed.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)


class RememberWhence:
    """Middleware: whatever is recorded during the request knows whose it is and from where."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)
