"""
The code that leads back to a draft put by for later: to be written down or printed, and typed in.

Sixteen random characters of eighteen, 66 bits, in groups of four. It has the letters of a reference
number (`forms.reference`), but not its length, so that one is never taken for the other.
"""

import re
import secrets

from forms.reference import ALPHABET, GREEK_KEYBOARD

LENGTH, GROUP = 16, 4


def make() -> str:
    """A new code as it is shown, e.g. `4C7R-DQ29-LFJ8-3VWC`."""
    normal = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(normal[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def normalise(text: str) -> str:
    """
    The one form that is hashed, however it was typed: in small letters, with spaces, on a Greek
    keyboard. "" if `text` is no code.
    """
    normal = re.sub(r"[\s\-\u2010-\u2015]", "", text.upper().translate(GREEK_KEYBOARD))
    return normal if len(normal) == LENGTH and set(normal) <= set(ALPHABET) else ""
