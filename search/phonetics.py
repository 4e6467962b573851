"""
How a Greek word sounds, whatever its spelling.

Greek writes one sound in many ways, and most slips put one of them for another: οικονομικός,
ικονομικός. Both have one key here. A key is written in Greek letters, one for each sound, and is
for comparing only; υ stands for the sound of ου.

    sound              spellings of it           key
    -----------------  ------------------------  ---
    i                  ι η υ ει οι υι, οη ωι     ι
    o, e, u            ο ω, ε αι, ου             ο ε υ
    af, av, ef, ev     αυ, ευ, αφ, αβ…           by what follows: αφτοσ, ρεβμα
    g in the middle    γγ γκ νγ νκ               γκ
    ks, ps             ξ κσ, ψ πσ                ξ ψ
    one consonant      single or double          single
    n before p, f, m   συνπ, συμπ                μ
    z before voiced    σμ ζμ, σβ ζβ              ζ

οη and ωι sound otherwise, but «βοιθεια» and «proi» is how many write βοήθεια and πρωί.
A Latin word keeps its letters, only ph, ck and doubled ones become simple.
"""

import re
from functools import lru_cache

VOICELESS = "θκξπστφχψ"
CONSONANTS = "βγδζθκλμνξπρστφχψ"

_STEPS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # Two letters, one sound; ου waits as U, lest its υ be read again.
        ("ου", "U"),
        (f"(?<=[αεη])υ(?=[{VOICELESS}]|$)", "φ"),
        (f"(?<=[αεη])υ(?=[{CONSONANTS}αεηιοωU])", "β"),
        ("αι", "ε"),
        ("[οω](?:ει|[ηιυ])|[ευ]ι|[ηυ]", "ι"),
        ("ω", "ο"),
        ("ι+", "ι"),
        # Consonants that become like their neighbours.
        ("ν(?=[γκχξ])", "γ"),
        ("ν(?=[πβφμψ])", "μ"),
        ("κσ", "ξ"),
        ("πσ", "ψ"),
        (f"β(?=[{VOICELESS}])", "φ"),
        ("σ(?=[βγδμ])", "ζ"),
        ("ντζ", "τζ"),
        ("γγ", "γκ"),
        # Not at the beginning, where only acronyms have two: κκε.
        (f"(?<=[αειοU])([{CONSONANTS}])\\1+", r"\1"),
        (f"(?<=[{CONSONANTS}])([{CONSONANTS}])\\1+", r"\1"),
        ("U", "υ"),
    )
]
_LATIN_STEPS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (("ph", "f"), ("ck", "k"), (r"([b-df-hj-np-tv-z])\1+", r"\1"))
]
_GREEK = re.compile("[α-ω]")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """The key of a word in normal form; the same for all that sound alike. Never empty."""
    for pattern, replacement in _STEPS if _GREEK.search(word) else _LATIN_STEPS:
        word = pattern.sub(replacement, word)
    return word
