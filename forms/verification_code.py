"""
The code on an issued document, by which anybody learns whether it is genuine: /elegchos/.

Eighteen random characters of eighteen, 75 bits, in groups of three. It has the letters of a reference
number (`forms.reference`), but not its length, so that one is never taken for the other. Only its
keyed hash is stored: a copy of the database tells no code.
"""

import re
import secrets
import unicodedata

from forms.crypto import blind_index
from forms.reference import ALPHABET, GREEK_KEYBOARD

LENGTH, GROUP = 18, 3

SEPARATORS = re.compile(r"[\s\-_./,·\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff]")
"""What people, and the programs they copy from, put between groups."""


def make() -> str:
    """A new code as it is shown, e.g. `4C7-RDQ-29L-FJ8-3VW-C2D`."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def grouped(normal: str) -> str:
    """The normal form as it is printed."""
    return "-".join(normal[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def normalise(text: str) -> str:
    """
    The one form that is hashed, however it was typed: in small letters, with other spaces, on a
    Greek keyboard. "" if `text` is no code.
    """
    wide = unicodedata.normalize("NFKC", text).upper().translate(GREEK_KEYBOARD)
    normal = SEPARATORS.sub("", wide)
    return normal if len(normal) == LENGTH and set(normal) <= set(ALPHABET) else ""


def hashed(text: str) -> str:
    """The keyed hash under which a document is found; of what is no code, one that nothing has."""
    return blind_index("document", normalise(text))
