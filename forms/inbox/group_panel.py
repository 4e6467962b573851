"""
The boxes in the form of a group: what it may do with the applications of each unit and form.

Nobody gives away what they don't hold themselves, but for administrators. Each change is recorded.
"""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from forms import trail, whence
from forms.enums import AccessKind
from forms.models import Application, ApplicationFormPage, Unit, UnitPermission
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

MEANINGS = {
    "view": _(
        "Open applications with their files and history. All that follows, up to erasing, needs it too."
    ),
    "enter": _("Fill in the form for somebody at the counter or on the telephone."),
    "change": _("Take, ask for papers, write to the applicant, set appointments, note."),
    "decide": _("Decide, close, and say that something must not be deleted."),
    "assign": _("Give applications to colleagues."),
    "export": _("Take lists and whole applications along."),
    "restrict": _("Say who sees sensitive applications."),
    "erase": _("Erase what somebody asks to be erased; see what the end of its time removes."),
    "audit": _("Read who saw and did what. Shows no answers."),
    "count": _("See the figures and the yearly report. Shows no application."),
}


@dataclass(frozen=True)
class Row:
    """One line of boxes: of a unit, all its forms (`form` None) or one."""

    unit: Unit
    form: UUID | None
    label: str

    @property
    def name(self) -> str:
        return f"unit_{self.unit.pk}" + (f"_{self.form.hex}" if self.form else "")


class RightsField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class GroupUnitPermissionsForm(forms.Form):
    """Wagtail calls it with `instance`, the group, and shows `as_admin_panel`."""

    prefix = "unit_permissions"

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.group, self.giver = instance, whence.user()
        for row in self.rows:
            self.fields[row.name] = RightsField(
                label=row.label,
                choices=[(action, LABELS[action]) for action in ACTIONS],
                required=False,
                initial=[action for action in ACTIONS if action in self.held[row]],
            )

    @cached_property
    def rows(self) -> list[Row]:
        """All there are, unit by unit: first all its forms, then each, also one whose page is gone."""
        titles: dict[int, dict[UUID, str]] = {}
        sent = Application.objects.order_by().values_list("unit", "form", "form_title").distinct()
        given = UnitPermission.objects.exclude(form=None).values_list("unit", "form").distinct()
        pages = ApplicationFormPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        for unit, form in given:
            titles.setdefault(unit, {})[form] = str(_("A form that is gone"))
        for unit, form, title in sent:
            titles.setdefault(unit, {})[form] = title
        for unit, form, title in pages.values_list("unit", "translation_key", "title"):
            titles.setdefault(unit, {})[form] = title
        rows = []
        for unit in Unit.objects.all():
            rows.append(Row(unit, None, str(_("All forms"))))
            of_unit = sorted(titles.get(unit.pk, {}).items(), key=lambda item: item[1])
            rows += [Row(unit, form, title) for form, title in of_unit]
        return rows

    @cached_property
    def held(self) -> dict[Row, set[str]]:
        """What the group holds now."""
        found: dict[tuple, set[str]] = {}
        if self.group is not None and self.group.pk is not None:
            for right in UnitPermission.objects.filter(group=self.group).select_related("permission"):
                action = right.permission.codename.removesuffix(f"_{Application._meta.model_name}")
                found.setdefault((right.unit_id, right.form), set()).add(action)
        return {row: found.get((row.unit.pk, row.form), set()) for row in self.rows}

    def may_give(self, row: Row) -> set[str]:
        """What the person at the screen may give or take there: what they hold for as much themselves."""
        if self.giver is None or self.giver.is_superuser:
            return set(ACTIONS)
        places = {action: policy.places_held(self.giver, action) for action in ACTIONS}
        here = {(row.unit.pk, None), (row.unit.pk, row.form)}
        return {action for action in ACTIONS if places[action] & here}

    def chosen(self, row: Row) -> set[str]:
        """What was ticked, with what isn't this person's to change left as it is."""
        mine = self.may_give(row)
        return (set(self.cleaned_data[row.name]) & mine) | (self.held[row] - mine)

    @transaction.atomic
    def save(self):
        for row in self.rows:
            before, after = self.held[row], self.chosen(row)
            if before != after:
                self._save(row, after)
                self._record(row, before, after)

    def _save(self, row, actions):
        place = {"group": self.group, "unit": row.unit, "form": row.form}
        permissions = policy.permissions_for(actions)
        UnitPermission.objects.filter(**place).exclude(permission__in=permissions).delete()
        for permission in permissions:
            UnitPermission.objects.get_or_create(**place, permission=permission)

    def _record(self, row, before, after):
        changes = [f"+{action}" for action in ACTIONS if action in after - before]
        changes += [f"-{action}" for action in ACTIONS if action in before - after]
        of_form = f" form {row.form}" if row.form else ""
        note = f"group {self.group.name}: {row.unit.slug}{of_form} {' '.join(changes)}"
        trail.record(AccessKind.RIGHTS, by=self.giver, note=note)

    @property
    def tables(self):
        """For the template: each unit with its lines, and whether some form has rights of its own."""
        tables = []
        for unit in {row.unit: None for row in self.rows}:
            lines = [(row, self._boxes(row)) for row in self.rows if row.unit == unit]
            is_open = any(self.held[row] for row, _boxes in lines if row.form) or self.is_bound
            tables.append({"unit": unit, "all_lines": lines[:1], "forms": lines[1:], "is_open": is_open})
        return tables

    def _boxes(self, row):
        mine = self.may_give(row)
        boxes = list(self[row.name])
        for box in boxes:
            box.data["attrs"]["disabled"] = box.data["value"] not in mine
        return boxes

    @property
    def meanings(self):
        return [(LABELS[action], MEANINGS[action]) for action in ACTIONS]

    def as_admin_panel(self):
        return render_to_string("forms/inbox/group_panel.html", {"form": self})
