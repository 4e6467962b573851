"""
AMKAs that colleagues don't have to see.

An AMKA opens a person's whole life with the state, so no screen shows one before somebody asks for
it, and who asked is on the trail. All digits but the last two are covered: enough to tell the
members of a family apart on the telephone, too few to guess the rest from a date of birth.

People write AMKAs into notes and free answers too, so they are looked for in texts.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

DOT = "•"
SHOWN = 2
"""Last digits that stay in sight."""

AMKA = re.compile(
    r"(?<![\d+])"
    r"(?:0[1-9]|[12]\d|3[01])[ \u00a0./-]?(?:0[1-9]|1[0-2])[ \u00a0./-]?\d\d"
    r"(?:[ \u00a0./-]?\d){5}(?!\d)"
)
"""
A day, a month, a year and five more digits, written together or apart. The check digit is not
asked for: an AMKA with a slip of the pen gives the right one away. No Greek telephone number fits.
"""

ANY_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Words:
    """Words as somebody may read them now. `place` names what is, or was until now, covered in them."""

    text: str
    place: str = ""
    is_covered: bool = False

    def __str__(self) -> str:
        return self.text


def mask_amka(text: str) -> str:
    """The text with every AMKA in it covered but for its last two digits."""
    return AMKA.sub(lambda found: covered(found[0]), text)


def covered(number: str) -> str:
    """All that is a digit but the last two; whatever stands between them stays."""
    hidden = len(ANY_DIGIT.findall(number)) - SHOWN
    return ANY_DIGIT.sub(DOT, number, count=hidden) if hidden > 0 else DOT * len(number)


@dataclass(frozen=True)
class Mask:
    """
    What of one application's AMKAs is in sight in this answer of the server.

    A `place` is where one stands, e.g. `answer.amka`, `answer.members.2.amka`, `event.<uuid>`;
    `is_lifted` stands for all of them, as on paper.
    """

    revealed: Collection[str] = ()
    is_lifted: bool = False

    def over(self, text: str, place: str, *, whole: bool = False) -> Words:
        """`text`, with what is an AMKA covered; with `whole` all of it is, valid or not."""
        masked = covered(text) if whole and text else mask_amka(text)
        if masked == text:
            return Words(text)
        if self.is_lifted or place in self.revealed:
            return Words(text, place)
        return Words(masked, place, is_covered=True)
