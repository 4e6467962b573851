"""
A step whose token was missing or too old: what was typed is kept all the same.

Only for a request that shows by other means that it comes from this very site; the token guards
against others, and a kept step is nothing a stranger could use: sending asks for a token again.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from forms.apply import leaving, returning, screens, views
from forms.apply.routes import route_of
from forms.keys import CHECK
from forms.models import ApplicationFormPage, ApplicationIndexPage

WAYS_BACK = {"return_by_code", "return_by_link"}
"""Views of a list of forms where one may press the button once more."""


def recover(request: HttpRequest, reason: str) -> HttpResponse | None:
    """
    What to answer instead of a refusal for `reason`; None where it must stand.

    The step is shown again with a note; with the draft gone too, as for any expired one. Who wants
    to leave quickly leaves.
    """
    if request.method != "POST":
        return None
    page, step = page_and_step(request)
    if isinstance(page, ApplicationFormPage) and request.path == leaving.address(request, page):
        return leaving.leave_without_token(request, page, is_own=is_same_origin(request))
    if not is_same_origin(request) or not has_cookies(request):
        return None
    if page is None or page.get_view_restrictions().exists():
        return None
    if isinstance(page, ApplicationIndexPage):
        returning.put_typed_aside(request)
        return redirect(f"{request.path}?again=1")
    if not step:
        return redirect(f"{request.path}?again=1")
    if step != CHECK and not page.definition.step(step):
        return None
    if views.keep_typed(request, page, step):
        marks = "?change=1&again=1" if "change" in request.POST else "?again=1"
        return redirect(screens.url_of(page, request, step) + marks)
    return views.step_without_draft(request, page, step)


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages posted this."""
    own = f"{request.scheme}://{request.get_host()}"
    if origin := request.headers.get("Origin"):
        return origin == own
    if referer := request.headers.get("Referer"):
        parts = urlsplit(referer)
        return f"{parts.scheme}://{parts.netloc}" == own
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def has_cookies(request: HttpRequest) -> bool:
    """Without any, the browser takes none, and coming back would lead in circles."""
    return settings.CSRF_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in request.COOKIES


def page_and_step(request: HttpRequest) -> tuple[Any, str]:
    """
    The live form page the request goes to, and the step below it, "" for any other page of a form.

    Of the pages below a list of forms, the ways back to a draft.
    """
    route = route_of(request)
    if route is None:
        return None, ""
    is_way_back = isinstance(route.page, ApplicationIndexPage) and route.view.__name__ in WAYS_BACK
    if not is_way_back and not isinstance(route.page, ApplicationFormPage):
        return None, ""
    return route.page, route.kwargs.get("step", "")
