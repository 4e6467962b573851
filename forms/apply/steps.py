"""The Django form of one step, made from its questions."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from forms import fields, representation
from forms.apply.asking import AskingForm
from forms.apply.groups import BoundGroup, GroupField
from forms.definition import Answers, Definition, Question, Step
from forms.questions import field_for, with_condition
from forms.uploads.field import UploadField

__all__ = ["CheckForm", "StepForm", "field_for"]


class CheckForm(forms.Form):
    """The last step asks nothing; posting it sends."""


class StepForm(AskingForm):
    """
    What one step asks, given the answers before it. An end asks nothing and is never valid.

    `uploads` are the files that the draft holds, by question: they are the answer, whatever is
    posted. See `AskingForm` for `earlier`.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        prefix: str,
        definition: Definition,
        step: Step,
        earlier: Answers | None,
        uploads: dict[str, list[dict[str, Any]]] | None = None,
    ):
        self.definition, self.step, self.uploads = definition, step, uploads or {}
        self.known = earlier
        self.fills_in = representation.is_about_who_applies(step, earlier or {})
        super().__init__(data, prefix=prefix, questions=step.questions, earlier=earlier)

    def make_field(self, question: Question, when: str = "") -> forms.Field:
        help_text = with_condition(when, question.help)
        if question.kind == "group":
            return GroupField(question, earlier=self.known, help_text=help_text)
        if question.kind == "upload":
            refused = self.refused(question)
            return UploadField(question, self.uploads.get(question.key, []), refused, help_text=help_text)
        return super().make_field(question, when)

    def is_valid(self) -> bool:
        return not self.step.is_end and super().is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._compare_amka_with_birth()
        return cleaned

    def pass_over(self, question: Question) -> None:
        super().pass_over(question)
        if question.kind == "group":
            self[question.key].hide_errors()

    @property
    def groups(self) -> list[BoundGroup]:
        return [self[key] for key, field in self.fields.items() if isinstance(field, GroupField)]

    def refused(self, question: Question) -> list[str]:
        """Notes of the files of an upload that weren't taken, as a draft keeps them."""
        name = f"{self.add_prefix(question.key)}-refused"
        return self.data.getlist(name) if name in self.data else []

    @property
    def wants_redisplay(self) -> bool:
        """Whether a button inside the step was pressed, so that one comes back to it."""
        if any(group.is_add_pressed or group.removed is not None for group in self.groups):
            return True
        uploads = (key for key, field in self.fields.items() if isinstance(field, UploadField))
        names = (f"{self.add_prefix(key)}-{button}" for key in uploads for button in ("upload", "remove"))
        return any(name in self.data for name in names)

    def hide_errors(self) -> None:
        """All but why files were refused, which is an answer to the button that was pressed."""
        refused = {
            question.key: self.errors[question.key]
            for question in self.questions
            if question.key in self.errors and question.kind == "upload" and self.refused(question)
        }
        super().hide_errors()
        self._errors.update(refused)
        for group in self.groups:
            group.hide_errors()

    def kept_data(self) -> dict[str, list[str]]:
        """
        What was typed into this step's fields, as posted; nothing else of the request.

        With the row that a button adds, and without the one it removes.
        """
        data = super().kept_data()
        for group in self.groups:
            data |= group.kept_data()
        return data

    def _compare_amka_with_birth(self) -> None:
        answers = {**self.earlier, **self.answers}
        birth = next((q for q in self.definition.questions if q.is_own_birth_date), None)
        if not birth or not answers.get(birth.key):
            return
        born = datetime.date.fromisoformat(str(answers[birth.key]))
        for question in self.definition.questions:
            number = answers.get(question.key)
            if question.kind == "amka" and question.is_applicants and number:
                place = question.key if question.key in self.answers else birth.key
                if place in self.answers and not fields.fits_birth_date(str(number), born):
                    self.add_error(
                        place,
                        _("AMKA and date of birth don't agree: an AMKA begins with day, month and year."),
                    )
