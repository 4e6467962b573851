"""What a step and a row of a group have in common: a form made from questions."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from forms.definition import Answer, Answers, Question
from forms.questions import NOT_ANSWERED, as_answer, field_for

KEPT_LENGTH, KEPT_VALUES = 20_000, 100
"""How much of a posted value, and how many of one name, a draft keeps: far beyond what is valid."""


class AskingForm(forms.Form):
    """
    Asks `questions`, given the answers before them.

    `earlier` is None where nothing is known of them: then all questions are there. A question
    that hangs on an answer from elsewhere is missing where it isn't asked. One that hangs on
    this very form is always there, says when it counts, and is passed over where it doesn't.
    Once valid, `answers` holds the cleaned answers as an application keeps them.
    """

    use_required_attribute = False
    fills_in = True
    """Whether the browser may offer what it knows of the person at the keyboard."""

    def __init__(
        self,
        data: Any = None,
        *,
        prefix: str,
        questions: tuple[Question, ...],
        earlier: Answers | None,
    ):
        super().__init__(data, prefix=prefix)
        self.questions, self.earlier = questions, earlier or {}
        self.answers: dict[str, Answer] = {}
        for question in questions:
            if question.shown_if.question in self.fields:
                self.fields[question.key] = self.make_field(question, self._when(question))
            elif earlier is None or question.shown_if.holds(earlier):
                self.fields[question.key] = self.make_field(question)

    def make_field(self, question: Question, when: str = "") -> forms.Field:
        return field_for(question, when=when, fills_in=self.fills_in)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        asked = [question for question in self.questions if question.key in self.fields]
        for question in asked:
            if question.kind in NOT_ANSWERED or not question.shown_if.holds({**self.earlier, **self.answers}):
                self.pass_over(question)
                cleaned.pop(question.key, None)
            elif question.key in cleaned:
                self.answers[question.key] = as_answer(cleaned[question.key])
        return cleaned

    def pass_over(self, question: Question) -> None:
        """Take back what was found wrong with a question that isn't asked after all."""
        self.errors.pop(question.key, None)

    def hide_errors(self) -> None:
        """Say nothing of what is wrong or missing: the person is still at it."""
        self._errors = ErrorDict(renderer=self.renderer)

    def names(self) -> list[str]:
        """Of all that may be posted into the fields."""
        return [name for key in self.fields for name in self.names_of(key)]

    def names_of(self, key: str) -> list[str]:
        name, widget = self.add_prefix(key), self.fields[key].widget
        return widget.names(name) if hasattr(widget, "names") else [name]

    def kept_data(self) -> dict[str, list[str]]:
        """What was typed into these fields, as posted; nothing else of the request."""
        return {name: kept(self.data, name) for name in self.names() if name in self.data}

    def _when(self, question: Question) -> str:
        """When a question counts whose condition lies on the same screen."""
        condition = question.shown_if
        asked = next(other for other in self.questions if other.key == condition.question)
        labels = dict(asked.choices)
        words = {"question": asked.label, "answer": labels.get(condition.value, condition.value)}
        match condition.operator:
            case "is_not":
                return _("Only if you did not answer “%(answer)s” to “%(question)s”.") % words
            case "is_answered":
                return _("Only if you answered “%(question)s”.") % words
            case "is_not_answered":
                return _("Only if you left out “%(question)s”.") % words
            case _:
                return _("Only if you answered “%(answer)s” to “%(question)s”.") % words


def kept(data: Any, name: str) -> list[str]:
    """The posted values of one name, in bounds."""
    return [value[:KEPT_LENGTH] for value in data.getlist(name)[:KEPT_VALUES]]
