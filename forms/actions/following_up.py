"""
What an applicant does after sending: find the application again, send papers, withdraw.

Like `casework`, each change locks the row, guards, changes and records one event, in one
transaction; it grows the version, so that staff who looked at an older state notice.
"""

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from forms import deadlines, fields, notifications, receipt_code, reference, retention
from forms.actions.applying import lookup_form
from forms.actions.changing import CHANGED, record
from forms.crypto import blind_index
from forms.enums import EventKind, LookupKind, State
from forms.models import Application, LookupHash
from forms.uploads import keeping
from forms.uploads.checking import Accepted
from forms.uploads.refused import Refused

NOBODY = uuid.UUID(int=0)
"""Stands for the application where there is none, so that looking takes the same steps."""

PAPERS = ""
"""`Upload.question` of papers sent later."""

FACTS = {
    LookupKind.PHONE: ("phone", fields.GreekPhoneField),
    LookupKind.EMAIL: ("email", fields.OneEmailField),
    LookupKind.AMKA: ("amka", fields.AmkaField),
}
"""What may be the second fact besides the receipt code, read as the form read it."""


class TooLate(Exception):
    """The application is closed, or waits for no papers."""


def find(typed_reference: str, fact: str) -> Application | None:
    """
    The application with this reference, if `fact` is its receipt code or was given in it.

    Two queries and the same hashes whatever is right or wrong, so the time tells nothing.
    """
    number = reference.normalise(typed_reference)
    row = Application.objects.filter(anonymised_at=None).with_reference(number).first()
    pk = row.pk if row else NOBODY
    is_given = LookupHash.objects.filter(application_id=pk, digest__in=digests_of(fact)).exists()
    is_code = receipt_code.fits(pk, fact)
    return row if is_given or is_code else None


def digests_of(fact: str) -> list[str]:
    """The keyed hashes that `fact` has as a phone, an e-mail address and an AMKA."""
    return [blind_index(kind, _normal(kind, fact)) for kind in FACTS]


def _normal(kind: LookupKind, fact: str) -> str:
    name, field = FACTS[kind]
    try:
        return lookup_form(name, field(required=False).clean(fact))
    except ValidationError:
        return ""


def takes_papers(application: Application) -> bool:
    """
    Whether papers may be sent: when staff have asked for some, and after the first of them until
    somebody has looked, for who takes photos sends them one by one.
    """
    return application.is_open and (application.state == State.WAITING or application.answered_at is not None)


@transaction.atomic
def send_papers(application: Application, files: Iterable[Accepted]) -> list[tuple[str, str]]:
    """
    Add checked files to an application that takes papers. Raises TooLate.

    Returns code and name of each that wasn't taken. The first that was brings the application
    back to those who work on it.
    """
    row = _locked(application)
    if not takes_papers(row):
        raise TooLate
    refused, names = [], []
    for file in files:
        try:
            keeping.store(file, question=PAPERS, application=row.pk)
            names.append(file.name)
        except Refused as refusal:
            refused.append((refusal.code, file.name))
    if names:
        row.answered_at = timezone.now()
        row.state = State.IN_REVIEW
        _save(row, EventKind.PAPERS_ARRIVED, text=", ".join(names))
    return refused


@transaction.atomic
def withdraw(application: Application) -> Application:
    """Withdraw an open application: nobody works on it any more. Raises TooLate."""
    row = _locked(application)
    if not row.is_open:
        raise TooLate
    row.state = State.WITHDRAWN
    row.decided_at = timezone.now()
    row.keep_until = retention.keep_until(row)
    _save(row, EventKind.WITHDRAWN)
    notifications.stop(row)
    return row


def _locked(application: Application) -> Application:
    return Application.objects.select_for_update().get(pk=application.pk)


def _save(row: Application, kind: EventKind, *, text: str = "") -> None:
    """Write the changed row as a new version, with the event that says what happened."""
    row.changed_at = timezone.now()
    row.lock_version += 1
    if kind in (EventKind.PAPERS_ARRIVED, EventKind.WITHDRAWN):
        row.state_since = row.changed_at
        row.due_on = deadlines.due_on(row)
    row.save(update_fields=CHANGED)
    record(row, kind, None, text=text, state=row.state)
