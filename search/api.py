"""Search for programs. A bad parameter counts as not given; every answer is JSON."""

import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from search import query
from search.results import Hit

logger = logging.getLogger(__name__)

DEFAULT_LIMIT, HIGHEST_LIMIT = 10, 50
KEPT_SECONDS = 30
"""Answers may be kept this long: what goes private must not stay in caches."""
TOLD_AS = {"helpline": "page"}
"""Programs were promised services, organisations, forms and pages; a helpline is a place on a page."""
SHOWN = ("slug", "type", "title", "url", "score")


def in_json(view: Callable[[HttpRequest], dict]) -> Callable[[HttpRequest], HttpResponse]:
    """A view for GET only whose answer, whatever happens, is JSON."""

    @csrf_exempt  # it changes nothing; without this a POST is refused by a page instead of by JSON
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return JsonResponse(
                {"error": "Only GET is allowed here."}, status=405, headers={"Allow": "GET, HEAD"}
            )
        try:
            response = JsonResponse(view(request), json_dumps_params={"ensure_ascii": False})
        except Exception:
            logger.exception("The search API failed")
            return JsonResponse({"error": "The search failed. Please try again later."}, status=500)
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response

    return answer


@in_json
def search(request: HttpRequest) -> dict:
    """`GET /api/search?q=…&limit=10&lang=el`"""
    started = time.perf_counter()
    text = query.cleaned(request.GET.get("q", ""))
    found = query.find(text, language=_language(request), limit=_limit(request), counted=False)
    return {
        "query": text,
        "understood_as": found.understood_as,
        "total": found.total,
        "engine": found.engine,
        "took_ms": round((time.perf_counter() - started) * 1000, 1),
        "results": [_shown(hit) for hit in found.hits],
        "related": [_shown(hit) for hit in found.related],
    }


@in_json
def suggest(request: HttpRequest) -> dict:
    """`GET /api/suggest?q=…`"""
    return {
        "suggestions": [
            asdict(suggestion)
            for suggestion in query.suggest(request.GET.get("q", ""), language=_language(request))
        ]
    }


def _shown(hit: Hit) -> dict:
    shown = {name: getattr(hit, name) for name in SHOWN}
    # What counts against a form may take it below nothing; a score tells how well it fits, from 0 up.
    return shown | {"type": TOLD_AS.get(hit.type, hit.type), "score": round(max(hit.score, 0.0), 3)}


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("lang", "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _limit(request: HttpRequest) -> int:
    wanted = request.GET.get("limit", "")
    limit = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 0
    return limit if 1 <= limit <= HIGHEST_LIMIT else DEFAULT_LIMIT
