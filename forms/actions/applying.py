"""
What an applicant does: begin, keep, put by, come back, discard, send. Nothing else writes a draft or
makes an application.

Whoever calls `keep`, `put_by` or `send` holds the draft's row lock (`lock`) and is in a transaction.
"""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale

from forms import deadlines, failpoints, reference, return_code
from forms.crypto import blind_index
from forms.definition import Answers, Definition
from forms.enums import Channel, EventKind, LookupKind, State
from forms.models import Application, Draft, Event, FormVersion, LookupHash, NamedReader, Upload
from forms.notifications import owe_link, owe_mail
from forms.tasks import deliver_mail
from forms.uploads import keeping

RawAnswers = dict[str, list[str]]
"""What was posted for one step, as it was typed: values by field name."""

SECOND_CLICK = timedelta(minutes=1)
"""For how long a browser may use a link or code again that it has just used."""


def begin(
    page: Any,
    typed: dict[str, RawAnswers] | None = None,
    *,
    channel: str = Channel.ONLINE,
    entered_by: Any = None,
) -> Draft:
    """
    A new draft for the form, holding what was `typed` already, by step.

    Staff who key it in for somebody are named in `entered_by`, with the `channel` it came through.
    """
    now = timezone.now()
    draft = Draft(
        form=page.translation_key,
        language=page.locale.language_code,
        started_at=now,
        changed_at=now,
        expires_at=_expiry(now),
        channel=channel,
        entered_by=entered_by,
    )
    draft.answers = typed or {}
    draft.save(force_insert=True)
    return draft


def find(draft_id: uuid.UUID | str | None, form: uuid.UUID) -> Draft | None:
    """The current draft; None if it is gone, sent or expired, or without an id."""
    return Draft.objects.current(timezone.now()).filter(pk=draft_id, form=form).first()


def lock(draft_id: uuid.UUID | str, form: uuid.UUID) -> Draft | None:
    """As `find`, locked until the transaction ends."""
    current = Draft.objects.current(timezone.now())
    return current.select_for_update().filter(pk=draft_id, form=form).first()


def keep(draft: Draft, answers: dict[str, RawAnswers]) -> None:
    """Keep what was typed so far, valid or not, and the draft for a while longer."""
    draft.answers = answers
    draft.changed_at = timezone.now()
    draft.expires_at = _expiry(draft.changed_at)
    draft.save(update_fields=["sealed_answers", "changed_at", "expires_at"])


def put_by(draft: Draft, language: str) -> tuple[str, str]:
    """
    Put the draft by for later: the token of the link and the code that lead back, each known from now
    on only to whoever is told. Those of an earlier time are dead. `language` is that of the way back.
    """
    token, code = secrets.token_urlsafe(32), return_code.make()
    draft.link_hash = blind_index("draft link", token)
    draft.code_hash = blind_index("draft code", return_code.normalise(code))
    draft.language = language
    draft.expires_at = timezone.now() + timedelta(days=settings.PAUSED_LIFETIME_DAYS)
    draft.save(update_fields=["link_hash", "code_hash", "language", "expires_at"])
    draft.mails.waiting().delete()
    return token, code


def mail_link(draft: Draft, token: str, address: str) -> None:
    """Send the link that leads back to a draft just put by."""
    deliver_mail.enqueue(str(owe_link(draft, token, address).pk))


def put_by_under(token_or_code: str, browser: str = "") -> Draft | None:
    """
    The draft that a link's token or a code leads to; None if it is wrong, used or expired.

    `browser` is a secret of the browser that asks. Where it has just used up the very same, that
    still counts: of two clicks on a button browsers hear only the second answer.
    """
    now = timezone.now()
    secret = return_code.normalise(token_or_code) or token_or_code
    known = Q(link_hash=blind_index("draft link", secret), code_hash__isnull=False)
    known |= Q(code_hash=blind_index("draft code", secret))
    if browser:
        known |= Q(link_hash=_used_by(browser, secret), changed_at__gt=now - SECOND_CLICK)
    return Draft.objects.current(now).filter(known).first()


