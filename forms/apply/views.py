"""
What the addresses of a form page answer: its start, its steps, the check page and the received page.
"""

from contextlib import nullcontext

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from forms import browser, failpoints, limits
from forms.actions import applying
from forms.apply import receipt, screens
from forms.apply.answering import Answering, posted_into
from forms.apply.changes import SEEN
from forms.apply.files import take_in
from forms.apply.holding import application_of, discard, draft_of, looked_at_or_posted, private, told
from forms.apply.wizard import ApplicationWizard
from forms.availability import availability
from forms.keys import CHECK, LATER, RECEIVED


def start(request, page):
    """The start page; a POST of its button begins, or goes on with what was begun."""
    if request.method == "POST":
        return begin(request, page)
    draft = draft_of(request, page)
    stands = availability(page)
    context = page.get_context(request) | {
        "is_begun": draft is not None,
        "entered": draft if draft and draft.entered_by_id else None,
        "availability": stands,
        "is_open": stands.is_open and bool(page.definition.steps),
        "lifetime_hours": settings.DRAFT_LIFETIME_HOURS,
        "is_again": "again" in request.GET,
    }
    response = TemplateResponse(request, page.get_template(request), context)
    response["Cache-Control"] = "no-store, private"
    return response


@private
@limits.answers_politely
def begin(request, page):
    """Begin an application, or go on with the one in hand unless the person wants a new one."""
    with transaction.atomic():
        draft = draft_of(request, page)
        if draft and "anew" not in request.POST:
            return redirect(screens.url_of(page, request, Answering(page.definition, draft).furthest))
        if not availability(page).is_open or not page.definition.steps:
            return redirect(page.get_url(request))
        limits.count_start(request)
        discard(request, page)
        browser.remember(request, applying.begin(page))
    return redirect(screens.url_of(page, request, page.definition.steps[0].key))


@private
@limits.answers_politely
@looked_at_or_posted
def step(request, page, step):
    """One step or the check page. A POST holds the draft's lock until all is done."""
    if step != CHECK and not page.definition.step(step):
        raise Http404("No such step.")
    is_post = request.method == "POST"
    refused = take_in(request, page, step) if is_post else {}
    with transaction.atomic() if is_post else nullcontext():
        draft = draft_of(request, page)
        if draft:
            request.answering = Answering(page.definition, draft)
            response = ApplicationWizard.respond(request, page, step, refused)
    if draft:
        if is_post and step == CHECK:
            failpoints.pass_by("after_commit")
        return response
    return step_without_draft(request, page, step)


@private
def step_without_draft(request, page, step):
    """A draft that was sent leads to the received page; one that ran out, to a page that says so."""
    if application_of(request, page):
        return redirect(screens.url_of(page, request, RECEIVED))
    return expired(request, page, step)


@private
@require_safe
def received(request, page):
    """The reference of what this browser sent last."""
    application = application_of(request, page)
    if not application or not receipt.is_fresh(application):
        return redirect(receipt.progress_url(page))
    context = {
        "page": page,
        "reference": receipt.reference_of(application),
        "has_mail": application.mails.exists(),
        "receipt": receipt.particulars(application),
    }
    response = TemplateResponse(request, screens.RECEIVED_TEMPLATE, context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def expired(request, page, step):
    """
    The draft is gone. What this very POST brought isn't: a new draft keeps it, files too.

    410, because nothing that was typed before will come back.
    """
    kept = None
    if request.method == "POST" and step != CHECK and may_begin(request, page):
        kept = page.definition.step(step)
        with transaction.atomic():
            discard(request, page)
            browser.remember(request, applying.begin(page))
        keep_typed(request, page, step)
    stands = availability(page)
    context = {
        "page": page,
        "kept": kept,
        "lifetime_hours": settings.DRAFT_LIFETIME_HOURS,
        "availability": stands,
        "is_open": stands.is_open,
        "later_url": screens.url_of(page, request, LATER) if told(request, page) else "",
    }
    return TemplateResponse(request, screens.EXPIRED_TEMPLATE, context, status=410)


def may_begin(request, page):
    """Whether a draft may be begun to keep what came without one."""
    if not availability(page).is_open:
        return False
    try:
        limits.count_start(request)
    except limits.TooOften:
        return False
    return True


def keep_typed(request, page, step):
    """Keep what was posted for `step` in the draft this browser has; whether there was one."""
    refused = take_in(request, page, step)
    with transaction.atomic():
        draft = draft_of(request, page)
        if draft and step != CHECK:
            answering, asked = Answering(page.definition, draft), page.definition.step(step)
            read = answering.reading.get(step)
            form = answering.form(asked, read.earlier if read else None, posted_into(request, asked, refused))
            answering.keep(asked, form, refused, request.POST.get(SEEN))
    return draft is not None


def preview(request, page, mode):
    """One screen as an editor sees it before publishing."""
    return TemplateResponse(request, *screens.preview(page, request, mode))
