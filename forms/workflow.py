"""Which state of an application may follow which, and what its sender is told of each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forms.enums import DECIDED, OPEN, EventKind, State

FOLLOWS: dict[str, list[State]] = {
    State.RECEIVED: [State.IN_REVIEW],
    State.WAITING: [State.IN_REVIEW],
    State.APPOINTMENT: [State.IN_REVIEW],
}
"""
State as it is → states a case worker may set. A decision is final, so nothing follows one. Waiting
for papers begins with asking for them, so that the applicant knows which.
"""


def next_states(state: str) -> list[State]:
    """States a case worker may set next; empty once decided."""
    return FOLLOWS.get(State(state), [])


def outcomes(state: str) -> list[State]:
    """Decisions that may be taken now: all of them while the application is open, then none."""
    return DECIDED if state in OPEN else []


@dataclass(frozen=True)
class PublicState:
    """What the sender of an application reads about its state."""

    label: str | Promise
    meaning: str | Promise
    kind: str = "neutral"
    """As of `components/tag.html`."""


DECISION = PublicState(
    _("There is a decision"), _("The office tells you what it says: by post, by phone or in person."), "ok"
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

TOLD_OF: dict[str, str | Promise] = {
    EventKind.SENT: _("You sent the application"),
    EventKind.ENTERED: _("We keyed the application in for you"),
    EventKind.PAPERS_ASKED: _("We asked for papers"),
    EventKind.PAPERS_ARRIVED: _("You sent papers"),
    EventKind.TOLD: _("We wrote to you"),
    EventKind.DECIDED: _("There is a decision"),
    EventKind.WITHDRAWN: _("You withdrew the application"),
}
"""Events that the sender of an application is told of; all others stay in the office."""

MEANT_FOR_APPLICANTS = [EventKind.PAPERS_ASKED, EventKind.TOLD]
"""Events whose text was written for the applicant."""
