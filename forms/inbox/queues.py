"""The queues staff work from: what each holds, and how much waits in it."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms.enums import OPEN, State
from forms.inbox.due import due
from forms.permissions import policy

NOW, ALL = "now", "all"
IS_OPEN = Q(state__in=OPEN)
UNREAD = Q(first_read_at=None)
ANSWERED = IS_OPEN & Q(answered_at__isnull=False)


@dataclass(frozen=True)
class Queue:
    key: str
    label: str | Promise

    @property
    def url(self) -> str:
        """What needs me now is what the list shows when it is asked for nothing."""
        return reverse("applications:index") + ("" if self.key == NOW else f"?queue={self.key}")


QUEUES = [
    Queue(NOW, _("What needs me now")),
    Queue("unread", pgettext_lazy("applications", "Unread")),
    Queue("mine", pgettext_lazy("applications", "Mine")),
    Queue("unassigned", pgettext_lazy("applications", "Unassigned")),
    Queue("answered", pgettext_lazy("applications", "Answered")),
    Queue("waiting", pgettext_lazy("applications", "Waiting")),
    Queue("due", pgettext_lazy("applications", "Due")),
    Queue("open", pgettext_lazy("applications", "Open")),
    Queue(ALL, pgettext_lazy("applications", "All")),
]


def conditions(user) -> dict[str, Q]:
    """
    Which applications within the user's reach each queue holds.

    What needs somebody now: what is theirs, and of what they may work on, whatever is nobody's, is
    soon or already due, or was answered by the applicant since anybody looked.
    """
    today = timezone.localdate()
    mine, unassigned = Q(assignee=user), Q(assignee=None)
    workable = policy.within_reach(user, ["change"]) & (unassigned | ANSWERED | due(today))
    return {
        NOW: IS_OPEN & (mine | workable),
        "unread": UNREAD,
        "mine": IS_OPEN & mine,
        "unassigned": IS_OPEN & unassigned,
        "answered": ANSWERED,
        "waiting": Q(state=State.WAITING),
        "due": due(today),
        "open": IS_OPEN,
        ALL: Q(),
    }
