"""From where the present request comes, for the trail: set once by the middleware, read deep inside."""

from contextvars import ContextVar

from forms.limits import address_of

_address: ContextVar[str | None] = ContextVar("address", default=None)


def address() -> str | None:
    """The client's address; None outside a request, as in a command."""
    return _address.get()


class RememberWhence:
    """Middleware: whatever is recorded during the request knows its address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _address.set(address_of(request) or None)
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)
