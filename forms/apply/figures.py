"""/aitiseis/stoicheia/: how many applications come in, for everybody, if an administrator wants it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from forms.models import PublicFigures
from forms.numbers import drawing
from forms.numbers.published import published
from forms.numbers.report import terms

YEAR = "etos"
"""The parameter of the address that names the year."""


@require_safe
def show(request: HttpRequest, page: Any) -> HttpResponse:
    """The last year that is over, or the one asked for. "Not there" while it is switched off."""
    typed = request.GET.get(YEAR, "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None
    if not PublicFigures.for_request(request).are_shown or (typed and year is None):
        raise Http404
    shown = published(year, timezone.localdate())
    if shown is None:
        raise Http404
    overview = shown.overview
    plot = overview and drawing.columns(overview.months, overview.period)
    context = {
        "page": page,
        "self": page,
        "shown": shown,
        "overview": overview,
        "plot": plot,
        "parameter": YEAR,
        "terms": terms(),
    }
    return TemplateResponse(request, "forms/numbers/public.html", context)
