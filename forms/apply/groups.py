"""
Groups: rows that ask the same, inside the form of a step.

How many rows there are is posted along, and counts only within bounds. A row left empty is no
answer, so nobody has to take away what they didn't need.
"""

import re
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms.apply.asking import AskingForm, kept
from forms.definition import MOST_ROWS, Answers, Question


class RowForm(AskingForm):
    """One row. It is mostly about others, of whom the browser knows nothing."""

    fills_in = False

    def __init__(self, data: Any, *, group: Question, number: int, name: str, earlier: Answers | None):
        self.group, self.number = group, number
        super().__init__(data, prefix=f"{name}-{number}", questions=group.questions, earlier=earlier)

    @property
    def title(self) -> str:
        return f"{self.group.row_name} {self.number + 1}".strip()

    @property
    def is_filled(self) -> bool:
        """Whether anything was typed or chosen."""
        return any(value.strip() for name in self.names() for value in self.data.getlist(name))


class GroupWidget(forms.Widget):
    """Nothing of its own: the template of the field shows the rows."""

    use_fieldset = True


class GroupField(forms.Field):
    widget = GroupWidget

    def __init__(self, question: Question, *, earlier: Answers | None, **kwargs: Any):
        self.question, self.earlier = question, earlier
        super().__init__(
            label=question.label,
            required=question.fewest > 0,
            template_name="django/forms/group.html",
            **kwargs,
        )

    def get_bound_field(self, form: forms.Form, field_name: str) -> "BoundGroup":
        return BoundGroup(form, self, field_name)

    def clean(self, value: list[RowForm]) -> list[dict[str, Any]]:
        """The answers of the rows that count."""
        fewest, most = self.question.fewest, self.question.most
        filled = [row for row in value if row.is_filled]
        lacking = [row for row in value if not row.is_filled][: max(0, fewest - len(filled))]
        if [row for row in (*filled, *lacking) if not row.is_valid()]:
            raise ValidationError(_("Something is wrong or missing below."), code="rows")
        if len(filled) < fewest:
            message = ngettext("Fill in at least %(count)d.", "Fill in at least %(count)d.", fewest)
            raise ValidationError(message, code="few", params={"count": fewest})
        if len(filled) > most:
            message = ngettext(
                "Only %(count)d fits here. Remove the others.",
                "Only %(count)d fit here. Remove the others.",
                most,
            )
            raise ValidationError(message, code="many", params={"count": most})
        return [row.answers for row in filled]


class BoundGroup(BoundField):
    """The rows as they stand in a form, and what its buttons ask for."""

    @property
    def question(self) -> Question:
        return self.field.question

    @property
    def count_name(self) -> str:
        """Of the hidden field that says how many rows there are. A row's names hold a number instead."""
        return f"{self.html_name}-rows"

    @property
    def add_name(self) -> str:
        return f"{self.html_name}-add"

    @cached_property
    def count(self) -> int:
        """
        How many rows are shown.

        Never fewer than were posted, whatever the hidden field claims; of a draft, also more
        than the form allows by now: nothing is taken from anybody unasked.
        """
        if not self.form.is_bound:
            return max(self.question.fewest, 1)
        pattern = re.compile(re.escape(self.html_name) + r"-([0-9]{1,2})-")
        posted = [int(found[1]) + 1 for name in self.form.data if (found := pattern.match(name))]
        claimed = str(self.form.data.get(self.count_name) or "")
        if re.fullmatch("[0-9]{1,2}", claimed):
            posted.append(min(int(claimed), self.question.most))
        elif not posted:
            posted.append(1)
        return min(max(*posted, self.question.fewest, 0), MOST_ROWS)

    @cached_property
    def rows(self) -> list[RowForm]:
        data = self.form.data if self.form.is_bound else None
        return [
            RowForm(data, group=self.question, number=number, name=self.html_name, earlier=self.field.earlier)
            for number in range(self.count)
        ]

    @property
    def data(self) -> list[RowForm]:
        return self.rows

    @property
    def removable(self) -> bool:
        """Whether a row may be taken away."""
        return self.count > self.question.fewest

    @property
    def extensible(self) -> bool:
        return self.count < self.question.most

    @property
    def is_add_pressed(self) -> bool:
        return self.add_name in self.form.data

    @property
    def removed(self) -> int | None:
        """The number of the row whose Remove was pressed."""
        names = (f"{self.html_name}-{number}-remove" for number in range(self.count))
        return next((number for number, name in enumerate(names) if name in self.form.data), None)

    def kept_data(self) -> dict[str, list[str]]:
        """What was typed into the rows, with one more or one fewer if a button asked for it."""
        data: dict[str, list[str]] = {}
        staying = [row for row in self.rows if row.number != self.removed]
        for number, row in enumerate(staying):
            for name in row.names():
                if name in self.form.data:
                    own = name.removeprefix(row.prefix)
                    data[f"{self.html_name}-{number}{own}"] = kept(self.form.data, name)
        count = len(staying) + (self.is_add_pressed and self.extensible)
        return data | {self.count_name: [str(count)]}

    def hide_errors(self) -> None:
        for row in self.rows:
            row.hide_errors()

    @property
    def error_links(self) -> list[dict[str, str]]:
        """For the summary of errors: each to the very field."""
        links = [
            {
                "id": f"{field.auto_id}_0" if field.use_fieldset else field.auto_id,
                "label": f"{row.title}: {field.label}",
                "error": error,
            }
            for row in self.rows
            if row.is_bound and row._errors
            for field in row
            for error in field.errors
        ]
        if links:
            return links
        return [{"id": self.auto_id, "label": self.label, "error": error} for error in self.errors]
