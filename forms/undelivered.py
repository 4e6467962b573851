"""Mails that did not arrive: on their way and failing, given up, or sent back."""

from typing import Any

from django.db.models import Q, QuerySet

from forms.models import Mail
from forms.permissions import applications_of

FAILED = Q(sent_at=None) & ~Q(last_error="")
CAME_BACK = Q(bounced_at__isnull=False)


def undelivered(user: Any) -> QuerySet[Mail]:
    """Those about applications that the user assigns, and those to staff."""
    to_staff = Q(application=None, draft=None, user__isnull=False)
    mine = Q(application__in=applications_of(user, "assign").values("pk"))
    return Mail.objects.filter(FAILED | CAME_BACK).filter(mine | to_staff)


def of_application(application: Any) -> QuerySet[Mail]:
    return application.mails.filter(FAILED | CAME_BACK).order_by("owed_at", "pk")
