"""The queues staff work from: saved filters of the list, with how much waits in each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from forms.enums import OPEN
from forms.permissions import applications_of

OPEN_STATES = [("state", state.value) for state in OPEN]
IS_OPEN = Q(state__in=OPEN)


@dataclass(frozen=True)
class Queue:
    """`query` is the list's filter as it stands in the address; `rows(user)` means the same."""

    key: str
    label: str | Promise
    query: tuple[tuple[str, str], ...]

    def rows(self, user):
        return {
            "unread": Q(first_read_at=None),
            "mine": IS_OPEN & Q(assignee=user),
            "unassigned": IS_OPEN & Q(assignee=None),
            "open": IS_OPEN,
            "all": Q(),
        }[self.key]

    @property
    def url(self):
        return reverse("applications:index") + (f"?{urlencode(self.query)}" if self.query else "")


QUEUES = [
    Queue("unread", pgettext_lazy("applications", "Unread"), (("read", "no"),)),
    Queue("mine", pgettext_lazy("applications", "Mine"), (("assignee", "mine"), *OPEN_STATES)),
    Queue("unassigned", pgettext_lazy("applications", "Unassigned"), (("assignee", "nobody"), *OPEN_STATES)),
    Queue("open", pgettext_lazy("applications", "Open"), tuple(OPEN_STATES)),
    Queue("all", pgettext_lazy("applications", "All"), ()),
]


def counted(user) -> list[tuple[Queue, int]]:
    """Each queue with the number of the user's applications in it; one query."""
    counts = applications_of(user).aggregate(
        **{queue.key: Count("pk", filter=queue.rows(user)) for queue in QUEUES}
    )
    return [(queue, counts[queue.key]) for queue in QUEUES]
