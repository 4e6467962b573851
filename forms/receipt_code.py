"""
The receipt code: a second secret beside the reference, shown once an application is sent.

Nothing stores it: it is the keyed hash of the application's id, in eight letters of the
reference's alphabet (33 bits), so it lasts as long as INDEX_KEY and a copy of the database
doesn't tell it. With the reference it opens the page of an application's progress.
"""

import hmac
import re
import uuid

from forms.crypto import blind_index
from forms.reference import ALPHABET, GREEK_KEYBOARD

LENGTH, GROUP = 8, 4


def of(application_id: uuid.UUID) -> str:
    """The code as it is shown, e.g. `7FQ2-LW9C`."""
    code = _code(application_id)
    return "-".join(code[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def normalise(text: str) -> str:
    """The code in its one form, however it was typed; "" if `text` is none."""
    normal = re.sub(r"[\s\-\u2010-\u2015]", "", text.upper().translate(GREEK_KEYBOARD))
    return normal if len(normal) == LENGTH and set(normal) <= set(ALPHABET) else ""


def fits(application_id: uuid.UUID, text: str) -> bool:
    """Whether somebody typed the code of this application; takes as long for any other text."""
    return hmac.compare_digest(_code(application_id).encode(), normalise(text).encode())


def _code(application_id: uuid.UUID) -> str:
    number, letters = int(blind_index("receipt", str(application_id)), 16), []
    for _place in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)
