"""
Keys of steps, questions and options: readable names made once from the words.

A key is remembered by the id of the published block it belongs to, so it is found again when a
form arrives without it, and a copy of a published block gets a key of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from anyascii import anyascii
from django.utils.html import strip_tags

from forms.blocks import KEY_LENGTH

CHECK, RECEIVED = "elegxos", "elifthi"
"""Addresses below a form that no step may take: the check page and the received page."""

LATER, DELETE, LEAVE = "argotera", "diagrafi", "exodos"
"""Below a form too: put by for later, delete what was typed, leave quickly."""

RETURN, PROGRESS = "synecheia", "poreia"
"""Below the list of forms: the way back to a draft, and how an application that was sent stands."""

FIGURES = "stoicheia"
"""Below it too, if an administrator wants it: how many applications come in."""

WHO = "gia_poion"
"""Key of the first step, and question, of a form by which one may apply for somebody else."""

DETAILS = f"{WHO}_stoicheia"
"""Key of the step after it, about who applies for somebody else."""

WIZARD = "application"
"""The prefix of what the wizard itself posts; a step's key is the prefix of its questions."""

RESERVED = frozenset({CHECK, RECEIVED, LATER, DELETE, LEAVE, WHO, DETAILS, WIZARD})


class Keyed(NamedTuple):
    """A block that has a key."""

    path: tuple
    """Where it lies, e.g. `(0, "questions", 1)`: second question of the first step; rows of groups below."""
    scope: tuple
    """
    Within which keys must differ: all steps; all questions of the form, those in groups too, for
    a condition names one; one question's options.
    """
    block: Any

    @property
    def key(self) -> str:
        return self.block.value.get("key") or ""


def keyed(steps: Any) -> Iterator[Keyed]:
    """All blocks with a key, from the first to the last."""
    for i, step in enumerate(steps):
        yield Keyed((i,), ("steps",), step)
        yield from _keyed_questions((i, "questions"), step)


def _keyed_questions(place: tuple, asking: Any) -> Iterator[Keyed]:
    """Those of a step, or of a group's rows, with their options."""
    for i, question in enumerate(asking.value.get("questions") or ()):
        here = (*place, i)
        yield Keyed(here, ("questions",), question)
        options = question.value.get("options")
        for k, option in enumerate(options.bound_blocks if options else ()):
            yield Keyed((*here, "options", k), here, option)
        yield from _keyed_questions((*here, "questions"), question)


def by_block(steps: Any) -> dict[str, str]:
    """Keys by block id."""
    return {found.block.id: found.key for found in keyed(steps) if found.block.id and found.key}


def fill(steps: Any, published: dict[str, str]) -> None:
    """
    Give a key to each block without one; a copy of a published block gets its own.

    `published` is `by_block` of what the public sees now. A copy is new and has the key and the words
    of a published block. Any other doubled key was written by somebody, and stays for them to mend.
    """
    originals: dict[tuple, dict[str, Any]] = defaultdict(dict)
    taken: dict[tuple, set[str]] = defaultdict(set)
    for _path, scope, block in keyed(steps):
        if key := block.value.get("key"):
            taken[scope].add(key)
            if block.id in published:
                originals[scope].setdefault(key, block)
    for _path, scope, block in keyed(steps):
        original = originals[scope].get(block.value.get("key") or "")
        is_copy = original and block.id not in published and words_of(original) == words_of(block)
        if not block.value.get("key") or is_copy:
            wish = key_from(words_of(block))
            remembered = published.get(block.id) if block.id else ""
            key = remembered or (unused(wish, taken[scope] | RESERVED) if wish else "")
            block.value["key"] = key
            taken[scope].add(key)


def words_of(block: Any) -> str:
    """What a key is made from; of information without a heading, its text."""
    if words := block.value.get("label") or block.value.get("title"):
        return words
    text = block.value.get("text")
    return strip_tags(text.source or "") if text else ""


def key_from(words: str) -> str:
    """«Λόγος αιτήματος» as `logos_aitimatos`; "" where no letter is left."""
    latin = re.sub(r"[^a-z0-9]+", "_", anyascii(words).lower()).strip("_")
    if latin and not latin[0].isalpha():
        latin = f"k_{latin}"
    if len(latin) > KEY_LENGTH - 10:
        latin = latin[: KEY_LENGTH - 10].rsplit("_", 1)[0]
    return latin


def unused(wish: str, taken: Any) -> str:
    """`wish`, or `wish_2`, `wish_3`… where that is taken."""
    key, number = wish, 1
    while key in taken:
        number += 1
        key = f"{wish}_{number}"
    return key
