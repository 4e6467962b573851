"""How much a request may bring."""

from django.conf import settings
from django.http import HttpResponse, UnreadablePostError
from django.template.loader import get_template

READ_AT_MOST = 5
"""So many times as much as fits is read and thrown away: a browser listens only once it has sent all."""
AT_ONCE = 64 * 1024


class BodyLimitMiddleware:
    """
    Refuses a body over DATA_UPLOAD_MAX_MEMORY_SIZE bytes before anybody looks at it.

    Django itself counts neither files nor what no form holds.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length, most = _length(request), settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length <= most:
            return self.get_response(request)
        if length <= most * READ_AT_MOST:
            _throw_away(request)
        return HttpResponse(get_template("413.html").render(), status=413)


def _length(request) -> int:
    """As Django counts: a length that is none stands for no body."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _throw_away(request) -> None:
    try:
        while request.read(AT_ONCE):
            pass
    except UnreadablePostError:
        pass  # whoever sent it has gone
