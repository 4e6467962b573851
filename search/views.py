"""The search page."""

from types import SimpleNamespace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from search import counting, facets, sources
from search.answering import A_PAGE, answer
from search.asked import Asked
from search.results import Hit, Results

CALLED = "helpline"
"""Results of this type are to be rung, not read."""
ONE_OF = {
    "service": _("Service"),
    "organisation": _("Office or organisation"),
    "helpline": _("Helpline"),
    "form": _("Application form"),
    "page": _("Page"),
}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """
    `/anazitisi/?q=&type=&unit=&literal=&page=`, and with `fragment=1` only what changes with these.

    A value that doesn't exist counts as none, a bad page as the nearest.
    """
    asked, found = answer(Asked.from_query(request.GET), language=get_language())
    template = "search/fragment.html" if request.GET.get("fragment") == "1" else "search/results.html"
    response = render(request, template, _context(asked, found))
    if template == "search/results.html" and found.is_available and not asked.filter_count:
        _count(request, asked, found)
    response.headers["X-Robots-Tag"] = "noindex"
    # What somebody in danger asked stays nowhere; what anybody asked only with whom it was told.
    patch_cache_control(
        response, private=True, **({"no_store": True} if found.is_crisis else {"no_cache": True})
    )
    return response


def _count(request: HttpRequest, asked: Asked, found: Results) -> None:
    """For the editors' report; what is asked while somebody types, `search-click.js` tells once it rests."""
    if request.method == "GET" and asked.page == 1 and not counting.is_refused(request):
        counting.count(asked.q, get_language(), found.total)


def _context(asked: Asked, found: Results) -> dict:
    told = _told(asked, found)
    page = Paginator(range(found.total), A_PAGE).get_page(asked.page)
    return {
        # What base.html asks of a page: one that somebody may have to leave quickly says so.
        "page": SimpleNamespace(is_sensitive=found.is_crisis),
        # Never with the question itself: titles stay in the browser's history, and others may look there.
        "title": f"{told} – {gettext('Search')}" if told else gettext("Search"),
        "told": told,
        "asked": asked,
        "found": found,
        "page_obj": page,
        "rows": _rows(found.hits, start=page.start_index()),
        "related": _rows(found.related) if page.number == 1 else [],
        "type_options": facets.types(asked, found),
        "unit_options": facets.units(asked, found),
    }


def _told(asked: Asked, found: Results) -> str:
    """In few words what came of it; nothing where nothing was asked."""
    if not (asked.q and found.is_available):
        return ""
    if found.total:
        return ngettext("%d result", "%d results", found.total) % found.total
    return gettext("Nothing found with these filters") if asked.filter_count else gettext("Nothing found")


def _rows(hits: list[Hit], start: int = 1) -> list[dict]:
    """For `components/result.html`."""
    phones = _phones([hit.key for hit in hits if hit.type == CALLED])
    return [
        {
            "hit": hit,
            "position": position,
            "meta": [text for text in (ONE_OF.get(hit.type), hit.unit) if text],
            "phone": phones.get(hit.key, ""),
        }
        for position, hit in enumerate(hits, start)
    ]


def _phones(keys: list[str]) -> dict[str, str]:
    """Key → the number to ring, as it is at this moment: people in danger must not get what it was."""
    described = sources.documents(keys) if keys else ()
    return {document.key: document.phones[0] for document in described if document.phones}
