"""What a person may do with an application now, in groups that say whom it reaches."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forms.enums import State
from forms.permissions import policy
from forms.workflow import may_follow, next_states, outcomes


@dataclass(frozen=True)
class Action:
    """`key` names its address and its entry; `title` stands on the fold, `button` on what sends it."""

    key: str
    title: str | Promise
    button: str | Promise
    is_final: bool = False


@dataclass(frozen=True)
class Group:
    """`readers` says who reads what is written here; `kind` is its look, never the only sign."""

    kind: str
    title: str | Promise
    actions: tuple[Action, ...]
    readers: str | Promise = ""


GROUPS = [
    Group(
        "work",
        _("Go on with it"),
        (
            Action("state", _("Change the state"), _("Change the state")),
            Action("decide", _("Take the decision"), _("Decide for good"), is_final=True),
            Action("close", _("Close it"), _("Close for good"), is_final=True),
            Action("assign", _("Give it to a colleague"), _("Assign")),
        ),
    ),
    Group(
        "applicant",
        _("To the applicant"),
        (
            Action("papers", _("Ask for papers"), _("Ask the applicant for papers")),
            Action("message", _("Write a message"), _("Send it to the applicant")),
        ),
        readers=_("The applicant reads this"),
    ),
    Group(
        "colleagues",
        _("Among ourselves"),
        (Action("note", _("Write a note"), _("Keep the note")),),
        readers=_("Only colleagues read this"),
    ),
]

USUALLY_NEXT = {
    State.RECEIVED: ["state"],
    State.IN_REVIEW: ["decide", "papers"],
    State.WAITING: ["state"],
    State.APPOINTMENT: ["note"],
    State.POSITIVE: ["message"],
    State.NEGATIVE: ["message"],
    State.CLOSED: ["note"],
    State.WITHDRAWN: ["note"],
}
"""What one mostly does next on an application in this state: the first that is offered stands open."""


def offers_of(application, user) -> set[str]:
    """
    Keys of the actions this person may do now, but for those of the sections.

    It is within their reach already: of a sensitive one nobody is asked again whether they are named.
    """
    if application.anonymised_at:
        return set()
    state, form, is_open = application.state, application.form, application.is_open
    change, assign, decide = (
        policy.user_may(user, action, application.unit_id, form) for action in ("change", "assign", "decide")
    )
    own = application.assignee_id == user.pk
    offers = {
        "note": change,
        "take": is_open and change and application.assignee_id is None,
        "release": is_open and ((own and change) or (application.assignee_id and assign)),
        "assign": is_open and assign,
        "state": change and next_states(state, form),
        "papers": is_open and change and may_follow(State.WAITING, state, form),
        "message": change and state != State.WITHDRAWN,
        "decide": is_open and decide and outcomes(state, form),
        "close": is_open and decide and may_follow(State.CLOSED, state, form),
    }
    return {key for key, offered in offers.items() if offered}


def grouped(offers: set[str]) -> list[tuple[Group, list[Action]]]:
    """The groups in which something is offered."""
    listed = [(group, [action for action in group.actions if action.key in offers]) for group in GROUPS]
    return [(group, actions) for group, actions in listed if actions]


def usual_next(state: str, offers: set[str]) -> str:
    """Key of the action that stands open; "" where taking the application comes first."""
    if "take" in offers:
        return ""
    return next((key for key in USUALLY_NEXT[State(state)] if key in offers), "")
