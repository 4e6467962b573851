"""
What a draft remembers of the form it was typed into, so that a changed form can say what is new.

It lies among the answers under the wizard's own key: for each step the questions it had when it was
last kept, each as `key:mark`. Marks are of what a question asks for, not of its words: those differ
between languages, and correcting a label is no news.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from forms.definition import Definition, Question, Step
from forms.keys import LATER, WIZARD

Typed = dict[str, dict[str, list[str]]]
"""Of a draft: by step, then by field name."""

SEEN = f"{WIZARD}-seen"
"""The hidden field that says which questions a page had, in case it was loaded before the form changed."""

WORDS = {"label", "help", "text", "row_name"}
NOT_ASKED = {"information"}
NO_STEPS = {WIZARD, LATER}
"""What else a draft keeps beside its steps."""


def seen(definition: Definition) -> dict[str, list[str]]:
    """All that the form asks now, as a draft remembers it."""
    return {step.key: marks(step) for step in definition.steps}


def marks(step: Step) -> list[str]:
    return [
        f"{question.key}:{_digest(_shape(asdict(question)))}"
        for question in step.questions
        if question.kind not in NOT_ASKED
    ]


def mark(step: Step) -> str:
    """All questions of a step in one: what the hidden field holds."""
    return _digest(marks(step))


def new_in(typed: Typed, step: Step) -> list[Question]:
    """
    Questions of a step that the form didn't have when the step was last kept.
    """
    if step.key not in typed:
        return []
    remembered = typed.get(WIZARD)
    if not remembered:
        return []
    known = {entry.partition(":")[0] for entries in remembered.values() for entry in entries}
    return [each for each in step.questions if each.kind not in NOT_ASKED and each.key not in known]


def changed_in(typed: Typed, step: Step) -> list[Question]:
    """Questions of a step that ask for something else than when it was last kept."""
    remembered = typed.get(WIZARD, {}).get(step.key)
    if step.key not in typed or remembered is None:
        return []
    known = dict(entry.partition(":")[::2] for entry in remembered)
    now = dict(entry.partition(":")[::2] for entry in marks(step))
    return [each for each in step.questions if each.key in known and known[each.key] != now[each.key]]


def is_new_step(typed: Typed, definition: Definition, step: Step) -> bool:
    """Whether the form began without this step and the applicant has been past its place already."""
    remembered = typed.get(WIZARD)
    if not remembered or step.key in remembered or step.key in typed:
        return False
    keys = [each.key for each in definition.steps]
    return any(key in typed for key in keys[keys.index(step.key) + 1 :])


def followed(typed: Typed, definition: Definition) -> Typed:
    """`typed` with the answers of questions that moved to another step, where they are now."""
    homes = {question.key: step.key for step in definition.steps for question in step.questions}
    moved: Typed = {}
    for old, data in typed.items():
        if old in NO_STEPS:
            continue
        names = names_by_key(data, old, homes)
        for key, own in names.items():
            new = homes[key]
            there = names_by_key(typed.get(new, {}), new, homes)
            if new != old and key not in there:
                place = moved.setdefault(new, {})
                place.update({f"{new}{name.removeprefix(old)}": data[name] for name in own})
    return {**typed, **{step: {**typed.get(step, {}), **data} for step, data in moved.items()}}


def left_alone(before: Mapping[str, list[str]], step: Step, asked: Iterable[str]) -> dict[str, list[str]]:
    """
    Of what a step held `before`, what belongs to questions it doesn't ask now: another answer may ask
    them again, and nobody types twice.
    """
    asked = set(asked)
    names = names_by_key(before, step.key, asked | {question.key for question in step.questions})
    typed_anew = {name for key in asked for name in names.get(key, ())}
    return {name: values for name, values in before.items() if name not in typed_anew}


def names_by_key(data: Mapping[str, Any], prefix: str, keys: Iterable[str]) -> dict[str, list[str]]:
    """
    The field names of each question in `data`: its own and those of its parts, such as `who-born_0` and
    `who-kids-0-name`.
    """
    longest_first = sorted(keys, key=len, reverse=True)
    found: dict[str, list[str]] = {}
    for name in data:
        own = name.removeprefix(f"{prefix}-")
        key = next((k for k in longest_first if own == k or own.startswith((f"{k}-", f"{k}_"))), None)
        if key is not None and own != name:
            found.setdefault(key, []).append(name)
    return found


def _shape(question: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [option["key"] for option in value]
        if name == "options"
        else [_shape(inner) for inner in value]
        if name == "questions"
        else value
        for name, value in question.items()
        if name not in WORDS
    }


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]
