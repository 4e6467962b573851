"""
What a form asks: one frozen `Definition`, read from a published page or from a kept version.

The wizard, the check page, the inbox and the exports read only this. It keeps no cache (a page's
row may be written without a new revision). `forms.reading` makes it from the blocks of a page,
`forms.wording` puts answers into words.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.utils import translation
from django.utils.translation import gettext as _

from forms import wording

Answer = str | bool | list[str] | dict[str, str] | list[dict[str, Any]] | None
"""
A cleaned answer as it is kept.

Text, a key, an ISO date, digits, or a decimal number with a point; True for a declaration; keys
of what was chosen; the parts of an address by name; the rows of a group, each its answers by
key; the files of an upload, each `{"id", "name", "size"}`.
"""

Answers = Mapping[str, Answer]
"""By question key. A question that wasn't asked is missing; one left empty holds "", [] or {}."""

MOST_BOXES = 160
"""Fields that the questions of one screen may have; beyond PUBLIC_MAX_NUMBER_FIELDS nothing is taken."""

MOST_ROWS, MOST_FILES = 20, 10
"""Of one group and of one upload."""


@dataclass(frozen=True)
class Condition:
    """Whether something is asked, as a function of the answers given before it."""

    question: str = ""
    operator: str = "is"
    value: str = ""

    def holds(self, answers: Answers) -> bool:
        """True without a question. What wasn't answered is nothing, and so "is not" the value."""
        if not self.question:
            return True
        answer = answers.get(self.question)
        match self.operator:
            case "is_answered":
                return is_given(answer)
            case "is_not_answered":
                return not is_given(answer)
        if isinstance(answer, bool):
            answer = "yes" if answer else "no"
        given = answer if isinstance(answer, list) else [answer] if answer else []
        match self.operator:
            case "includes":
                return self.value in given
            case "is_not":
                return self.value not in given
            case _:
                return given == [self.value]


def is_given(answer: Answer) -> bool:
    """Whether there is an answer at all; a declaration that wasn't made is none."""
    return any(answer.values()) if isinstance(answer, dict) else bool(answer)


@dataclass(frozen=True)
class Option:
    key: str
    label: str
    is_none: bool = False
    """Of one of many: stands for "none of these" and excludes the others."""


