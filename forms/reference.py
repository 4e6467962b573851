"""
The reference number: how an applicant and the office name an application to each other.

Fifteen random characters of eighteen, 62 bits, so that none can be guessed. The alphabet has no
Latin letter that looks like a Greek one (nobody wonders which Α it is), none that looks like a
digit, and no vowel, so no words come about.
"""

import re
import secrets

ALPHABET = "23456789CDFGJLQRVW"
LENGTH, GROUP = 15, 5

# A Greek keyboard writes these where the Latin letter was meant.
GREEK_KEYBOARD = str.maketrans("ΨΔΦΓΞΛΡΩΣ;:", "CDFGJLRVWQQ")


def make() -> str:
    """A new reference as it is shown, e.g. `4C7RD-Q29LF-J83VW`."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def normalise(text: str) -> str:
    """
    The one form that is hashed: as typed by hand, in small letters, with spaces or the wrong
    keyboard, it comes out the same. "" if `text` is no reference.
    """
    normal = re.sub(r"[\s\-\u2010-\u2015]", "", text.upper().translate(GREEK_KEYBOARD))
    return normal if len(normal) == LENGTH and set(normal) <= set(ALPHABET) else ""


def grouped(normal: str) -> str:
    """The normal form in groups of five, as it is shown."""
    return "-".join(normal[i : i + GROUP] for i in range(0, LENGTH, GROUP))
