"""What the figures keep of an application before it goes, so that no past figure changes."""

from datetime import datetime

from django.utils import timezone

from forms.enums import AppointmentState, State
from forms.models import Application, PastCase, PastSession


def keep_figures(application: Application) -> PastCase:
    """
    Keep its days and hours, in the transaction in which the application is deleted.

    Only before deletion: an anonymised application stays a row and is counted as one. One that is erased
    while it is open counts as withdrawn that day: it doesn't wait any longer.
    """
    withdrawn = application.decided_by_id is None
    state = State.WITHDRAWN if application.is_open else application.state
    case = PastCase.objects.create(
        form=application.form,
        form_title=application.form_title,
        unit_id=application.unit_id,
        channel=application.channel,
        state=state,
        closing_reason_id=application.closing_reason_id,
        received_on=timezone.localdate(application.sent_at),
        ended_on=timezone.localdate(application.decided_at or timezone.now()),
        hours_to_first_look=_hours(application.sent_at, application.first_read_at),
        hours_to_decision=None if withdrawn else _hours(application.sent_at, application.decided_at),
    )
    held = application.appointments.filter(state=AppointmentState.ATTENDED)
    PastSession.objects.bulk_create(
        PastSession(case=case, held_on=timezone.localdate(starts_at))
        for starts_at in held.values_list("starts_at", flat=True)
    )
    return case


def _hours(start: datetime, end: datetime | None) -> int | None:
    """Whole hours between two moments; None as long as the second hasn't come."""
    return None if end is None else max(0, int((end - start).total_seconds() // 3600))
