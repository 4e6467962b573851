"""Applications of some months, as they would have come in and ended."""

import datetime
import uuid

from django.utils import timezone

from forms.enums import AppointmentState, Channel, Means, State
from forms.models import Appointment
from tests.forms.inbox import factories

FORMS = {"Αίτηση συμβουλευτικής": uuid.UUID(int=1), "Βεβαίωση αστεγίας": uuid.UUID(int=2)}


def case(of, *, on, title="Αίτηση συμβουλευτικής", looked_after=5, ended_after=None, state=None, **fields):
    """
    Received on a day at ten o'clock; first looked at after so many hours; ended after so many days in
    `state`, with a worker's name unless it was withdrawn.
    """
    sent_at = timezone.make_aware(datetime.datetime(on.year, on.month, on.day, 10))
    values = {"channel": Channel.ONLINE, "form": FORMS[title]} | fields
    if looked_after is not None:
        values["first_read_at"] = sent_at + datetime.timedelta(hours=looked_after, minutes=20)
    if ended_after is not None:
        values |= {"decided_at": sent_at + datetime.timedelta(days=ended_after), "state": state}
        if state == State.WITHDRAWN:
            values.pop("decided_by", None)
    row = factories.application(of=of, sent_at=sent_at, **values)
    type(row).objects.filter(pk=row.pk).update(form_title=title)
    return row


def session(application, on, by, state=AppointmentState.ATTENDED):
    starts_at = timezone.make_aware(datetime.datetime(on.year, on.month, on.day, 12))
    row = Appointment(
        application=application,
        starts_at=starts_at,
        means=Means.OFFICE,
        state=state,
        made_at=starts_at,
        made_by=by,
    )
    row.where = "Γραφείο 3"
    row.save(force_insert=True)
    return row
