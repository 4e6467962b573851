"""
What readers tell by a press: which result they opened, and whether a page helped. Nothing of them is kept.

No token and so no cookie: these pages may be cached. Instead only what comes from a page of this very
site is taken, and only about results and pages that exist. See `search.counting`.
"""

from urllib.parse import urlsplit

from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search import counting, query

SIGNER = signing.Signer(salt="search.helpful")
"""Under the address of a page that asks: no other can be answered about."""
THANKS = "helped"
"""The parameter of the address that leads back: thanks are shown where the question stood."""


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of this site sent it. Old browsers name no site but an origin, or the page itself."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(sender).netloc == request.get_host()
    except ValueError:  # `http://[` is no address at all
        return False


@csrf_exempt
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """
    `/anazitisi/anoigma/`: the result `key` of the question `q` was opened, `first` of its page.

    With `asked` the question itself wasn't counted yet: its results came while it was typed.
    """
    if not is_ours(request):
        raise PermissionDenied
    if not counting.is_refused(request):
        text, language = query.cleaned(request.POST.get("q", "")), get_language()
        if "asked" in request.POST:
            found = query.find(text, language=language, limit=1, counted=False)
            if found.is_available:
                counting.count(text, language, found.total)
        if key := request.POST.get("key", "")[:200]:
            counting.opened(text, language, key, is_first="first" in request.POST)
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def helped(request: HttpRequest) -> HttpResponse:
    """`/anazitisi/chrisimo/`: an answer, then back to the page that asked, which thanks for it."""
    if not is_ours(request):
        raise PermissionDenied
    answer = request.POST.get("answer")
    try:
        path = SIGNER.unsign(request.POST.get("page", ""))
    except signing.BadSignature as error:
        raise BadRequest("This page didn't ask.") from error
    if answer not in {"yes", "no"}:
        raise BadRequest("Neither yes nor no.")
    counting.answered(path, is_yes=answer == "yes")
    back = QueryDict(request.POST.get("query", "")[:2000], mutable=True)
    back[THANKS] = "1"
    response = redirect(f"{path}?{back.urlencode()}#helpful")
    response.status_code = 303
    return response
