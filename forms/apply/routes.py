"""Which page a request goes to, for what must know that before, or instead of, its view."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest
from wagtail.models import Page


class Route(NamedTuple):
    """A live page, and what of it answers: `view` is None where the page has no views below it."""

    page: Page
    view: Callable[..., Any] | None
    kwargs: dict[str, Any]


def route_of(request: HttpRequest) -> Route | None:
    """Where Wagtail leads the request; None if to no page. No right is looked at."""
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_serve":
        return None
    found = Page.route_for_request(request, match.args[0] if match.args else match.kwargs["path"])
    if found is None:
        return None
    view, _args, kwargs = found.args if len(found.args) == 3 else (None, (), {})
    return Route(found.page, view, kwargs)
