"""The queues staff work from: what each holds, and how much waits in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.utils import get_user_display_name

from forms.enums import OPEN, State
from forms.inbox.due import due
from forms.models import Application, Unit
from forms.permissions import applications_of, policy

NOW, ALL = "now", "all"
IS_OPEN = Q(state__in=OPEN)
COUNTED = "_inbox_counts"
"""Attribute of a request that keeps them."""

NAME = ["last_name", "first_name", "username"]
Choices = list[tuple[str, str]]
"""Values and what they are called, in the order of what they are called."""
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


@dataclass(frozen=True)
class Counts:
    """How many applications lie in each queue; and the forms, units and colleagues that these belong to."""

    by_queue: dict[str, int]
    forms: Choices
    """Also those whose page is long gone."""
    units: Choices
    colleagues: Choices

    def __iter__(self):
        return ((queue, self.by_queue[queue.key]) for queue in QUEUES)

    def of(self, keys: Iterable[str]) -> list[tuple[Queue, int]]:
        return [(queue, count) for queue, count in self if queue.key in keys]


def counted(request) -> Counts:
    """What waits for who asks, once a request: the list, the menu and the dashboard say the same."""
    if not hasattr(request, COUNTED):
        setattr(request, COUNTED, count(request.user))
    return getattr(request, COUNTED)


def count(user) -> Counts:
    """One query, whose few groups also tell what the list can be narrowed by."""
    numbers = {key: Count("pk", filter=rows) for key, rows in conditions(user).items()}
    of_form = Application.objects.filter(form=OuterRef("form")).order_by("-sent_at")
    unit = Unit.objects.filter(pk=OuterRef("unit"))
    assignee = get_user_model().objects.filter(pk=OuterRef("assignee"))
    groups = list(
        applications_of(user)
        .order_by()
        .values("form", "unit", "assignee")
        .annotate(**numbers)
        .annotate(
            form_title=Subquery(of_form.values("form_title")[:1]),
            unit_name=Subquery(unit.values("name")),
            **{name: Subquery(assignee.values(name)) for name in NAME},
        )
    )
    people = {each["assignee"]: {name: each[name] for name in NAME} for each in groups if each["assignee"]}
    people.pop(user.pk, None)
    return Counts(
        {queue.key: sum(group[queue.key] for group in groups) for queue in QUEUES},
        choices({group["form"]: group["form_title"] for group in groups}),
        choices({group["unit"]: group["unit_name"] for group in groups}),
        choices({pk: get_user_display_name(get_user_model()(**name)) for pk, name in people.items()}),
    )


def choices(names: dict) -> Choices:
    return sorted(((str(key), name) for key, name in names.items()), key=lambda choice: choice[1])
