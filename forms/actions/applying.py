"""
What an applicant does: begin, keep, send. Nothing else writes a draft or makes an application.

Whoever calls `keep` or `send` holds the draft's row lock (`lock`) and is in a transaction.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from forms import failpoints, reference
from forms.crypto import blind_index
from forms.definition import Answers, Definition
from forms.enums import EventKind, LookupKind, State
from forms.models import Application, Draft, Event, FormVersion, LookupHash
from forms.notifications import owe_mail
from forms.tasks import deliver_mail

RawAnswers = dict[str, list[str]]
"""What was posted for one step, as it was typed: values by field name."""


def begin(page: Any, typed: dict[str, RawAnswers] | None = None) -> Draft:
    """A new draft for the form, holding what was `typed` already, by step."""
    now = timezone.now()
    draft = Draft(
        form=page.translation_key,
        language=page.locale.language_code,
        started_at=now,
        changed_at=now,
        expires_at=_expiry(now),
    )
    draft.answers = typed or {}
    draft.save(force_insert=True)
    return draft


def lock(draft_id: uuid.UUID | str, form: uuid.UUID) -> Draft | None:
    """The current draft, locked until the transaction ends; None if it is gone, sent or expired."""
    current = Draft.objects.current(timezone.now())
    return current.select_for_update().filter(pk=draft_id, form=form).first()


def keep(draft: Draft, answers: dict[str, RawAnswers]) -> None:
    """Keep what was typed so far, valid or not, and the draft for a while longer."""
    draft.answers = answers
    draft.changed_at = timezone.now()
    draft.expires_at = _expiry(draft.changed_at)
    draft.save(update_fields=["sealed_answers", "changed_at", "expires_at"])


def discard(draft_id: uuid.UUID | str, form: uuid.UUID) -> None:
    """Forget a draft, current or expired."""
    Draft.objects.filter(pk=draft_id, form=form).delete()


@transaction.atomic
def send(draft: Draft, page: Any, answers: Answers) -> Application:
    """
    Make the draft an application: with its versions, event, lookups and mail, all or nothing.

    `answers` are cleaned, of the steps shown only. `Application.draft_id` is unique, so a draft
    becomes one application whatever happens.
    """
    now = timezone.now()
    definition, greek = page.definition, greek_definition(page)
    number = reference.make()
    application = Application(
        draft_id=draft.pk,
        form=page.translation_key,
        form_title=greek.title,
        version=_version(definition),
        greek_version=_version(greek),
        language=definition.language,
        unit_id=page.unit_id,
        state=State.RECEIVED,
        sent_at=now,
        changed_at=now,
        reference_hash=blind_index("reference", reference.normalise(number)),
    )
    application.content = {"reference": number, "answers": dict(answers)}
    application.save(force_insert=True)
    Event.objects.create(application=application, kind=EventKind.SENT, at=now, state=State.RECEIVED)
    LookupHash.objects.bulk_create(_lookups(application, definition, answers))
    if address := definition.email_of(answers):
        mail = owe_mail(application, "received", address)
        deliver_mail.enqueue(str(mail.pk))
    draft.delete()
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


def _lookups(application: Application, definition: Definition, answers: Answers) -> list[LookupHash]:
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


def _expiry(moment: Any) -> Any:
    return moment + timedelta(hours=settings.DRAFT_LIFETIME_HOURS)
