"""The boxes in the form of a group: what it may do with the applications of each unit."""

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from forms.models import Unit, UnitPermission
from forms.permissions import ACTIONS, policy

LABELS = {
    "view": _("See"),
    "enter": _("Key in for others"),
    "change": _("Work on"),
    "decide": _("Decide"),
    "assign": _("Assign to others"),
    "export": _("Export"),
    "restrict": _("Name who sees sensitive ones"),
    "erase": _("Erase on request"),
    "audit": _("Read the trail"),
    "count": _("See the numbers"),
}


class GroupUnitPermissionsForm(forms.Form):
    """One row of boxes a unit. Wagtail calls it with `instance`, the group, and shows `as_admin_panel`."""

    prefix = "unit_permissions"

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = instance
        self.units = list(Unit.objects.all())
        for unit in self.units:
            self.fields[self._name(unit)] = forms.MultipleChoiceField(
                label=unit.name,
                choices=[(action, LABELS[action]) for action in ACTIONS],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=self._held(unit),
            )

    def _name(self, unit):
        return f"unit_{unit.pk}"

    def _held(self, unit):
        if self.group is None or self.group.pk is None:
            return []
        codenames = set(
            UnitPermission.objects.filter(group=self.group, unit=unit).values_list(
                "permission__codename", flat=True
            )
        )
        return [action for action in ACTIONS if policy._get_permission_codename(action) in codenames]

    @property
    def rows(self):
        return [self[self._name(unit)] for unit in self.units]

    @property
    def headings(self):
        return [LABELS[action] for action in ACTIONS]

    def save(self):
        for unit in self.units:
            wanted = self.cleaned_data[self._name(unit)]
            permissions = policy.permissions_for(wanted)
            held = UnitPermission.objects.filter(group=self.group, unit=unit)
            held.exclude(permission__in=permissions).delete()
            for permission in permissions:
                UnitPermission.objects.get_or_create(group=self.group, unit=unit, permission=permission)

    def as_admin_panel(self):
        return render_to_string("forms/inbox/group_panel.html", {"form": self})
