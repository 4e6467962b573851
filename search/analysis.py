"""
What of a document is searched, word by word, in each of its fields.

Both engines get ready words from here and only match and weigh them, so that they agree.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from search import greek
from search.documents import Document

FORMAT = 6
"""Counts up when the fields or the words in them change: older indexes are then built anew."""

LOCAL_NUMBER = 5
"""So many last digits of a phone number are enough to find it."""
LONGEST_SHORT_NUMBER = 6
"""From 112 to 116 111: known by all their digits only, for they have no beginning to leave out."""
NUMBER_LENGTHS = range(3, 16)
"""From 112 to the longest that ITU-T E.164 allows."""
PHONE = re.compile(r"(?:\+|\b)\d[\d\s./()-]*\d")


def phone_in(text: str) -> str:
    """The first phone number in `text`, in digits and without Greece's prefix; empty when there is none."""
    found = (dialled(match.group()) for match in PHONE.finditer(text))
    return next((digits for digits in found if len(digits) in NUMBER_LENGTHS), "")


def dialled(number: str) -> str:
    """A number as dialled inside Greece: `+30 23413-52281` → `2341352281`."""
    digits = re.sub(r"[^0-9]", "", number)
    for prefix in ("0030", "30"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 10:
            return digits.removeprefix(prefix)
    return digits


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """The stems of words in normal form, in their order."""
    return tuple(map(greek.stem, words))


def telling_stems(words: Sequence[str]) -> frozenset[str]:
    """The stems of `words` without the small ones, unless there are no others."""
    return frozenset(stems(word for word in words if word not in greek.STOP_WORDS) or stems(words))


def passages(document: Document) -> list[str]:
    """What a document is about, in sentences: what its meaning is known by."""
    title = f"{document.title}. {document.summary}"
    about = ", ".join(document.names)
    return [title, *(text for text in (document.body, about, ". ".join(document.other)) if text)]


def searched_words(document: Document) -> dict[str, str]:
    """
    Field → its words with spaces between, for every field that is searched.

    Each text has its words as they are in normal form, their stems (`title_stem`) and their
    sounds (`title_sound`).
    """
    found = {field: greek.tokens(text) for field, text in texts(document).items()}
    shapes = {
        **found,
        **{f"{field}_stem": map(greek.stem, words) for field, words in found.items()},
        **{f"{field}_sound": map(greek.sound, words) for field, words in found.items()},
    }
    numbers = [digits for phone in document.phones if (digits := dialled(phone))]
    long = (digits for digits in numbers if len(digits) > LONGEST_SHORT_NUMBER)
    endings = [digits[at:] for digits in long for at in range(1, len(digits) - LOCAL_NUMBER + 1)]
    return {name: " ".join(words) for name, words in {**shapes, "phone": numbers + endings}.items()}


def texts(document: Document) -> dict[str, str]:
    """The texts of a document that are searched, by the name of their field."""
    return {
        "title": document.title,
        "names": "\n".join((*document.names, document.unit)),
        "summary": document.summary,
        "body": document.body,
        "other": "\n".join(document.other),
    }


def digest(document: Document) -> str:
    """Differs when anything of the document does: tells whether an index holds its present state."""
    return hashlib.sha256(json.dumps([FORMAT, asdict(document)]).encode()).hexdigest()[:32]
