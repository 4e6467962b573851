"""
Who may do what with applications.

The only source of reach is `UnitPermission`: what a group may do with the applications of one
unit. Neither a role in the CMS nor `is_superuser` opens an application; an administrator who
has to see some joins a group that may.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BaseDjangoAuthPermissionPolicy

from forms.models import Application, UnitPermission

ACTIONS = ["view", "enter", "change", "decide", "assign"]
"""What a group may be allowed for a unit, in the order of growing responsibility."""


class ApplicationPolicy(BaseDjangoAuthPermissionPolicy):
    """Answers Wagtail's questions about applications from UnitPermission, asked once a request."""

    permission_cache_name = "_application_permissions"

    def get_all_permissions_for_user(self, user):
        """Pairs of permission codename and unit id."""
        if not (user.is_active and user.is_authenticated):
            return set()
        return set(
            UnitPermission.objects.filter(group__user=user).values_list("permission__codename", "unit_id")
        )

    def user_has_permission(self, user, action):
        wanted = self._get_permission_codename(action)
        return any(held == wanted for held, _unit in self.get_cached_permissions_for_user(user))

    def user_has_permission_for_instance(self, user, action, instance):
        wanted = (self._get_permission_codename(action), instance.unit_id)
        return wanted in self.get_cached_permissions_for_user(user)

    def units_user_has_permission_for(self, user, action):
        """Ids of the units for whose applications the user holds `action`."""
        wanted = self._get_permission_codename(action)
        return {unit for held, unit in self.get_cached_permissions_for_user(user) if held == wanted}

    def instances_user_has_any_permission_for(self, user, actions):
        units = set().union(*(self.units_user_has_permission_for(user, action) for action in actions))
        return Application.objects.filter(unit_id__in=units)

    def users_with_any_permission(self, actions):
        return self._users(Q(permission__in=self.permissions_for(actions)))

    def users_with_any_permission_for_instance(self, actions, instance):
        return self._users(Q(permission__in=self.permissions_for(actions), unit_id=instance.unit_id))

    def permissions_for(self, actions) -> QuerySet[Permission]:
        """The Permission rows that `UnitPermission` names for these actions."""
        codenames = self._get_permission_codenames(actions)
        return Permission.objects.filter(content_type__app_label=self.app_label, codename__in=codenames)

    def _users(self, held: Q) -> QuerySet:
        groups = UnitPermission.objects.filter(held).values("group")
        users = get_user_model().objects.filter(is_active=True, groups__in=groups)
        return users.distinct().order_by("last_name", "first_name", "username")


policy = ApplicationPolicy(Application)


def user_works_applications(user) -> bool:
    """Some applications are this person's to see."""
    return policy.user_has_permission(user, "view")


def user_can_view(user, application) -> bool:
    return policy.user_has_permission_for_instance(user, "view", application)


def user_can_change(user, application) -> bool:
    """Take, release, note, change the state."""
    return policy.user_has_permission_for_instance(user, "change", application)


def user_can_assign(user, application) -> bool:
    """Give it to a colleague, or take it from one."""
    return policy.user_has_permission_for_instance(user, "assign", application)


def user_can_decide(user, application) -> bool:
    return policy.user_has_permission_for_instance(user, "decide", application)


def units_entered_for(user) -> set[int]:
    """
    Ids of the units for which the user keys in applications for others.

    Keying in ends at the application, so it takes the right to see it too.
    """
    held = [policy.units_user_has_permission_for(user, action) for action in ("enter", "view")]
    return set.intersection(*held)


def applications_of(user, action: str = "view") -> QuerySet[Application]:
    """Applications for which the user holds `action`."""
    return policy.instances_user_has_permission_for(user, action)


def colleagues(application, action: str = "change") -> QuerySet:
    """Active staff to whom the application may be given."""
    return policy.users_with_permission_for_instance(action, application)
