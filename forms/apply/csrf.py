"""
A step whose token was missing or too old: what was typed is kept all the same.

Only for a request that shows by other means that it comes from this very site; the token guards
against others, and a kept step is nothing a stranger could use: sending asks for a token again.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from forms.apply import screens, views
from forms.keys import CHECK
from forms.models import ApplicationFormPage


def recover(request: HttpRequest, reason: str) -> HttpResponse | None:
    """
    What to answer instead of a refusal for `reason`; None where it must stand.

    The step is shown again with a note; with the draft gone too, as for any expired one.
    """
    if request.method != "POST" or not is_same_origin(request) or not has_cookies(request):
        return None
    page, step = form_and_step(request)
    if page is None or page.get_view_restrictions().exists():
        return None
    if not step:
        return redirect(f"{page.get_url(request)}?again=1")
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


def form_and_step(request: HttpRequest) -> tuple[ApplicationFormPage | None, str]:
    """The live form page the request goes to, and the step below it; "" for the start page."""
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_serve":
        return None, ""
    route = Page.route_for_request(request, match.args[0] if match.args else match.kwargs["path"])
    if route is None or not isinstance(route.page, ApplicationFormPage):
        return None, ""
    _view, _args, kwargs = route.args
    return route.page, kwargs.get("step", "")
