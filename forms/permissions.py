"""
Who may do what with applications.

The only source of reach is `UnitPermission`: what a group may do with the applications of one
unit, of all its forms or of one. Neither a role in the CMS nor `is_superuser` opens an
application; an administrator who has to see some joins a group that may. Sensitive applications
are within reach only of those named for them (`NamedReader`), on top of that.
"""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BaseDjangoAuthPermissionPolicy

from forms.models import Application, NamedReader, UnitPermission

ACTIONS = [
    "view",
    "enter",
    "change",
    "decide",
    "assign",
    "export",
    "restrict",
    "erase",
    "audit",
    "count",
]
"""
What a group may be allowed for a unit, in the order of growing responsibility; the last two stand
apart: `audit` reads the trail and `count` the numbers, neither shows an application.
"""

WITHOUT_ANSWERS = {"audit", "count"}
"""Actions that show nobody's answers: being named makes no difference to them."""

Held = tuple[str, int, UUID | None]
"""Permission codename, unit id, and the form it is limited to, or None."""


class ApplicationPolicy(BaseDjangoAuthPermissionPolicy):
    """Answers Wagtail's questions about applications from UnitPermission, asked once a request."""

    permission_cache_name = "_application_permissions"

    def get_all_permissions_for_user(self, user) -> set[Held]:
        if not (user.is_active and user.is_authenticated):
            return set()
        held = UnitPermission.objects.filter(group__user=user)
        return set(held.values_list("permission__codename", "unit_id", "form"))

    def user_has_permission(self, user, action):
        wanted = self._get_permission_codename(action)
        return any(codename == wanted for codename, _unit, _form in self._held_by(user))

    def user_has_permission_for_instance(self, user, action, instance):
        if not self.user_may(user, action, instance.unit_id, instance.form):
            return False
        return action in WITHOUT_ANSWERS or not instance.is_sensitive or self.is_named(user, instance)

    def user_may(self, user, action, unit_id: int, form: UUID) -> bool:
        """Whether the user holds `action` for the applications that a unit gets through a form."""
        codename, held = self._get_permission_codename(action), self._held_by(user)
        return (codename, unit_id, None) in held or (codename, unit_id, form) in held

    def is_named(self, user, application) -> bool:
        """Whether the user is named for this application, or for its form; asked once a request."""
        known = user.__dict__.setdefault("_named_for_applications", {})
        if application.pk not in known:
            named = NamedReader.objects.filter(user=user)
            of_form_or_single = Q(form=application.form) | Q(application=application)
            known[application.pk] = named.filter(of_form_or_single).exists()
        return known[application.pk]

    def units_user_has_permission_for(self, user, action):
        """Ids of the units for some of whose applications the user holds `action`."""
        wanted = self._get_permission_codename(action)
        return {unit for codename, unit, _form in self._held_by(user) if codename == wanted}

    def places_held(self, user, action) -> set[tuple[int, UUID | None]]:
        """Where the user holds `action`: units, each with one of its forms, or None for all of them."""
        wanted = self._get_permission_codename(action)
        return {(unit, form) for codename, unit, form in self._held_by(user) if codename == wanted}

    def instances_user_has_any_permission_for(self, user, actions):
        rows = Application.objects.filter(self.within_reach(user, actions))
        if WITHOUT_ANSWERS.issuperset(actions):
            return rows
        named_for = NamedReader.objects.filter(user=user)
        of_form = Q(form__in=named_for.filter(application=None).values("form"))
        single = Q(pk__in=named_for.filter(form=None).values("application"))
        return rows.filter(Q(is_sensitive=False) | of_form | single)

    def users_with_any_permission(self, actions):
        return self.holders(Q(permission__in=self.permissions_for(actions)))

    def users_with_any_permission_for_instance(self, actions, instance):
        of_form = Q(form=None) | Q(form=instance.form)
        held = Q(permission__in=self.permissions_for(actions), unit_id=instance.unit_id)
        users = self.holders(held & of_form)
        if not instance.is_sensitive:
            return users
        named = NamedReader.objects.filter(Q(form=instance.form) | Q(application=instance))
        return users.filter(pk__in=named.values("user"))

    def permissions_for(self, actions) -> QuerySet[Permission]:
        """The Permission rows that `UnitPermission` names for these actions."""
        codenames = self._get_permission_codenames(actions)
        return Permission.objects.filter(content_type__app_label=self.app_label, codename__in=codenames)

    def _held_by(self, user) -> set[Held]:
        return self.get_cached_permissions_for_user(user)

    def within_reach(self, user, actions) -> Q:
        """
        Rows of the units and forms for which any of the actions is held: for nobody, no row.

        Rights for one form add to those for whole units, so each stands in its own condition.
        """
        wanted = self._get_permission_codenames(actions)
        held = [(unit, form) for codename, unit, form in self._held_by(user) if codename in wanted]
        reach = Q(unit_id__in={unit for unit, form in held if form is None})
        for unit, form in held:
            if form is not None:
                reach |= Q(unit_id=unit, form=form)
        return reach

    def holders(self, held: Q) -> QuerySet:
        groups = UnitPermission.objects.filter(held).values("group")
        users = get_user_model().objects.filter(is_active=True, groups__in=groups)
        return users.distinct().order_by("last_name", "first_name", "username")


policy = ApplicationPolicy(Application)


def user_works_applications(user) -> bool:
    """Some applications are this person's to see."""
    return policy.user_has_permission(user, "view")


def user_can(user, action: str, application) -> bool:
    """Whether the user holds one of ACTIONS for this application."""
    return policy.user_has_permission_for_instance(user, action, application)


def user_can_view(user, application) -> bool:
    return user_can(user, "view", application)


def user_can_change(user, application) -> bool:
    """Take, release, note, change the state."""
    return user_can(user, "change", application)


def user_can_assign(user, application) -> bool:
    """Give it to a colleague, or take it from one."""
    return user_can(user, "assign", application)


def user_can_decide(user, application) -> bool:
    return user_can(user, "decide", application)


def user_can_enter(user, page) -> bool:
    """
    Whether the user keys in applications through this form page for others.

    Keying in ends at the application, so it takes the right to see it too.
    """
    return all(
        policy.user_may(user, action, page.unit_id, page.translation_key) for action in ("enter", "view")
    )


def units_entered_for(user) -> set[int]:
    """Ids of the units for which the user keys in applications for others, through some form."""
    held = [policy.units_user_has_permission_for(user, action) for action in ("enter", "view")]
    return set.intersection(*held)


def applications_of(user, action: str = "view") -> QuerySet[Application]:
    """Applications for which the user holds `action`."""
    return policy.instances_user_has_permission_for(user, action)


def colleagues(application, action: str = "change") -> QuerySet:
    """Active staff to whom the application may be given."""
    return policy.users_with_permission_for_instance(action, application)


def within_reach(user, action: str) -> QuerySet[Application]:
    """
    Applications of the units and forms for which the user holds `action`, sensitive ones too, whoever
    is named for them: to be counted, never shown.
    """
    return Application.objects.filter(policy.within_reach(user, [action]))


def may_be_named(units: set[int], form: UUID) -> QuerySet:
    """Active staff who may see what these units get through the form, if it isn't sensitive."""
    held = Q(permission__in=policy.permissions_for(["view"]), unit__in=units)
    return policy.holders(held & (Q(form=None) | Q(form=form)))
