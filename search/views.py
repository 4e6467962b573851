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
    asked_page = _number(request.GET.get("page", ""))
    asked_kind = request.GET.get("type", "")
    ask = partial(query.find, text, language=get_language(), limit=A_PAGE)
    found = ask(types=[asked_kind] if asked_kind else [], offset=(asked_page - 1) * A_PAGE)
    kind = asked_kind if asked_kind in found.counts else ""
    total = found.counts[kind] if kind else sum(found.counts.values())
    page = Paginator(range(total), A_PAGE).get_page(request.GET.get("page"))
    if (kind, page.number) != (asked_kind, asked_page):
        found = ask(types=[kind] if kind else [], offset=(page.number - 1) * A_PAGE)
    context = {
        "q": text,
        "found": found,
        "total": total,
        "page_obj": page,
        "hits": [{"hit": hit, "kind": [ONE_OF.get(hit.type, hit.type)]} for hit in found.hits],
        "tabs": _tabs(text, found.counts, kind),
        "query": urlencode({"q": text, **({"type": kind} if kind else {})}),
    }
    response = render(request, "search/results.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _number(page: str) -> int:
    """The page to look up at first; `Paginator` has the last word."""
    return int(page) if page.isascii() and page.isdigit() and len(page) < 4 and int(page) else 1


def _tabs(text: str, found: dict[str, int], chosen: str) -> list[dict]:
    """One for all and one for each type with hits; none when there is only one type."""
    counts = {kind: found[kind] for kind in TYPES if kind in found}
    if len(counts) < 2:
        return []
    tabs = [
        ("", _("All"), sum(found.values())),
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