@dataclass(frozen=True)
class Question:
    """One question; `kind` is its block's type in `forms.blocks`."""

    kind: str
    key: str
    label: str
    help: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    autocomplete: str = "off"
    period: str = "any"
    """Of a date: `any`, `past`, `future`, `birth`, or `not_before` the date in `earliest`."""
    earliest: str = ""
    """Of a date: ISO, for `not_before`."""
    greatest_length: int | None = None
    """Of a text, in characters; None means the usual bound."""
    minimum: str = ""
    maximum: str = ""
    """Of a number or an amount: decimals with a point, "" for none."""
    decimals: int = 0
    """Of a number: digits after the comma."""
    text: str = ""
    """Of information: what is said, as HTML of rich text."""
    questions: tuple["Question", ...] = ()
    """Of a group: what each row asks; no group or upload among them."""
    row_name: str = ""
    """Of a group: what one row is, e.g. «Μέλος του νοικοκυριού»."""
    fewest: int = 0
    most: int = 10
    """Rows of a group; of an upload, `most` files."""
    file_kinds: str = "any"
    """Of an upload: `any`, `images` or `pdf`."""
    is_applicants: bool = False
    """Of an AMKA or an address: whether it is the applicant's own."""
    shown_if: Condition = Condition()

    @property
    def is_own_birth_date(self) -> bool:
        return self.kind == "date" and self.autocomplete == "bday"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Keys and labels to choose from, in the language that is active."""
        if self.kind in ("yes_no", "declaration"):
            return [("yes", _("Yes")), ("no", _("No"))]
        return [(option.key, option.label) for option in self.options]

    @property
    def boxes(self) -> int:
        """How many fields it posts at most."""
        match self.kind:
            case "date" | "address":
                return 3
            case "many_of":
                return len(self.options)
            case "group":
                return 2 + self.most * sum(question.boxes for question in self.questions)
            case "information":
                return 0
            case _:
                return 1

    def words(self, answer: Answer) -> list[str]:
        """
        The answer in words, in the language that is active; [] when empty.

        One for each choice, each file, each row of a group.
        """
        return wording.words(self, answer)

    def display(self, answer: Answer) -> str:
        """The answer in one line, in the language that is active; "" when empty."""
        return self.joined(self.words(answer))

    def joined(self, words: list[str]) -> str:
        """What `words` says of an answer, in one line."""
        return ("; " if self.kind == "group" else ", ").join(words)


@dataclass(frozen=True)
class Step:
    """
    One screen of an application: what it asks, and when.

    An end has no questions. Who comes to it is not eligible: it can't be passed, and names the
    Guide's `services`, page ids, that do fit.
    """

    key: str
    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()
    shown_if: Condition = Condition()
    is_end: bool = False
    services: tuple[int, ...] = ()

    @property
    def uploads(self) -> tuple[Question, ...]:
        """The questions that ask for files."""
        return tuple(question for question in self.questions if question.kind == "upload")


@dataclass(frozen=True)
class Definition:
    title: str
    language: str
    steps: tuple[Step, ...]
    privacy_notice: str = ""
    """As HTML. Kept with an application: what its sender was told."""
    retention_months: int | None = None
    negative_retention_months: int | None = None
    closed_retention_months: int | None = None
    after_retention: str = "delete"

    @classmethod
    def from_page(cls, page: Any) -> Self:
        """What the row `page` asks now."""
        from forms import reading  # it is made of the classes of this module

        first = reading.representation(page)
        steps = [*first, *reading.steps(page.steps, first)]
        return cls(
            title=page.title,
            language=page.locale.language_code,
            steps=tuple(steps),
            privacy_notice=page.privacy_notice,
            retention_months=page.retention_months,
            negative_retention_months=page.negative_retention_months,
            closed_retention_months=page.closed_retention_months,
            after_retention=page.after_retention,
        )

    @classmethod
    def from_version(cls, version: Any) -> Self:
        """What a kept `FormVersion` asked."""
        content = version.content
        return cls(**content | {"steps": tuple(map(_step_from_content, content["steps"]))})

    @property
    def content(self) -> dict[str, Any]:
        """As JSON keeps it; `from_version` reads it back."""
        return json.loads(json.dumps(asdict(self)))

    @property
    def digest(self) -> str:
        """SHA-256 of the content, hex: equal definitions are kept once."""
        text = json.dumps(self.content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def questions(self) -> Iterator[Question]:
        return (question for step in self.steps for question in step.questions)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def answered(self, answers: Answers) -> list[tuple[Step, list[tuple[Question, str]]]]:
        """
        Each step that was shown, with its questions and the answers in words.

        In the definition's own language: the Greek version of an English application says «Ναι».
        """
        return [
            (step, [(question, question.joined(words)) for question, words in rows])
            for step, rows in self.in_words(answers)
        ]

    def in_words(self, answers: Answers) -> list[tuple[Step, list[tuple[Question, list[str]]]]]:
        """As `answered`, but each answer with its choices, rows or files apart (`Question.words`)."""
        with translation.override(self.language):
            read = [
                (step, [(q, q.words(answers[q.key])) for q in step.questions if q.key in answers])
                for step in self.steps
            ]
        return [(step, rows) for step, rows in read if rows]

    def email_of(self, answers: Answers) -> str:
        """Where to write to the applicant: the first own e-mail given, else ""."""
        own = (q for q in self.questions if q.kind == "email" and q.autocomplete == "email")
        return next((str(answers[q.key]) for q in own if answers.get(q.key)), "")


def _question_from_content(content: dict[str, Any]) -> Question:
    return Question(
        **content
        | {
            "options": tuple(Option(**option) for option in content["options"]),
            "questions": tuple(map(_question_from_content, content.get("questions", ()))),
            "shown_if": Condition(**content["shown_if"]),
        }
    )


def _step_from_content(content: dict[str, Any]) -> Step:
    return Step(
        **content
        | {
            "questions": tuple(map(_question_from_content, content["questions"])),
            "shown_if": Condition(**content["shown_if"]),
            "services": tuple(content.get("services", ())),
        }
    )
