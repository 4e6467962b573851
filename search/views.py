"""The search page."""

from functools import partial
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from search import query

A_PAGE = 20
TYPES = {
    "service": _("Services"),
    "organisation": _("Offices and organisations"),
    "form": _("Application forms"),
    "page": _("Other pages"),
}
"""In the order of their tabs."""
ONE_OF = {
    "service": _("Service"),
    "organisation": _("Office or organisation"),
    "form": _("Application form"),
    "page": _("Page"),
}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`/anazitisi/?q=&type=&page=`. A type that doesn't exist counts as none, a bad page as the nearest."""
    text = query.cleaned(request.GET.get("q", ""))
    ask = partial(query.find, text, language=get_language())
    asked_page = _number(request.GET.get("page", ""))
    everything = found = ask(limit=A_PAGE, offset=(asked_page - 1) * A_PAGE)
    kind = request.GET.get("type", "")
    kind = kind if kind in everything.counts else ""
    total = everything.counts[kind] if kind else everything.total
    page = Paginator(range(total), A_PAGE).get_page(request.GET.get("page"))
    if kind or page.number != asked_page:
        found = ask(types=[kind] if kind else [], limit=A_PAGE, offset=(page.number - 1) * A_PAGE)
    context = {
        "q": text,
        "found": found,
        "total": total,
        "page_obj": page,
        "hits": [{"hit": hit, "kind": [ONE_OF.get(hit.type, hit.type)]} for hit in found.hits],
        "tabs": _tabs(text, everything, kind),
        "query": urlencode({"q": text, **({"type": kind} if kind else {})}),
    }
    response = render(request, "search/results.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _number(page: str) -> int:
    """The page to look up at first; `Paginator` has the last word."""
    return int(page) if page.isascii() and page.isdigit() and len(page) < 4 and int(page) else 1


def _tabs(text: str, everything: query.Results, chosen: str) -> list[dict]:
    """One for all and one for each type with hits; none when there is only one type."""
    counts = {kind: everything.counts[kind] for kind in TYPES if kind in everything.counts}
    if len(counts) < 2:
        return []
    tabs = [
        ("", _("All"), everything.total),
        *((kind, TYPES[kind], number) for kind, number in counts.items()),
    ]
    return [
        {
            "label": label,
            "count": number,
            "url": "?" + urlencode({"q": text, **({"type": kind} if kind else {})}),
            "is_current": kind == chosen,
        }
        for kind, label, number in tabs
    ]
