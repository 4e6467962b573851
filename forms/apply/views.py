"""
What the addresses of a form page answer.

The session holds one draft id per form and language family, nothing else; an application is found
by the id of the draft it was made from.
"""

import logging
from contextlib import nullcontext
from functools import wraps

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forms import browser, failpoints
from forms.actions import applying
from forms.apply import screens
from forms.apply.answering import Answering
from forms.apply.steps import StepForm
from forms.apply.wizard import ApplicationWizard
from forms.crypto import CannotOpen
from forms.keys import CHECK, RECEIVED
from forms.models import Application, Draft

logger = logging.getLogger(__name__)


def private(view):
    """
    No copy of the answer is kept, no search engine lists it, no other site learns its address.

    Not `no-referrer` where something is posted: under that policy browsers send `Origin: null`
    with a POST (Fetch, "append a request Origin header"), and the check of tokens refuses it.
    `same-origin` tells other sites as little.
    """

    @wraps(view)
    def wrapped(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


def start(request, page):
    """The start page; a POST of its button begins, or goes on with what was begun."""
    if request.method == "POST":
        return begin(request, page)
    draft = draft_of(request, page)
    context = page.get_context(request) | {
        "is_begun": draft is not None,
        "is_open": page.is_accepting and bool(page.definition.steps),
        "lifetime_hours": settings.DRAFT_LIFETIME_HOURS,
        "is_again": "again" in request.GET,
    }
    response = TemplateResponse(request, page.get_template(request), context)
    response["Cache-Control"] = "no-store, private"
    return response


@private
def begin(request, page):
    """Begin an application, or go on with the one in hand unless the person wants a new one."""
    with transaction.atomic():
        draft = draft_of(request, page)
        if draft and "anew" not in request.POST:
            return redirect(screens.url_of(page, request, Answering(page.definition, draft).furthest))
        if not page.is_accepting or not page.definition.steps:
            return redirect(page.get_url(request))
        discard(request, page)
        browser.remember(request, applying.begin(page))
    return redirect(screens.url_of(page, request, page.definition.steps[0].key))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, page, step):
    """One step or the check page. A POST holds the draft's lock until all is done."""
    if step != CHECK and not page.definition.step(step):
        raise Http404("No such step.")
    is_post = request.method == "POST"
    with transaction.atomic() if is_post else nullcontext():
        draft = draft_of(request, page)
        if draft:
            request.answering = Answering(page.definition, draft)
            response = ApplicationWizard.respond(request, page, step)
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
    if not application:
        return redirect(page.get_url(request))
    context = {
        "page": page,
        "reference": reference_of(application),
        "has_mail": application.mails.exists(),
    }
    response = TemplateResponse(request, screens.RECEIVED_TEMPLATE, context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def reference_of(application):
    """Its reference; "" where that can't be opened, which is ours to mend and no error of the reader's."""
    try:
        return application.reference
    except CannotOpen:
        logger.error("Application %s can't be opened; its sender was told no reference.", application.pk)
        return ""


def expired(request, page, step):
    """
    The draft is gone. What this very POST brought isn't: a new draft keeps it.

    410, because nothing that was typed before will come back.
    """
    kept = None
    if request.method == "POST" and step != CHECK and page.is_accepting:
        kept = page.definition.step(step)
        with transaction.atomic():
            discard(request, page)
            browser.remember(request, applying.begin(page, {step: typed_into(request, page, kept)}))
    context = {
        "page": page,
        "kept": kept,
        "lifetime_hours": settings.DRAFT_LIFETIME_HOURS,
        "is_open": page.is_accepting,
    }
    return TemplateResponse(request, screens.EXPIRED_TEMPLATE, context, status=410)


def keep_typed(request, page, step):
    """Keep what was posted for `step` in the draft this browser has; whether there was one."""
    with transaction.atomic():
        draft = draft_of(request, page)
        if draft and step != CHECK:
            answering = Answering(page.definition, draft)
            answering.keep(step, typed_into(request, page, page.definition.step(step)))
    return draft is not None


def typed_into(request, page, step):
    """What was posted into the fields of `step`, as a draft keeps it."""
    definition = page.definition
    form = StepForm(request.POST, prefix=step.key, definition=definition, step=step, earlier=None)
    return form.kept_data()


def preview(request, page, mode):
    """One screen as an editor sees it before publishing."""
    return TemplateResponse(request, *screens.preview(page, request, mode))


def draft_of(request, page):
    """The current draft of this browser for the form; on a POST, locked. None if there is none."""
    draft_id = browser.remembered(request, page.translation_key)
    if not draft_id:
        return None
    if request.method == "POST":
        draft = applying.lock(draft_id, page.translation_key)
    else:
        draft = Draft.objects.current(timezone.now()).filter(pk=draft_id, form=page.translation_key).first()
    try:
        if draft:
            draft.answers  # noqa: B018 – opened here once, so that no screen meets a sealed one
    except CannotOpen:
        logger.error("A draft can't be opened; its sender was asked to begin again.")
        return None
    return draft


def application_of(request, page):
    """The application made from the draft that this browser began last."""
    draft_id = browser.remembered(request, page.translation_key)
    if not draft_id:
        return None
    return Application.objects.filter(draft_id=draft_id, form=page.translation_key).first()


def discard(request, page):
    """Delete the draft this browser holds for the form, current or expired."""
    if draft_id := browser.remembered(request, page.translation_key):
        applying.discard(draft_id, page.translation_key)
