"""The answers of an application as staff read them: in the order and the words its sender saw."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import translation

from forms import wording
from forms.definition import Answers, Definition, Question
from forms.inbox.masking import Mask, Words

LINKS = {"phone": "tel:", "email": "mailto:"}
"""Kinds of question whose answer can be acted on at a click."""

IN_LINES = {"upload", "group"}
"""Kinds of question whose answer is many things, each with a line of its own."""

LEFT_EMPTY = ("", None, [], {})

IN_CLEAR = {"phone", "iban", "number", "money", "date", "afm"}
"""Kinds whose answer is a number that is certainly no AMKA, whatever it looks like."""


@dataclass(frozen=True)
class Answer:
    """One question as its sender saw it, with what was answered; of a group, `rows`."""

    label: str
    lines: list[Words] = field(default_factory=list)
    """One for each file or choice; any other answer is one, with its own line breaks."""
    url: str = ""
    rows: list["Row"] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One of a group: «Μέλος 2»."""

    title: str
    answers: list[Answer]


@dataclass(frozen=True)
class Part:
    """One step: its title and answers in Greek; `original` is the same in another language of its sender."""

    title: str
    answers: list[Answer]
    original: "Part | None" = None
    language: str = ""


def answers_of(application: Any, mask: Mask | None = None) -> list[Part]:
    """
    The steps with their answers, in the order and words of the Greek form. Raises CannotOpen.

    What only the form in the sender's language asked comes last, in its words. Beside each step
    stands what its sender read and wrote, where that was not Greek.
    """
    mask, answers = mask or Mask(), application.answers
    greek = Definition.from_version(application.greek_version)
    parts = dict(in_words(greek, answers, mask))
    if application.version_id == application.greek_version_id:
        return list(parts.values())
    own = Definition.from_version(application.version)
    originals = dict(in_words(own, answers, mask))
    read = [replace(part, original=originals.get(key)) for key, part in parts.items()]
    asked = {question.key for question in greek.questions}
    rest = {key: answer for key, answer in answers.items() if key not in asked}
    return read + list(dict(in_words(own, rest, mask)).values())


def in_words(definition: Definition, answers: Answers, mask: Mask) -> Iterator[tuple[str, Part]]:
    """Key and answers of each step that was shown."""
    with translation.override(definition.language):
        for step in definition.steps:
            asked = [question for question in step.questions if question.key in answers]
            if asked:
                said = [
                    answer_to(question, answers[question.key], mask, f"answer.{question.key}")
                    for question in asked
                ]
                yield step.key, Part(step.title, said, language=definition.language)


def answer_to(question: Question, answer: Any, mask: Mask, place: str) -> Answer:
    if question.kind == "group" and isinstance(answer, list) and all(isinstance(row, dict) for row in answer):
        return Answer(question.label, rows=rows_of(question, answer, mask, place))
    words = question.words(answer)
    if question.kind in IN_LINES:
        lines = [mask.over(line, f"{place}.{number}") for number, line in enumerate(words, start=1)]
        return Answer(question.label, lines)
    text = question.joined(words)
    if question.kind in IN_CLEAR:
        return Answer(question.label, [Words(text)] if text else [], link(question.kind, text))
    line = mask.over(text, place, whole=question.kind == "amka")
    return Answer(question.label, [line] if text else [], "" if line.place else link(question.kind, text))


def rows_of(group: Question, rows: list[dict[str, Any]], mask: Mask, place: str) -> list[Row]:
    """Each row with what it was asked; what nobody asked, as it is. Left empty, a question isn't named."""
    made = []
    for number, row in enumerate(rows, start=1):
        known = [question for question in group.questions if row.get(question.key) not in LEFT_EMPTY]
        said = [answer_to(each, row[each.key], mask, f"{place}.{number}.{each.key}") for each in known]
        asked = {question.key for question in group.questions}
        for key in [key for key in row if key not in asked and row[key] not in LEFT_EMPTY]:
            said.append(Answer("", [mask.over(wording.plain(row[key]), f"{place}.{number}.{key}")]))
        made.append(Row(f"{group.row_name} {number}".strip(), said))
    return made


def link(kind: str, text: str) -> str:
    if not text or kind not in LINKS:
        return ""
    target = "".join(c for c in text if c.isdigit() or c == "+") if kind == "phone" else text
    return LINKS[kind] + target
