"""
Between content and engine: what of a document is searched, and what a question asks for.

Both engines get ready words from here and only match and weigh them, so that they agree.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import cached_property

from search import greek
from search.documents import Document

FORMAT = 1
"""Counts up when the fields or the words in them change: older indexes are then built anew."""

WEIGHTS = {"title": 8.0, "names": 5.0, "summary": 3.0, "body": 1.0}
"""How much a word counts, by where it stands. Each field has a twin of stems, `title_stem`…"""
EXACT = 1.5
"""How much more it counts exactly as written than in another inflection."""

LOCAL_NUMBER = 5
"""So many last digits of a phone number are enough to find it."""
PHONE = re.compile(r"(?:\+|\b)\d[\d\s./()-]*\d")


@dataclass(frozen=True)
class Word:
    """One word of a question, in normal form, with its stem."""

    exact: str

    @cached_property
    def stem(self) -> str:
        return greek.stem(self.exact)


@dataclass(frozen=True)
class Question:
    """What an engine is asked. Documents that hold more of the words come first."""

    language: str
    words: tuple[Word, ...]
    required: int = 1
    """At least so many of the words must be in a document…"""
    phone: str = ""
    """…or this phone number, in digits; empty for none."""
    types: tuple[str, ...] = ()
    """Only documents of these types; empty for all."""
    fields: tuple[str, ...] = tuple(WEIGHTS)
    is_begun: bool = False
    """Whether the last word is still being typed: then it is only the beginning of one."""

    def __bool__(self) -> bool:
        return bool(self.words or self.phone)


def question(text: str, *, language: str) -> Question:
    """
    What `text`, as somebody typed it, asks for.

    Words that are everywhere («για», «την») are left out unless there are no others. Of three
    words one is enough, for few people use the words of the office; of longer ones more must be met.
    """
    words = list(dict.fromkeys(greek.tokens(text)))
    telling = [word for word in words if word not in greek.STOP_WORDS] or words
    return Question(
        language=language,
        words=tuple(map(Word, telling)),
        required=1 if len(telling) <= 3 else 2 if len(telling) <= 6 else 3,
        phone=phone_in(text),
    )


def beginning(text: str, *, language: str) -> Question:
    """What `text` may become when typed to its end: all its words, in titles and names."""
    words = tuple(Word(word) for word in greek.tokens(text))
    return Question(language, words, required=len(words), fields=("title", "names"), is_begun=True)


def phone_in(text: str) -> str:
    """The first phone number in `text`, in digits and without Greece's prefix; empty when there is none."""
    match = PHONE.search(text)
    return dialled(match.group()) if match else ""


def dialled(number: str) -> str:
    """A number as dialled inside Greece: `+30 23413-52281` → `2341352281`."""
    digits = re.sub(r"[^0-9]", "", number)
    for prefix in ("0030", "30"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 10:
            return digits.removeprefix(prefix)
    return digits


def searched_words(document: Document) -> dict[str, str]:
    """Field → its words with spaces between, for every field that is searched."""
    texts = {
        "title": document.title,
        "names": "\n".join(document.names),
        "summary": document.summary,
        "body": document.body,
    }
    words = {field: greek.tokens(text) for field, text in texts.items()}
    stems = {f"{field}_stem": [greek.stem(word) for word in found] for field, found in words.items()}
    numbers = [digits for phone in document.phones if (digits := dialled(phone))]
    endings = [digits[at:] for digits in numbers for at in range(1, len(digits) - LOCAL_NUMBER + 1)]
    return {name: " ".join(found) for name, found in {**words, **stems, "phone": numbers + endings}.items()}


def digest(document: Document) -> str:
    """Differs when anything of the document does: tells whether an index holds its present state."""
    return hashlib.sha256(json.dumps([FORMAT, asdict(document)]).encode()).hexdigest()[:32]
