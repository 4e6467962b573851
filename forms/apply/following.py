"""
Which application a browser follows, after it named its reference and a second fact.

The session holds the application's id and the time, nothing else of it. What must outlive a
redirect, a form as it was typed or files that were refused, lies sealed beside it.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from forms import browser
from forms.models import Application

KNOWN_FOR = timedelta(minutes=30)

SESSION_KEY, NOTE = "progress", "progress_note"


def begin(request: HttpRequest, application: Application) -> None:
    """From now on this browser follows the application, for KNOWN_FOR."""
    request.session.cycle_key()
    browser.drop_aside(request, NOTE)
    request.session[SESSION_KEY] = {"id": str(application.pk), "at": timezone.now().isoformat()}


def application_of(request: HttpRequest) -> Application | None:
    """The application this browser follows; None once the time is over."""
    try:
        held = request.session[SESSION_KEY]
        pk, at = uuid.UUID(held["id"]), datetime.fromisoformat(held["at"])
        is_over = not timedelta() <= timezone.now() - at < KNOWN_FOR
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if is_over:
        return None
    return Application.objects.select_related("version", "unit").filter(pk=pk, anonymised_at=None).first()


def end(request: HttpRequest) -> None:
    """Follow nothing any more."""
    request.session.pop(SESSION_KEY, None)
    browser.drop_aside(request, NOTE)


def note(request: HttpRequest, value: Any) -> None:
    """Keep something for the page that a redirect leads to."""
    browser.put_aside(request, NOTE, value)


def noted(request: HttpRequest) -> Any:
    """What was kept; None if there is nothing."""
    return browser.aside(request, NOTE)
