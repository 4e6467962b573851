"""What waits for one of the staff today: counts and addresses of the inbox, nothing of anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import ngettext

from forms import addresses, deadlines
from forms.enums import OPEN
from forms.permissions import applications_of, policy
from forms.undelivered import undelivered

IS_OPEN = Q(state__in=OPEN)


@dataclass(frozen=True)
class Line:
    text: str
    url: str


def lines(user: Any, today: date) -> list[Line]:
    """What waits for them, in the language that is active; [] when nothing does."""
    found = list(of_worker(user, today))
    if policy.user_has_permission(user, "assign"):
        found += of_supervisor(user, today)
    return found


def of_worker(user: Any, today: date) -> Iterator[Line]:
    """What is assigned to them."""
    mine = (
        applications_of(user)
        .filter(IS_OPEN, assignee=user)
        .aggregate(
            late=Count("pk", filter=deadlines.red(today)),
            soon=Count("pk", filter=deadlines.amber(today)),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
        )
    )
    if count := mine["late"]:
        text = ngettext(
            "%(count)d of your applications is late", "%(count)d of your applications are late", count
        )
        yield _line(text, count, assignee="me", due="overdue")
    if count := mine["soon"]:
        text = ngettext(
            "%(count)d of your applications is due soon", "%(count)d of your applications are due soon", count
        )
        yield _line(text, count, assignee="me", queue="due")
    if count := mine["answered"]:
        text = ngettext(
            "%(count)d of your applications was answered by the applicant",
            "%(count)d of your applications were answered by the applicant",
            count,
        )
        yield _line(text, count, assignee="me", queue="answered")


def of_supervisor(user: Any, today: date) -> Iterator[Line]:
    """What those who assign look after."""
    rows = applications_of(user, "assign").filter(IS_OPEN)
    count = rows.aggregate(
        unassigned=Count("pk", filter=Q(assignee=None)), late=Count("pk", filter=deadlines.red(today))
    )
    if unassigned := count["unassigned"]:
        text = ngettext(
            "%(count)d application is nobody's yet", "%(count)d applications are nobody's yet", unassigned
        )
        yield _line(text, unassigned, queue="unassigned")
    if late := count["late"]:
        text = ngettext("%(count)d application is late", "%(count)d applications are late", late)
        yield _line(text, late, due="overdue")
    if failed := undelivered(user).count():
        text = ngettext("%(count)d mail did not arrive", "%(count)d mails did not arrive", failed)
        yield Line(text % {"count": failed}, addresses.whole(reverse("applications:mails")))


def _line(text: str, count: int, **query: str) -> Line:
    address = f"{reverse('applications:index')}?{urlencode(query)}"
    return Line(text % {"count": count}, addresses.whole(address))
