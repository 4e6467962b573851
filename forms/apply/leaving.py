"""
Leaving a sensitive form at once, because somebody comes who must not see it.

What was typed is deleted before the browser goes elsewhere, so no Back button brings it up again.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from forms import browser
from forms.apply.holding import discard, looked_at_or_posted, private
from forms.models import ApplicationFormPage


@private
@looked_at_or_posted
def leave(request: HttpRequest, page: ApplicationFormPage) -> HttpResponse:
    """A POST leaves. A GET, where there is no valid token any more, says what leaving does."""
    if request.method == "POST":
        forget(request, page)
        return redirect(settings.QUICK_EXIT_URL)
    return TemplateResponse(request, "forms/apply/leaving.html", {"page": page})


def leave_without_token(request: HttpRequest, page: ApplicationFormPage, is_own: bool) -> HttpResponse:
    """
    The page had been open for so long that its token is void: leave all the same.

    `is_own`: the browser says that one of our pages posted this. Where it doesn't say, nothing is
    deleted, for another site may have sent it; the answer shows no answers either, and one button.
    """
    if is_own:
        forget(request, page)
        return redirect(settings.QUICK_EXIT_URL)
    return redirect(address(request, page))


def address(request: HttpRequest, page: ApplicationFormPage) -> str:
    """Where the button of a form's quick exit posts to."""
    return page.get_url(request) + page.reverse_subpage("leave")


def forget(request: HttpRequest, page: ApplicationFormPage) -> None:
    """
    Delete the draft, and what this browser could be led back by.

    The whole session goes, for it may also lead to an application that was sent; but who has
    signed in is staff at their desk, and stays signed in.
    """
    discard(request, page)
    if request.user.is_authenticated:
        browser.forget(request, page.translation_key)
    else:
        request.session.flush()
