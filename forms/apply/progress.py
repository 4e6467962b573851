"""
How an application stands, for who knows its reference and a second fact: /aitiseis/poreia/.

Whatever is wrong, the answer is one and the same, and takes the same work. Every POST redirects;
what was typed waits sealed in the session (`forms.apply.following`).
"""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms import addresses, crypto, limits, reference
from forms.actions import following_up
from forms.apply import following, receipt
from forms.apply.holding import looked_at_or_posted, private
from forms.definition import Question
from forms.enums import EventKind, State
from forms.fields import CleanCharField
from forms.models import Application
from forms.uploads import words
from forms.uploads.checking import check, cleaned_name
from forms.uploads.field import ACCEPT
from forms.uploads.refused import Refused
from forms.workflow import MEANT_FOR_APPLICANTS, TOLD_OF, public_state

OF_THE_OFFICE = set(TOLD_OF) - {
    EventKind.SENT,
    EventKind.ENTERED,
    EventKind.PAPERS_ARRIVED,
    EventKind.WITHDRAWN,
}
"""What applicants are told of and haven't done themselves: it is new until they have seen it."""

PAPERS = "papers"
"""The name under which papers are posted."""


class ProgressForm(forms.Form):
    """Reference and second fact, in whatever way they were typed."""

    use_required_attribute = False

    reference = CleanCharField(
        label=_("Reference number"),
        help_text=_("Fifteen letters and digits. It does not matter how you write it: 4c7rd q29lf j83vw."),
        max_length=60,
        error_messages={"required": _("Write the reference number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters",
                                      "spellcheck": "false", "data-size": "medium"}),
    )  # fmt: skip
    fact = CleanCharField(
        label=_("Receipt code, or a phone, e-mail or AMKA of the application"),
        help_text=_("One is enough. The receipt code is on the last page you saw, and on the receipt."),
        max_length=254,
        error_messages={"required": _("Write the receipt code, a phone number, an e-mail or an AMKA.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-size": "medium"}),
    )


NOT_FOUND = _(
    "We find no application with these two. Compare the reference number with your papers, letter by "
    "letter, and try another second detail. If it still does not work, call us."
)


@private
@looked_at_or_posted
@limits.answers_politely
def find(request: HttpRequest, page: Any) -> HttpResponse:
    """Ask for the two, or lead on to the application that this browser follows."""
    if request.method == "POST":
        return look_up(request, page)
    form = ProgressForm()
    if "again" in request.GET and isinstance(typed := following.noted(request), dict):
        form = ProgressForm(typed)
        if form.is_valid():
            form.add_error(None, NOT_FOUND)
    context = {"page": page, "form": form, "is_over": "over" in request.GET}
    return TemplateResponse(request, "forms/progress/find.html", context)


def look_up(request: HttpRequest, page: Any) -> HttpResponse:
    """One try, counted by address and by reference before anything is looked at."""
    typed = {name: request.POST.get(name, "")[:300] for name in ProgressForm.base_fields}
    following.note(request, typed)
    limits.count("status", limits.address_of(request))
    form = ProgressForm(typed)
    if form.is_valid():
        number, fact = form.cleaned_data["reference"], form.cleaned_data["fact"]
        limits.count("status", reference.normalise(number) or number)
        if application := following_up.find(number, fact):
            following.begin(request, application)
            return redirect(_url(page, request, "progress_of_one"))
    return redirect(f"{_url(page, request)}?again=1")


@private
@looked_at_or_posted
@limits.answers_politely
def show(request: HttpRequest, page: Any) -> HttpResponse:
    """How it stands. A POST brings papers, or ends the looking on a computer that others use."""
    if request.method == "POST" and "finish" in request.POST:
        following.end(request)
        return redirect(_url(page, request))
    application = following.application_of(request)
    if application is None:
        return redirect(f"{_url(page, request)}?over=1")
    if request.method == "POST":
        return take_papers(request, page, application)
    context = standing(application) | {
        "page": page,
        "refused": refusals(request),
        "have_arrived": "arrived" in request.GET,
        "accept": ACCEPT["any"],
        "limits": words.what_is_taken(Question("upload", PAPERS, "")),
        "withdraw_url": _url(page, request, "withdraw"),
    }
    if request.method == "GET":
        Application.objects.filter(pk=application.pk).update(sender_looked_at=timezone.now())
    return TemplateResponse(request, "forms/progress/show.html", context)


