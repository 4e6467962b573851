"""Who works applications off beside somebody, and how much each has in hand."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet

from forms.enums import OPEN
from forms.permissions import policy


def colleagues_in(units: set[int]) -> QuerySet:
    """Active staff who may work on applications of any of these units, of all their forms or of some."""
    held = {
        "groups__unit_permissions__unit__in": units,
        "groups__unit_permissions__permission__in": policy.permissions_for(["change"]),
    }
    people = get_user_model().objects.filter(is_active=True, **held)
    return people.distinct().order_by("last_name", "first_name", "username")


def with_workload(people: QuerySet) -> QuerySet:
    """Each with `in_hand`, how many open applications are theirs, wherever those lie."""
    users = get_user_model().objects.filter(pk__in=people.order_by().values("pk"))
    in_hand = Count("assigned_applications", filter=Q(assigned_applications__state__in=OPEN))
    return users.annotate(in_hand=in_hand).order_by("last_name", "first_name", "username")
