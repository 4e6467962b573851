"""
From the blocks of a page to the steps of a `Definition`.

It survives content that no check has seen: an empty or doubled key gives way to the block's id,
bounds that can't be kept are drawn in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from forms.definition import (
    MOST_BOXES,
    MOST_FILES,
    MOST_ROWS,
    Condition,
    Option,
    Question,
    Step,
)


def representation(page: Any) -> tuple[Step, ...]:
    """The steps that ask who applies for whom, where the page lets others apply."""
    if not (page.allows_relatives or page.allows_professionals):
        return ()
    from forms.representation import steps  # they are made of the classes above

    return steps(page.locale.language_code, page.allows_relatives, page.allows_professionals)


def steps(blocks: Iterable[Any], first: tuple[Step, ...] = ()) -> Iterator[Step]:
    """The steps that staff composed; keys of the steps `first` are taken."""
    step_keys = {step.key for step in first}
    question_keys = {question.key for step in first for question in step.questions}
    for block in blocks:
        value = block.value
        yield Step(
            key=_unused(value.get("key"), block.id, step_keys),
            title=value.get("title") or "",
            intro=value.get("intro") or "",
            questions=questions(value.get("questions"), question_keys),
            shown_if=condition(value),
            is_end=block.block_type == "end",
            services=tuple(page.pk for page in value.get("services") or () if page),
        )


def questions(blocks: Iterable[Any] | None, taken: set[str]) -> tuple[Question, ...]:
    """Keys differ in the whole form, rows of groups included, so that a condition means one question."""
    return tuple(question(block, taken) for block in blocks or ())


def question(block: Any, taken: set[str]) -> Question:
    value = block.value
    key = _unused(value.get("key"), block.id, taken)
    inner = questions(value.get("questions"), taken)
    fewest, most = _rows(value, inner) if block.block_type == "group" else (0, value.get("most") or 1)
    return Question(
        kind=block.block_type,
        key=key,
        label=value.get("label") or "",
        help=value.get("help") or "",
        required=fewest > 0 if block.block_type == "group" else bool(value.get("required")),
        options=_options(value),
        autocomplete=value.get("autocomplete") or "off",
        period=_period(value),
        earliest=value["earliest"].isoformat() if value.get("earliest") else "",
        greatest_length=value.get("greatest_length"),
        minimum=_decimal(value.get("minimum")),
        maximum=_decimal(value.get("maximum")),
        decimals=value.get("decimals") or 0,
        text=value["text"].source or "" if value.get("text") else "",
        questions=inner,
        row_name=value.get("row_name") or "",
        fewest=fewest,
        most=min(most, MOST_FILES) if block.block_type == "upload" else most,
        file_kinds=value.get("file_kinds") or "any",
        is_applicants=bool(value.get("is_applicants")),
        shown_if=condition(value),
    )


def condition(value: Any) -> Condition:
    asked = value.get("shown_if") or {}
    if not asked.get("question"):
        return Condition()
    return Condition(asked["question"], asked.get("operator") or "is", asked.get("value") or "")


def boxes_of(block: Any) -> int:
    """How many fields the question in `block` posts at most."""
    return question(block, set()).boxes


def _options(value: Any) -> tuple[Option, ...]:
    taken: set[str] = set()
    listed = value["options"].bound_blocks if value.get("options") else ()
    return tuple(
        Option(
            _unused(option.value.get("key"), option.id, taken),
            option.value.get("label") or "",
            bool(option.value.get("is_none")),
        )
        for option in listed
    )


def _rows(value: Any, inner: tuple[Question, ...]) -> tuple[int, int]:
    """Fewest and most rows of a group, such that what is posted fits."""
    fitting = MOST_BOXES // max(sum(question.boxes for question in inner), 1)
    most = max(1, min(value.get("most") or 1, MOST_ROWS, fitting))
    return min(value.get("fewest") or 0, most), most


def _period(value: Any) -> str:
    period = value.get("period") or "any"
    return "any" if period == "not_before" and not value.get("earliest") else period


def _decimal(bound: Any) -> str:
    return "" if bound is None else f"{bound:f}"


def _unused(key: str | None, block_id: Any, taken: set[str]) -> str:
    chosen = key if key and key not in taken else str(block_id)
    taken.add(chosen)
    return chosen