def standing(application: Application) -> dict[str, Any]:
    """What the sender of an application may know."""
    form_page = addresses.form_page(application.form, application.language)
    events = [
        {
            "at": event.at,
            "kind": event.kind,
            "what": TOLD_OF[event.kind],
            "text": _text_of(event) if event.kind in MEANT_FOR_APPLICANTS else "",
            "is_new": is_news(event, application.sender_looked_at),
        }
        for event in application.events.filter(kind__in=TOLD_OF).order_by("at", "pk")
    ]
    answer_by = receipt.answer_by(application, form_page)
    is_waiting = application.state == State.WAITING
    asked = [event for event in events if event["kind"] == EventKind.PAPERS_ASKED][-1:] if is_waiting else []
    for event in asked:
        event["is_shown_above"] = True
    return {
        "application": application,
        "unread": [event for event in events if event["is_new"] and event["text"]],
        "reference": receipt.reference_of(application),
        "form_title": application.version.content["title"],
        "state": public_state(application),
        "events": events,
        "is_waiting": is_waiting,
        "asked_for": asked[0]["text"] if asked else "",
        "takes_papers": following_up.takes_papers(application),
        "answer_by": answer_by if application.is_open else None,
        "is_late": bool(answer_by) and answer_by < timezone.localdate(),
        "pdf_url": receipt.pdf_url(form_page),
    }


def is_news(event: Any, looked_at: datetime | None) -> bool:
    """Whether the office did this since the applicant last looked."""
    return event.kind in OF_THE_OFFICE and (looked_at is None or event.at > looked_at)


def _text_of(event: Any) -> str:
    try:
        return event.text or ""
    except crypto.CannotOpen:
        return ""


def take_papers(request: HttpRequest, page: Any, application: Application) -> HttpResponse:
    """Check what was posted, and add what is right; say after the redirect what wasn't, and why."""
    posted = request.FILES.getlist(PAPERS)
    limits.count("upload", str(application.pk))
    accepted, notes = [], []
    for file in posted if following_up.takes_papers(application) else []:
        try:
            accepted.append(check(file))
        except Refused as refusal:
            notes.append(words.noted(refusal.code, cleaned_name(file.name)))
    arrived = False
    if accepted:
        try:
            refused = following_up.send_papers(application, accepted)
        except following_up.TooLate:
            refused = [("late", file.name) for file in accepted]
        notes += [words.noted(code, name) for code, name in refused]
        arrived = len(refused) < len(accepted)
    following.note(request, notes if posted else ["none:"])
    return redirect(_url(page, request, "progress_of_one") + ("?arrived=1" if arrived else ""))


def refusals(request: HttpRequest) -> list[str]:
    """Why files that were just sent weren't taken."""
    notes = following.noted(request)
    if not isinstance(notes, list):
        return []
    nothing = _("Choose a photo or a file first.")
    return [str(nothing) if note == "none:" else words.explain(note) for note in notes]


@private
@looked_at_or_posted
def withdraw(request: HttpRequest, page: Any) -> HttpResponse:
    """Ask whether it is really meant; a POST withdraws."""
    application = following.application_of(request)
    if application is None:
        return redirect(f"{_url(page, request)}?over=1")
    if request.method == "POST":
        with suppress(following_up.TooLate):  # the page it leads to says what happened instead
            following_up.withdraw(application)
        return redirect(_url(page, request, "progress_of_one"))
    if not application.is_open:
        return redirect(_url(page, request, "progress_of_one"))
    context = {
        "page": page,
        "reference": receipt.reference_of(application),
        "form_title": application.version.content["title"],
        "back_url": _url(page, request, "progress_of_one"),
    }
    return TemplateResponse(request, "forms/progress/withdraw.html", context)


def _url(page: Any, request: HttpRequest, view: str = "progress") -> str:
    """An address of this part, below the list of forms."""
    return page.get_url(request) + page.reverse_subpage(view)
