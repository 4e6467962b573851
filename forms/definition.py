"""
What a form asks: one frozen `Definition`, read from a published page or from a kept version.

The wizard, the check page, the inbox and the exports read only this. It keeps no cache (a page's
row may be written without a new revision) and it survives content that no check has seen: an
empty or doubled key gives way to the block's id.
"""

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

import phonenumbers
from django.utils import translation
from django.utils.translation import gettext as _

Answer = str | bool | list[str] | dict[str, str] | list[dict[str, Any]] | None
"""
A cleaned answer as it is kept.

Text, a key, an ISO date, digits, or a decimal number with a point; True for a declaration; keys
of what was chosen; the parts of an address by name; the rows of a group, each its answers by
key; the files of an upload, each `{"id", "name", "size"}`.
"""

Answers = Mapping[str, Answer]
"""By question key. A question that wasn't asked is missing; one left empty holds "" or []."""


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
    """Rows of a group, or files of an upload."""
    file_kinds: str = "any"
    """Of an upload: `any`, `images` or `pdf`."""
    is_applicants: bool = False
    """Of an AMKA: whether it is the applicant's own."""
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

    def words(self, answer: Answer) -> list[str]:
        """The answer in words, in the language that is active: one for each choice; [] when empty."""
        if isinstance(answer, bool):
            answer = "yes" if answer else "no"
        if not answer:
            return []
        match self.kind:
            case "one_of" | "many_of" | "yes_no" | "declaration":
                labels = dict(self.choices)
                keys = answer if isinstance(answer, list) else [answer]
                return [labels.get(key, key) for key in keys]
            case "date":
                return [datetime.date.fromisoformat(str(answer)).strftime("%d/%m/%Y")]
            case "phone":
                return [_readable_phone(str(answer))]
            case _:
                return [str(answer)]

    def display(self, answer: Answer) -> str:
        """The answer in one line, in the language that is active; "" when empty."""
        return ", ".join(self.words(answer))


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
        question_keys: set[str] = set()
        step_keys: set[str] = set()
        steps = []
        for block in page.steps:
            questions = tuple(
                _question(inner, _unused(inner.value.get("key"), inner.id, question_keys))
                for inner in block.value.get("questions") or ()
            )
            steps.append(
                Step(
                    key=_unused(block.value.get("key"), block.id, step_keys),
                    title=block.value.get("title") or "",
                    intro=block.value.get("intro") or "",
                    questions=questions,
                    shown_if=_condition(block.value),
                )
            )
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
        with translation.override(self.language):
            read = [
                (step, [(q, q.display(answers[q.key])) for q in step.questions if q.key in answers])
                for step in self.steps
            ]
        return [(step, rows) for step, rows in read if rows]

    def email_of(self, answers: Answers) -> str:
        """Where to write to the applicant: the first own e-mail given, else ""."""
        own = (q for q in self.questions if q.kind == "email" and q.autocomplete == "email")
        return next((str(answers[q.key]) for q in own if answers.get(q.key)), "")


def _readable_phone(number: str) -> str:
    """E.164 in groups, `+30 2341 …`; anything else as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _unused(key: str | None, block_id: str, taken: set[str]) -> str:
    chosen = key if key and key not in taken else str(block_id)
    taken.add(chosen)
    return chosen


def _condition(value: Any) -> Condition:
    condition = value.get("shown_if") or {}
    if not condition.get("question"):
        return Condition()
    return Condition(condition["question"], condition.get("operator") or "is", condition.get("value") or "")


def _question(block: Any, key: str) -> Question:
    value = block.value
    keys: set[str] = set()
    listed = value["options"].bound_blocks if value.get("options") else ()
    return Question(
        kind=block.block_type,
        key=key,
        label=value.get("label") or "",
        help=value.get("help") or "",
        required=bool(value.get("required")),
        options=tuple(
            Option(_unused(option.value.get("key"), option.id, keys), option.value.get("label") or "")
            for option in listed
        ),
        autocomplete=value.get("autocomplete") or "off",
        period=value.get("period") or "any",
        is_applicants=bool(value.get("is_applicants")),
        shown_if=_condition(value),
    )


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
