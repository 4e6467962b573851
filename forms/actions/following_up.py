"""
What an applicant does after sending: find the application again, send papers, withdraw.

Each is one change as `forms.actions.changing` makes it; it grows the version, so that staff who
looked at an older state notice.
"""

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from forms import failpoints, fields, notifications, receipt_code, reference, retention
from forms.actions import appointments
from forms.actions.applying import lookup_form
from forms.actions.casework import mail_applicant
from forms.actions.changing import changing, enter, locked, record
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
    row = locked(application)
    if not takes_papers(row):
        raise TooLate
    refused, names = [], []
    for file in files:
        try:
            keeping.store(file, question=PAPERS, application=row.pk)
            names.append(file.name)
        except Refused as refusal:
            refused.append((refusal.code, file.name))
    failpoints.pass_by("after_files")
    if names:
        with changing(row, row.lock_version) as row:
            if row.state != State.IN_REVIEW:
                enter(row, State.IN_REVIEW)
            row.answered_at = timezone.now()
            record(row, EventKind.PAPERS_ARRIVED, None, text=", ".join(names), state=row.state)
    return refused


def withdraw(application: Application) -> Application:
    """
    Withdraw an open application: nobody works on it any more. Raises TooLate.

    Nothing that was still to be mailed leaves but a confirmation, for whoever withdraws it may not be
    who sent it.
    """
    with changing(application, None, open_only=False) as row:
        if not row.is_open:
            raise TooLate
        enter(row, State.WITHDRAWN)
        row.decided_at = timezone.now()
        row.keep_until = retention.keep_until(row)
        record(row, EventKind.WITHDRAWN, None, state=row.state)
        appointments.drop_planned(row)
        notifications.stop(row)
        mail_applicant(row, "withdrawn")
    return row
