"""
Whether a document is genuine, for whoever holds its code: /elegchos/.

Three answers and nothing else: genuine and until when, expired, not genuine. A revoked document isn't
genuine, and neither is a code that nobody was given; the answer doesn't tell them apart, and takes
the same work. The code comes by POST and stands in no address; a QR code carries it in the fragment,
which browsers never send.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms import browser, limits, verification_code
from forms.apply.holding import looked_at_or_posted, private
from forms.fields import CleanCharField
from forms.models import IssuedDocument

NOTE, KEPT = "verified", timedelta(minutes=5)
"""Where the answer waits for the page after the redirect, and for how long."""


LONGEST = 200
"""Characters of what is typed that are looked at."""


class Verdict(StrEnum):
    GENUINE = "genuine"
    EXPIRED = "expired"
    NOT_GENUINE = "not_genuine"


class CodeForm(forms.Form):
    use_required_attribute = False

    code = CleanCharField(
        label=_("Code of the document"),
        help_text=_(
            "Eighteen letters and digits at the end of the document. It does not matter how you write "
            "them: 4c7 rdq 29l fj8 3vw c2d."
        ),
        max_length=LONGEST,
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-size": "medium",
            }
        ),
    )


def check(request: HttpRequest) -> HttpResponse:
    return _check(request, None)


@private
@looked_at_or_posted
@limits.answers_politely
def _check(request: HttpRequest, page: Any) -> HttpResponse:
    """Ask for the code; after a POST, show what was found."""
    if request.method == "POST":
        return look_up(request)
    answer = browser.aside(request, NOTE, KEPT) if "answer" in request.GET else None
    verdict, until = answer or ("", "")
    context = {
        "form": CodeForm({}) if answer and not verdict else CodeForm(),
        "verdict": verdict,
        "valid_until": date.fromisoformat(until) if until else None,
    }
    return TemplateResponse(request, "forms/verify/check.html", context)


def look_up(request: HttpRequest) -> HttpResponse:
    """One try, counted before anything is looked at."""
    limits.count("verify", limits.address_of(request))
    form = CodeForm({"code": request.POST.get("code", "")[:LONGEST]})
    given = form.cleaned_data["code"] if form.is_valid() else ""
    browser.put_aside(request, NOTE, verdict_on(given, timezone.localdate()) if given else ("", ""))
    return redirect(f"{request.path}?answer=1")


def verdict_on(code: str, today: date) -> tuple[Verdict, str]:
    """What is said of a code, and the last day (ISO) of what is genuine; "" where there is none."""
    digest = verification_code.hashed(code)
    found = IssuedDocument.objects.filter(verification_hash=digest).only("valid_until", "revoked_at").first()
    if found is None or found.revoked_at is not None:
        return Verdict.NOT_GENUINE, ""
    if found.valid_until is not None and found.valid_until < today:
        return Verdict.EXPIRED, ""
    return Verdict.GENUINE, found.valid_until.isoformat() if found.valid_until else ""
