"""Which state of an application may follow which: the one place that says so."""

from forms.enums import DECIDED, OPEN, State

FOLLOWS: dict[str, list[State]] = {
    State.RECEIVED: [State.IN_REVIEW, State.WAITING],
    State.IN_REVIEW: [State.WAITING],
    State.WAITING: [State.IN_REVIEW],
}
"""State as it is → states a case worker may set. A decision is final, so nothing follows one."""


def next_states(state: str) -> list[State]:
    """States a case worker may set next; empty once decided."""
    return FOLLOWS.get(State(state), [])


def outcomes(state: str) -> list[State]:
    """Decisions that may be taken now: all of them while the application is open, then none."""
    return DECIDED if state in OPEN else []
