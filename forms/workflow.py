"""
Which state of an application may follow which, and what staff and its sender are told of each.

What a form says or asks otherwise lies in its `WorkflowState` rows; where there is none, this speaks.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forms import form_states
from forms.enums import DECIDED, EventKind, State
from forms.models import ClosingReason

ENDS = [*DECIDED, State.WITHDRAWN]

FOLLOWS: dict[str, list[State]] = {
    State.RECEIVED: [State.IN_REVIEW, State.WAITING, State.APPOINTMENT, *ENDS],
    State.IN_REVIEW: [State.WAITING, State.APPOINTMENT, *ENDS],
    State.WAITING: [State.IN_REVIEW, State.WAITING, State.APPOINTMENT, *ENDS],
    State.APPOINTMENT: [State.IN_REVIEW, State.WAITING, State.APPOINTMENT, *ENDS],
}
"""State as it is → states that may be next. An end is final, so nothing follows one."""

CHOSEN = [State.IN_REVIEW]
"""
States a case worker just sets. Each other begins with what it is about: papers asked for, an
appointment made, a decision, a reason for closing, the applicant's withdrawal.
"""

ALWAYS_USED = [State.RECEIVED, State.IN_REVIEW, State.WITHDRAWN]
"""States no form goes without."""

USUAL_DAYS: dict[str, int] = {State.RECEIVED: 3, State.IN_REVIEW: 10}
"""
Working days for the next step, unless the form asks otherwise. While the office waits for papers,
or for the day of an appointment, its clock rests.
"""

USUAL_WARNING = 2
"""Working days before its last day that a step is pointed out."""


def may_follow(state: str, before: str, form: UUID | str) -> bool:
    """Whether `state` may come after `before` on an application of this form."""
    return state in FOLLOWS.get(before, []) and is_used(state, form)


def next_states(state: str, form: UUID | str) -> list[State]:
    """States a case worker may set next by choosing; empty once it has ended."""
    return [each for each in CHOSEN if may_follow(each, state, form)]


def outcomes(state: str, form: UUID | str) -> list[State]:
    """Decisions that may be taken now. Closing is none: it takes a reason (`closing_reasons`)."""
    return [each for each in (State.POSITIVE, State.NEGATIVE) if may_follow(each, state, form)]


def is_used(state: str, form: UUID | str) -> bool:
    """Whether applications of this form come into this state."""
    row = form_states.row(form, state)
    return state in ALWAYS_USED or row is None or row.is_used


def closing_reasons() -> QuerySet[ClosingReason]:
    """Reasons for closing that are offered, in their order."""
    return ClosingReason.objects.filter(is_offered=True)


def staff_label(application: Any) -> str:
    """What staff call the state of this application, in the language that is active."""
    return label_of(application.state, application.form)


def label_of(state: str, form: UUID | str) -> str:
    """What staff call a state of this form, in the language that is active."""
    return _said(state, form, "staff") or str(State(state).label)


def days_of(state: str, form: UUID | str) -> tuple[int | None, int]:
    """Working days for the next step, None without a deadline; and how many of them are a warning."""
    row = form_states.row(form, state)
    if row is not None:
        return row.working_days, row.amber_days
    return USUAL_DAYS.get(state), USUAL_WARNING


@dataclass(frozen=True)
class PublicState:
    """What the sender of an application reads about its state."""

    label: str | Promise
    meaning: str | Promise
    kind: str = "neutral"
    """As of `components/tag.html`."""


DECISION = PublicState(
    _("It has been dealt with"),
    _("The office tells you the outcome: by post, by phone or in person."),
    "ok",
)
"""One for every outcome: what was decided is told by people, to the right person."""

PUBLIC: dict[str, PublicState] = {
    State.RECEIVED: PublicState(
        _("It has arrived"), _("Your application is with the office. Nobody has begun to work on it yet.")
    ),
    State.IN_REVIEW: PublicState(
        _("Somebody is working on it"), _("The office is looking at your application.")
    ),
    State.WAITING: PublicState(
        _("We need something from you"), _("The office can't go on before it has it."), "wait"
    ),
    State.APPOINTMENT: PublicState(_("There is an appointment"), _("You find when and where below."), "wait"),
    State.POSITIVE: DECISION,
    State.NEGATIVE: DECISION,
    State.CLOSED: DECISION,
    State.WITHDRAWN: PublicState(
        _("You have withdrawn it"),
        _("Nobody works on it any more. If you change your mind, make a new application."),
    ),
}


def public_state(application: Any) -> PublicState:
    """What the sender reads, in the language that is active."""
    return public_of(application.state, application.form)


def public_of(state: str, form: UUID | str) -> PublicState:
    """
    What senders read about a state of this form, in the language that is active.

    Every outcome says what a positive one says: nobody learns here what was decided.
    """
    usual = PUBLIC[state]
    told = State.POSITIVE if state in DECIDED else state
    label, meaning = (_said(told, form, part) for part in ("public", "meaning"))
    return PublicState(label or usual.label, meaning or usual.meaning, usual.kind)


def _said(state: str, form: UUID | str, part: str) -> str:
    """What the form itself says, in the active language or, without words in that, not at all."""
    row = form_states.row(form, state)
    words = row.words if row else {}
    return words.get(get_language() or settings.LANGUAGE_CODE, {}).get(part, "")


TOLD_OF: dict[str, str | Promise] = {
    EventKind.SENT: _("You sent the application"),
    EventKind.ENTERED: _("We keyed the application in for you"),
    EventKind.PAPERS_ASKED: _("We asked for papers"),
    EventKind.PAPERS_ARRIVED: _("You sent papers"),
    EventKind.TOLD: _("We wrote to you"),
    EventKind.APPOINTMENT_MADE: _("We set an appointment"),
    EventKind.APPOINTMENT_MOVED: _("We moved the appointment"),
    EventKind.APPOINTMENT_CANCELLED: _("The appointment was cancelled"),
    EventKind.CORRECTED: _("We corrected one of your answers"),
    EventKind.DECIDED: _("We have dealt with the application"),
    EventKind.WITHDRAWN: _("You withdrew the application"),
}
"""Events that the sender of an application is told of; all others stay in the office."""

MEANT_FOR_APPLICANTS = [EventKind.PAPERS_ASKED, EventKind.TOLD]
"""Events whose text was written for the applicant."""

OF_THE_PERSON = [*MEANT_FOR_APPLICANTS, EventKind.CORRECTED]
"""Events whose text is the person's to have, if they ask what is held about them."""