@transaction.atomic
def return_with(token_or_code: str, browser: str = "") -> Draft | None:
    """
    Come back to the draft that this leads to, which uses up both its link and its code.

    From then on it is kept as long as any that is in hand. None if it is wrong, used or expired.
    """
    found = put_by_under(token_or_code, browser)
    draft = found and lock(found.pk, found.form)
    if not found or not draft or (draft.link_hash, draft.code_hash) != (found.link_hash, found.code_hash):
        return None  # another was faster
    secret = return_code.normalise(token_or_code) or token_or_code
    draft.link_hash, draft.code_hash = _used_by(browser, secret) if browser else None, None
    draft.changed_at = timezone.now()
    draft.expires_at = _expiry(draft.changed_at)
    draft.save(update_fields=["link_hash", "code_hash", "changed_at", "expires_at"])
    draft.mails.waiting().delete()
    return draft


@transaction.atomic
def discard(draft_id: uuid.UUID | str, form: uuid.UUID) -> None:
    """Delete a draft, current or expired, with its files; not one put by, which somebody will ask for."""
    for draft in Draft.objects.select_for_update().filter(pk=draft_id, form=form, code_hash=None):
        keeping.discard(Upload.objects.filter(draft=draft))
        draft.delete()


@transaction.atomic
def send(draft: Draft, page: Any, answers: Answers) -> Application:
    """
    Make the draft an application: with its versions, event, files, lookups and mail, all or nothing.

    `answers` are cleaned, of the steps shown only. `Application.draft_id` is unique, so a draft
    becomes one application whatever happens.
    """
    now = timezone.now()
    definition, greek = page.definition, greek_definition(page)
    version = _version(definition)
    number = reference.make()
    application = Application(
        draft_id=draft.pk,
        form=page.translation_key,
        form_title=greek.title,
        version=version,
        greek_version=version if greek is definition else _version(greek),
        language=definition.language,
        unit_id=page.unit_id,
        channel=draft.channel,
        state=State.RECEIVED,
        sent_at=now,
        changed_at=now,
        state_since=now,
        is_sensitive=page.is_sensitive,
        reference_hash=blind_index("reference", reference.normalise(number)),
    )
    application.due_on = deadlines.due_on(application)
    application.content = {"reference": number, "answers": dict(answers)}
    application.save(force_insert=True)
    Event.objects.create(
        application=application,
        kind=EventKind.ENTERED if draft.entered_by_id else EventKind.SENT,
        at=now,
        by_id=draft.entered_by_id,
        state=State.RECEIVED,
    )
    if draft.entered_by_id and application.is_sensitive:  # who keyed it in knows what it says
        NamedReader.objects.create(user_id=draft.entered_by_id, application=application)
    LookupHash.objects.bulk_create(lookups_of(application, definition, answers))
    if address := definition.email_of(answers):
        mail = owe_mail(application, "received", address)
        deliver_mail.enqueue(str(mail.pk))
    if any(question.kind == "upload" for question in definition.questions):
        keeping.hand_over(draft, application, answers)
    draft.delete()  # with the files of questions that the form has no more
    failpoints.pass_by("after_insert")
    return application


def greek_definition(page: Any) -> Definition:
    """The form in Greek as it stands now, for staff; the page's own if there is no Greek one."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return page.definition
    greek = page.get_translation_or_none(Locale.objects.get(language_code=settings.LANGUAGE_CODE))
    return greek.definition if greek else page.definition


def _version(definition: Definition) -> FormVersion:
    version, _made = FormVersion.objects.get_or_create(
        digest=definition.digest, defaults={"content": definition.content}
    )
    return version


def lookups_of(application: Application, definition: Definition, answers: Answers) -> list[LookupHash]:
    """Under what the application is found: each phone, AMKA and e-mail answered, hashed. Not saved."""
    kinds = {"phone": LookupKind.PHONE, "amka": LookupKind.AMKA, "email": LookupKind.EMAIL}
    values = {
        (kinds[question.kind], lookup_form(question.kind, str(answers[question.key])))
        for question in definition.questions
        if question.kind in kinds and answers.get(question.key)
    }
    return [
        LookupHash(application=application, kind=kind, digest=blind_index(kind, value))
        for kind, value in sorted(values)
    ]


def lookup_form(kind: str, value: str) -> str:
    """The normal form of a cleaned answer under which it is hashed."""
    return value.lower() if kind == "email" else value


def _used_by(browser: str, secret: str) -> str:
    return blind_index("draft returned to", f"{browser}:{secret}")


def _expiry(moment: datetime) -> datetime:
    return moment + timedelta(hours=settings.DRAFT_LIFETIME_HOURS)
