"""How much a request may bring."""

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse, UnreadablePostError
from django.template.loader import get_template

from config.receiving import KeepWhatFits

READ_AT_MOST = 5
"""So many times as much as fits is read and thrown away: a browser listens only once it has sent all."""
AT_ONCE = 64 * 1024


class LimitsMiddleware:
    """
    Refuses a body over DATA_UPLOAD_MAX_MEMORY_SIZE bytes before anybody looks at it, and, from the
    public, more than PUBLIC_MAX_NUMBER_FIELDS fields.

    Django itself counts neither files nor what no form holds, and knows one number of fields for all.

    One exception: files, posted together with what was typed into a step that asks for them. Not to
    lose that, the answers and as many files as fit are read, and the step says which are missing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length, most = _length(request), settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length <= most:
            return self.get_response(request)
        if length <= most * READ_AT_MOST and _may_be_files(request):
            request.upload_handlers = [KeepWhatFits(request, most)]
            request.is_too_large = True
            response = self.get_response(request)
            if not request.is_too_large:
                return response
        if length <= most * READ_AT_MOST:
            _throw_away(request)
        return _too_large()

    def process_view(self, request, view, args, kwargs):
        is_too_large = getattr(request, "is_too_large", False)
        if is_too_large:
            from forms.apply.files import asks_for_files  # needs the apps, which aren't ready yet above

            if not asks_for_files(request):
                return _too_large()
        try:
            if not request.path_info.startswith("/admin/"):
                for sent in (request.GET, _posted(request)):
                    if sum(map(len, dict(sent).values())) > settings.PUBLIC_MAX_NUMBER_FIELDS:
                        raise TooManyFieldsSent("More fields than any public form has.")
        except RequestDataTooBig:
            return _too_large()
        if is_too_large:
            request.is_too_large = False  # what is left of it is not
        return None


def _length(request) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit() and len(length) <= 100):
        raise BadRequest("A length that is none.")
    return int(length)


def _may_be_files(request) -> bool:
    return (
        request.method == "POST"
        and request.content_type == "multipart/form-data"
        and not request.path_info.startswith("/admin/")
    )


def _too_large() -> HttpResponse:
    return HttpResponse(get_template("413.html").render(), status=413)


def _posted(request):
    try:
        return request.POST
    except UnreadablePostError:
        return {}  # whoever sent it has gone; the view will find out too


def _throw_away(request) -> None:
    try:
        while request.read(AT_ONCE):
            pass
    except UnreadablePostError:
        pass  # whoever sent it has gone
