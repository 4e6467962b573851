"""
What was meant when the keyboard was set to the other language: bohueia is βοηθεια, ηομε is home.

Keys as on the Greek layout of Windows, macOS and Linux. An accent is a key of its own, pressed
before its vowel; with the Latin layout on, that key gives a semicolon: bo;hueia. The other way
round q gives one: ;θεστιον.
"""

import re
import unicodedata

_LATIN = "ertyuiopasdfghjklzxcvbnm"
_GREEK = "ερτυθιοπασδφγηξκλζχψωβνμ"
_TO_GREEK = dict(zip(_LATIN + _LATIN.upper(), _GREEK + _GREEK.upper(), strict=True)) | {"w": "ς"}
_TO_LATIN = {greek: latin for latin, greek in _TO_GREEK.items()}
_OTHER = _TO_GREEK | _TO_LATIN | {"q": ";", "Q": ":", "W": "Σ"}

_ACCENTS = {";": "\u0301", ":": "\u0308", "W": "\u0308\u0301"}
_ACCENT_KEYS = {accents: key for key, accents in _ACCENTS.items()}

_PRESSED = re.compile(
    "(?P<accented>;[aehiovyAEHIOVY]|[:W][iyIY])"
    "|(?P<accent>[ΆΈΉΊΌΎΏΪΫάέήίΰΐϊϋόύώ])"
    "|(?P<q>[;:](?=[Α-Ωα-ωΆ-Ώά-ώ]))"
    "|[A-Za-zΑ-Ωα-ω]"
)


def other_keyboard(text: str) -> str:
    """`text` as the same keys give it in the other language: Latin letters Greek, and Greek ones Latin."""
    return _PRESSED.sub(_other, unicodedata.normalize("NFC", text))


def _other(match: re.Match) -> str:
    pressed = match.group()
    match match.lastgroup:
        case "accented":
            return unicodedata.normalize("NFC", _TO_GREEK[pressed[1]] + _ACCENTS[pressed[0]])
        case "accent":
            apart = unicodedata.normalize("NFD", pressed)
            return _ACCENT_KEYS[apart[1:]] + _TO_LATIN[apart[0]]
        case "q":
            return "q" if pressed == ";" else "Q"
    return _OTHER[pressed]
