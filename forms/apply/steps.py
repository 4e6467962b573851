"""The Django form of one step, made from its questions."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms import fields
from forms.definition import Answer, Answers, Definition, Question, Step

KEPT_LENGTH, KEPT_VALUES = 20_000, 100
"""How much of a posted value, and how many of one name, a draft keeps: far beyond what is valid."""

CHOOSE = {
    "required": gettext_lazy("Choose an answer."),
    "invalid_choice": gettext_lazy("Choose one of the answers offered."),
    "invalid_list": gettext_lazy("Choose one of the answers offered."),
}


class CheckForm(forms.Form):
    """The last step asks nothing; posting it sends."""


class StepForm(forms.Form):
    """
    What one step asks, given the answers before it.

    `earlier` is None where nothing is known of them: then all questions are there.
    A question that hangs on an earlier step is missing where it isn't asked. One that hangs on
    its own step is always there, says when it counts, and is passed over where it doesn't.
    Once valid, `answers` holds the cleaned answers as an application keeps them.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        definition: Definition,
        step: Step,
        earlier: Answers | None,
        uploads: Any = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.definition, self.step, self.earlier = definition, step, earlier or {}
        self.answers: dict[str, Answer] = {}
        here = {question.key for question in step.questions}
        for question in step.questions:
            if question.shown_if.question in here:
                self.fields[question.key] = field_for(question, self._when(question))
            elif earlier is None or question.shown_if.holds(earlier):
                self.fields[question.key] = field_for(question)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        asked = [question for question in self.step.questions if question.key in self.fields]
        for question in asked:
            if not question.shown_if.holds({**self.earlier, **self.answers}):
                self.errors.pop(question.key, None)
                cleaned.pop(question.key, None)
            elif question.key in cleaned:
                self.answers[question.key] = as_answer(cleaned[question.key])
        self._compare_amka_with_birth()
        return cleaned

    def kept_data(self) -> dict[str, list[str]]:
        """What was typed into this step's fields, as posted; nothing else of the request."""
        names = [self.add_prefix(key) for key in self.fields]
        return {
            name: [value[:KEPT_LENGTH] for value in self.data.getlist(name)[:KEPT_VALUES]]
            for name in names
            if name in self.data
        }

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

    def _when(self, question: Question) -> str:
        """When a question counts whose condition lies on the same screen."""
        condition = question.shown_if
        asked = self.definition.question(condition.question)
        labels = dict(asked.choices) if asked else {}
        words = {
            "question": asked.label if asked else condition.question,
            "answer": labels.get(condition.value, condition.value),
        }
        if condition.operator == "is_not":
            return _("Only if you did not answer “%(answer)s” to “%(question)s”.") % words
        return _("Only if you answered “%(answer)s” to “%(question)s”.") % words


def field_for(question: Question, when: str = "") -> forms.Field:
    """The form field of a question; `when` is put before its help."""
    usual = {
        "label": question.label,
        "help_text": " ".join(filter(None, [when, question.help])),
        "required": question.required,
    }
    field = FIELDS[question.kind](question, usual)
    if not isinstance(field, forms.ChoiceField | forms.BooleanField):
        field.widget.attrs["autocomplete"] = question.autocomplete
    return field


def as_answer(value: Any) -> Answer:
    """A cleaned value as an application keeps it."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else value


def _one_of(question: Question, usual: dict[str, Any]) -> forms.Field:
    choices = question.choices
    if not question.required:
        choices = [*choices, ("", _("No answer"))]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=CHOOSE, **usual)


def _many_of(question: Question, usual: dict[str, Any]) -> forms.Field:
    messages = CHOOSE | {"required": _("Choose at least one answer.")}
    return forms.MultipleChoiceField(
        choices=question.choices, widget=forms.CheckboxSelectMultiple, error_messages=messages, **usual
    )


def _date(question: Question, usual: dict[str, Any]) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("Day, month and year, for example 27/3/1950")
    earliest = datetime.date(1900, 1, 1) if question.period == "birth" else None
    return fields.DayFirstDateField(
        earliest=earliest,
        latest=timezone.localdate() if question.period in ("past", "birth") else None,
        **usual,
    )


def _amka(question: Question, usual: dict[str, Any]) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("11 digits")
    return fields.AmkaField(**usual)


def _declaration(question: Question, usual: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(error_messages={"required": _("Confirm this to go on.")}, **usual)


FIELDS = {
    "text": lambda question, usual: fields.CleanCharField(**usual),
    "long_text": lambda question, usual: fields.LongTextField(**usual),
    "one_of": _one_of,
    "many_of": _many_of,
    "yes_no": _one_of,
    "date": _date,
    "phone": lambda question, usual: fields.GreekPhoneField(**usual),
    "email": lambda question, usual: fields.OneEmailField(**usual),
    "amka": _amka,
    "declaration": _declaration,
}
