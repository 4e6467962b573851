"""
The places of a template, such as `{name}`: which there are, whether a text knows them, how they are filled.

A value comes from outside: it is escaped, and never read for places of its own.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.definition import Answers, Definition, Question
from forms.keys import DETAILS

PLACE = re.compile(r"\{([^{}]*)\}")
ANSWER = "answer:"

NOTHING = "—"
"""Stands where the application holds nothing for a place."""

USUAL = {
    "name": gettext_lazy("full name of the person the application is for"),
    "amka": gettext_lazy("the person's AMKA"),
    "reference": gettext_lazy("reference number of the application"),
    "sent_on": gettext_lazy("day the application was sent"),
    "decided_on": gettext_lazy("day of the decision"),
    "protocol": gettext_lazy("protocol number of the document"),
    "issued_on": gettext_lazy("date of the document"),
    "valid_until": gettext_lazy("last day it is valid"),
    "unit": gettext_lazy("the office"),
}
"""Places of every form, with what stands there."""

NOT_ANSWERS = {"information", "declaration"}
"""Kinds of question whose answer belongs in no document."""


def of_form(definition: Definition) -> Iterator[Question]:
    """The questions that `{answer:key}` may name."""
    return (question for question in definition.questions if question.kind not in NOT_ANSWERS)


def unknown(text: str, definition: Definition | None) -> list[str]:
    """
    Places of `text`, HTML of rich text, that nothing can fill, as they were typed.

    A brace without its partner counts too. Without a definition, the form being gone, every answer
    is taken for known.
    """
    keys = {question.key for question in of_form(definition)} if definition else None
    wrong = [found[0] for found in PLACE.finditer(text) if not _is_known(found[1], keys)]
    braces = re.findall(r".{0,10}[{}].{0,10}", unescape(strip_tags(PLACE.sub("", text))))
    return [strip_tags(place) for place in wrong] + braces


def _is_known(place: str, keys: set[str] | None) -> bool:
    if not place.startswith(ANSWER):
        return place in USUAL
    named = place.removeprefix(ANSWER).split("|")
    return all(named) if keys is None else keys.issuperset(named)


def fill(text: str, values: Mapping[str, str]) -> str:
    """
    `text`, HTML, with its places filled by `values`, which are plain text; each is escaped.

    Of `{answer:one|other}` the first that holds something is taken.
    """
    return PLACE.sub(lambda place: _as_html(value_of(place[1], values)), text)


def _as_html(value: str) -> str:
    return escape(value).replace("\n", "<br>") if value else NOTHING


def value_of(place: str, values: Mapping[str, str]) -> str:
    """What stands at a place; "" for nothing."""
    named = place.removeprefix(ANSWER).split("|")
    keys = [ANSWER + key for key in named] if place.startswith(ANSWER) else [place]
    return next((values[key] for key in keys if values.get(key)), "")


def empty(text: str, values: Mapping[str, str]) -> list[str]:
    """Places of `text` for which there is nothing, each once."""
    return [place for place in dict.fromkeys(PLACE.findall(text)) if not value_of(place, values)]


def named(place: str, definition: Definition) -> str:
    """What a place stands for, as staff know it: the words of its question."""
    if not place.startswith(ANSWER):
        return str(USUAL.get(place, place))
    labels = {question.key: question.label for question in of_form(definition)}
    return " / ".join(f"“{labels.get(key, key)}”" for key in place.removeprefix(ANSWER).split("|"))


def of_application(application: Any, definition: Definition, unit: str) -> dict[str, str]:
    """What an application holds for the places, in the language that is active. Raises CannotOpen."""
    answers = application.answers
    values = {
        ANSWER + question.key: question.display(answers[question.key])
        for question in of_form(definition)
        if question.key in answers
    }
    return values | {
        "name": name_of(definition, answers),
        "amka": amka_of(definition, answers),
        "reference": application.reference,
        "sent_on": shown(application.sent_at),
        "decided_on": shown(application.decided_at),
        "unit": unit,
    }


def name_of(definition: Definition, answers: Answers) -> str:
    """
    Full name of the person the application is for.

    Given under the browser's own word for it, but not in the step about who fills in for others; a
    form that asks about somebody else has a question whose key goes on from that one's.
    """
    own = [step for step in definition.steps if step.key != DETAILS]
    texts = [question for step in own for question in step.questions if question.kind == "text"]
    named = [question for question in texts if question.autocomplete == "name"]
    of_others = [q for q in texts if any(q.key.startswith(f"{name.key}_") for name in named)]
    return next((str(answers[q.key]) for q in [*named, *of_others] if answers.get(q.key)), "")


def amka_of(definition: Definition, answers: Answers) -> str:
    asked = [question for question in definition.questions if question.kind == "amka"]
    first = sorted(asked, key=lambda question: not question.is_applicants)
    return next((str(answers[q.key]) for q in first if answers.get(q.key)), "")


def made_up(definition: Definition | None) -> dict[str, str]:
    """Values for a preview: nobody's, and plain to see as such."""
    answers = {ANSWER + q.key: f"[{q.label}]" for q in of_form(definition)} if definition else {}
    return answers | {
        "name": _("Name Surname"),
        "amka": "0" * 11,
        "reference": "-".join(["XXXXX"] * 3),
        "sent_on": "01/01/2000",
        "decided_on": "10/01/2000",
        "unit": _("Office"),
    }


def shown(moment: Any) -> str:
    """A day as documents write it, in the site's own time; "" for none."""
    if moment is None:
        return ""
    day = timezone.localtime(moment) if hasattr(moment, "tzinfo") else moment
    return date_format(day, "d/m/Y")
