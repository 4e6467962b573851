"""What is shown a single time, on the page after the one that made it: codes that are kept nowhere."""

from forms import browser


def put(request, codes: list[str]) -> None:
    """Kept sealed in the session until they are taken: a dump of the sessions signs nobody in."""
    browser.put_aside(request, _name(request), codes)


def take(request) -> list[str]:
    """They, and never again; nothing where there is nothing."""
    codes = browser.aside(request, _name(request)) or []
    browser.drop_aside(request, _name(request))
    return codes


def _name(request):
    return f"codes for {request.user.pk}"
