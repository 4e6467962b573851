"""
Answers in words, in the language that is active.

An application outlives its form, and a version of this program: whatever an answer holds, it is
read out as well as can be, and never stops the page.
"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import phonenumbers
from django.utils.formats import number_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from forms.definition import Answer, Question

GROUPED_FROM = 10_000
"""From here on a number has marks between its thousands; below, it may be a year."""


def words(question: Question, answer: Answer) -> list[str]:
    """One for each choice, file or row; [] when empty. See `Question.words`."""
    if answer is False and question.kind not in ("yes_no", "declaration"):
        return [_("No")]
    if answer is None or answer in ("", [], {}):
        return []
    match question.kind:
        case "one_of" | "many_of" | "yes_no" | "declaration":
            labels = dict(question.choices)
            keys = answer if isinstance(answer, list) else [_as_key(answer)]
            return [labels.get(str(key), plain(key)) for key in keys]
        case "upload" if isinstance(answer, list):
            return [
                str(file.get("name") or "?") if isinstance(file, dict) else plain(file) for file in answer
            ]
        case "group" if isinstance(answer, list):
            return [_row(question, number, row) for number, row in enumerate(answer, start=1)]
        case "address" if isinstance(answer, dict):
            line = _address(answer)
            return [line] if line else []
        case kind if kind in READABLE and isinstance(answer, str | int | float):
            return [READABLE[kind](question, str(answer))]
        case _:
            return [plain(answer)]


def plain(answer: Any) -> str:
    """Anything at all, as text."""
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    if isinstance(answer, list):
        return ", ".join(map(plain, answer))
    if isinstance(answer, dict):
        return ", ".join(plain(part) for part in answer.values() if part not in ("", None))
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, default=str)


def _as_key(answer: Any) -> Any:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer


def _row(group: Question, number: int, row: Any) -> str:
    """«Μέλος 1: Όνομα: …, Ηλικία: …», with what this row was asked."""
    name = f"{group.row_name} {number}".strip()
    if not isinstance(row, dict):
        return f"{name}: {plain(row)}"
    known = {question.key: question for question in group.questions}
    said = [
        _pair(known[key].label, known[key].display(row[key])) if key in known else plain(row[key])
        for key in [*(key for key in known if key in row), *(key for key in row if key not in known)]
        if row[key] not in ("", None, [], {})
    ]
    return f"{name}: " + ", ".join(" ".join(text.split()) for text in said)


def _pair(label: str, text: str) -> str:
    return f"{label} {text}" if label.endswith((":", "?", ";", ".")) else f"{label}: {text}"


def _address(answer: dict[str, Any]) -> str:
    """In one line: street and number, then postcode and town."""
    place = " ".join(plain(answer[part]) for part in ("postcode", "town") if answer.get(part))
    others = [plain(value) for part, value in answer.items() if part not in ("street", "postcode", "town")]
    street = plain(answer["street"]) if answer.get("street") else ""
    return ", ".join(filter(None, [street, place, *others]))


def _date(_question: Question, answer: str) -> str:
    try:
        return datetime.date.fromisoformat(answer).strftime("%d/%m/%Y")
    except ValueError:
        return answer


def _phone(_question: Question, answer: str) -> str:
    """E.164 in groups, `+30 2341 …`."""
    try:
        parsed = phonenumbers.parse(answer)
    except phonenumbers.NumberParseException:
        return answer
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _number(question: Question, answer: str) -> str:
    number = _decimal(answer)
    if number is None:
        return answer
    return number_format(number, question.decimals, force_grouping=abs(number) >= GROUPED_FROM)


def _money(_question: Question, answer: str) -> str:
    amount = _decimal(answer)
    if amount is None:
        return answer
    return _("€%(amount)s") % {"amount": number_format(amount, 2, force_grouping=True)}


def _decimal(answer: str) -> Decimal | None:
    try:
        number = Decimal(answer)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.adjusted() < 15 else None


def _iban(_question: Question, answer: str) -> str:
    """In groups of four, as banks print it."""
    return " ".join(answer[i : i + 4] for i in range(0, len(answer), 4))


READABLE = {"date": _date, "phone": _phone, "number": _number, "money": _money, "iban": _iban}
"""How an answer that is one text is read out, by kind."""
