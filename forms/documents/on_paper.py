"""
The form on paper: the same definition as on the screen, to fill in by hand.

Whoever has no computer writes on it, and staff key it in from inside the inbox. Questions are
numbered, so that a condition can say to which answer it belongs.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from forms.definition import Condition, Definition, Question, Step
from forms.documents import rendering

TEMPLATE = "forms/documents/blank.html"
KEPT_SECONDS = 24 * 60 * 60

BOXES = {"amka": (11,), "afm": (9,), "iban": (4, 4, 4, 4, 4, 4, 3), "date": (2, 2, 4)}
"""One box a character, in groups, where everybody writes as many; a Greek IBAN has 27."""

MOST_ROWS, MOST_COLUMNS = 6, 4
"""Of a group on paper: more rows go on a second sheet, more columns below one another."""


@dataclass(frozen=True)
class Asked:
    """A question as it stands on paper."""

    question: Question
    number: int | None
    """None for what asks nothing."""
    when: str = ""
    """To whom it is put, in words; "" for everybody."""
    rows: tuple[int, ...] = ()
    """Of a group: the numbers of its rows."""

    @property
    def boxes(self) -> list[range]:
        return [range(count) for count in BOXES.get(self.question.kind, ())]

    @property
    def lines(self) -> range:
        """Empty lines to write on: about ninety characters fit one."""
        if self.question.kind != "long_text":
            return range(1)
        return range(min(12, max(3, (self.question.greatest_length or 900) // 90)))

    @property
    def is_table(self) -> bool:
        return len(self.question.questions) <= MOST_COLUMNS

    @property
    def columns(self) -> list["Asked"]:
        """Of a group: what each row asks."""
        return [Asked(question, None) for question in self.question.questions]


def blank(page: Any, request: HttpRequest) -> bytes:
    """The form of `page` as PDF; kept for a while, for it is the same for everybody."""
    definition = page.definition
    text = rendering.html(TEMPLATE, particulars(page, definition), request, definition.language)
    key = f"paper:{hashlib.sha256(text.encode()).hexdigest()}"
    content = cache.get(key)
    if content is None:
        content = rendering.from_html(text)
        cache.set(key, content, KEPT_SECONDS)
    return content


def particulars(page: Any, definition: Definition) -> dict[str, Any]:
    with translation.override(definition.language):
        return {
            "title": definition.title,
            "unit": page.unit.slug,
            "unit_name": page.unit.name,
            "requirements": page.requirements,
            "privacy_notice": definition.privacy_notice,
            "parts": parts(definition),
            "papers": [question.label for question in definition.questions if question.kind == "upload"],
        }


def parts(definition: Definition) -> list[dict[str, Any]]:
    """The steps with their questions, numbered from the first to the last."""
    numbers = numbered(definition)
    return [
        {
            "title": step.title,
            "intro": step.intro,
            "when": when(step.shown_if, definition, numbers),
            "is_end": step.is_end,
            "services": services(step),
            "questions": [asked(question, definition, numbers) for question in step.questions],
        }
        for step in definition.steps
    ]


def numbered(definition: Definition) -> dict[str, int]:
    """Numbers by question key."""
    asking = [question.key for question in definition.questions if question.kind != "information"]
    return {key: number for number, key in enumerate(asking, start=1)}


def asked(question: Question, definition: Definition, numbers: dict[str, int]) -> Asked:
    rows = min(max(question.fewest, min(question.most, MOST_ROWS)), question.most)
    return Asked(
        question,
        numbers.get(question.key),
        when(question.shown_if, definition, numbers),
        tuple(range(1, rows + 1)) if question.kind == "group" else (),
    )


def when(condition: Condition, definition: Definition, numbers: dict[str, int]) -> str:
    """To whom something is put, in words; "" for everybody."""
    if condition.question not in numbers:
        return ""
    other = definition.question(condition.question)
    words = {
        "number": numbers[condition.question],
        "answer": dict(other.choices).get(condition.value, condition.value) if other else condition.value,
    }
    match condition.operator:
        case "is_not":
            return _("Only if you did not answer “%(answer)s” to question %(number)d.") % words
        case "is_answered":
            return _("Only if you answered question %(number)d.") % words
        case "is_not_answered":
            return _("Only if you left question %(number)d empty.") % words
        case _:
            return _("Only if you answered “%(answer)s” to question %(number)d.") % words


def services(step: Step) -> list[Page]:
    """The entries of the Guide that an end leads to, as far as they are public."""
    if not step.services:
        return []
    found = Page.objects.live().public().in_bulk(step.services)
    return [found[pk] for pk in step.services if pk in found]
