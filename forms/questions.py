"""The form field of a question, by its kind; of a group and of an upload, see `forms.apply.steps`."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms import fields
from forms.definition import Answer, Question
from forms.fields.counted import counted

CHOOSE = {
    "required": gettext_lazy("Choose an answer."),
    "invalid_choice": gettext_lazy("Choose one of the answers offered."),
    "invalid_list": gettext_lazy("Choose one of the answers offered."),
}

NOT_ANSWERED = {"information"}
"""Kinds that stand among the fields and have no answer."""


class InformationField(forms.Field):
    """Something to read: takes a place among the fields, and nothing else."""

    widget = forms.Widget

    def __init__(self, question: Question, **kwargs: Any):
        self.question = question
        template = "django/forms/information.html"
        super().__init__(label=question.label, required=False, template_name=template, **kwargs)

    def clean(self, value: Any) -> None:
        """Nothing that is posted under its name counts."""


class ManyOfField(forms.MultipleChoiceField):
    """Several may be chosen, except beside one that stands for none of them."""

    def __init__(self, *, question: Question, **kwargs: Any):
        self.none_keys = {option.key for option in question.options if option.is_none}
        super().__init__(**kwargs)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(set(value)) > 1 and (chosen := self.none_keys.intersection(value)):
            labels = dict(self.choices)
            message = _("Choose either “%(none)s” or the others, not both.")
            params = {"none": labels[min(chosen, key=value.index)]}
            raise ValidationError(message, code="none_and_others", params=params)


def field_for(question: Question, *, when: str = "", fills_in: bool = True) -> forms.Field:
    """`when` is put before its help; `fills_in`: whether the browser may offer what it knows."""
    if question.kind == "information":
        return InformationField(question)
    usual = {
        "label": question.label,
        "help_text": with_condition(when, question.help),
        "required": question.required,
    }
    field = FIELDS[question.kind](question, usual)
    tokens = TOKENS.get(question.kind, _one_token)(question) if fills_in else {}
    if isinstance(field.widget, fields.BoxesWidget):
        field.widget.set_tokens(tokens)
    elif not isinstance(field, forms.ChoiceField | forms.BooleanField):
        field.widget.attrs["autocomplete"] = tokens.get("", "off")
    return field


def with_condition(when: str, help_text: str) -> str:
    return " ".join(filter(None, [when, help_text]))


def as_answer(value: Any) -> Answer:
    """A cleaned value as an application keeps it."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else value


def _one_token(question: Question) -> dict[str, str]:
    return {"": question.autocomplete}


def _tokens_of_date(question: Question) -> dict[str, str]:
    """Browsers know one date: that of birth."""
    if question.autocomplete != "bday":
        return {}
    return {part: f"bday-{part}" for part in ("day", "month", "year")}


def _tokens_of_address(question: Question) -> dict[str, str]:
    if not question.is_applicants:
        return {}
    return {"street": "street-address", "postcode": "postal-code", "town": "address-level2"}


def _text(question: Question, usual: dict[str, Any]) -> forms.Field:
    if not question.greatest_length:
        return fields.CleanCharField(**usual)
    return counted(fields.CleanCharField(max_length=min(question.greatest_length, fields.LINE), **usual))


def _long_text(question: Question, usual: dict[str, Any]) -> forms.Field:
    most = min(question.greatest_length or fields.TEXT, fields.TEXT)
    return counted(fields.LongTextField(max_length=most, **usual))


def _one_of(question: Question, usual: dict[str, Any]) -> forms.Field:
    choices = question.choices
    if not question.required:
        choices = [*choices, ("", _("No answer"))]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=CHOOSE, **usual)


def _many_of(question: Question, usual: dict[str, Any]) -> forms.Field:
    return ManyOfField(
        question=question,
        choices=question.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE | {"required": _("Choose at least one answer.")},
        **usual,
    )


def _number(question: Question, usual: dict[str, Any]) -> forms.Field:
    bounds = {"minimum": question.minimum, "maximum": question.maximum}
    return fields.NumberField(decimals=question.decimals, **bounds, **usual)


def _money(question: Question, usual: dict[str, Any]) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("In euros, for example 450 or 450,50")
    return fields.MoneyField(minimum=question.minimum, maximum=question.maximum, **usual)


def _date(question: Question, usual: dict[str, Any]) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("For example 27 3 1950")
    today = timezone.localdate()
    match question.period:
        case "birth":
            bounds = {"earliest": datetime.date(1900, 1, 1), "latest": today}
        case "past":
            bounds = {"latest": today}
        case "future":
            bounds = {"earliest": today}
        case "not_before" if question.earliest:
            bounds = {"earliest": datetime.date.fromisoformat(question.earliest)}
        case _:
            bounds = {}
    return fields.DayFirstDateField(**bounds, **usual)


def _amka(question: Question, usual: dict[str, Any]) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("11 digits")
    return fields.AmkaField(**usual)


def _afm(question: Question, usual: dict[str, Any]) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("9 digits")
    return fields.AfmField(**usual)


def _iban(question: Question, usual: dict[str, Any]) -> forms.Field:
    usual["help_text"] = usual["help_text"] or _("It stands on the bank book and on statements.")
    return fields.IbanField(**usual)


def _declaration(question: Question, usual: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(error_messages={"required": _("Confirm this to go on.")}, **usual)


TOKENS = {"date": _tokens_of_date, "address": _tokens_of_address}
"""What the browser may fill in, by box."""

FIELDS = {
    "text": _text,
    "long_text": _long_text,
    "one_of": _one_of,
    "many_of": _many_of,
    "yes_no": _one_of,
    "number": _number,
    "money": _money,
    "date": _date,
    "phone": lambda question, usual: fields.GreekPhoneField(**usual),
    "email": lambda question, usual: fields.OneEmailField(**usual),
    "amka": _amka,
    "afm": _afm,
    "address": lambda question, usual: fields.AddressField(**usual),
    "iban": _iban,
    "declaration": _declaration,
}
