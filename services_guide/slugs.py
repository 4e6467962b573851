"""Latin slugs of Greek names, after ELOT 743, so that «Βοήθεια στο Σπίτι» is `voitheia-sto-spiti`."""

import re
import unicodedata

from django.utils.text import slugify

PAIRS = {"ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch"}
"""Two letters with one sound. «γκ» is `gk` and «ντ» `nt`, letter by letter."""

LETTERS = str.maketrans(
    {
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th",
        "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p",
        "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    }
)  # fmt: skip
VOICELESS = "θκξπσςτφχψ"
AU_EU_IU = re.compile(r"([αεη])υ(?=(.?))")
INITIAL_B = re.compile(r"\bμπ")


def slug_for(text: str, max_length: int = 100) -> str:
    """A slug of `text`, cut at a word; empty when nothing in it can be written in Latin letters."""
    slug = slugify(latin(text))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug


def latin(text: str) -> str:
    """Greek letters of `text` in Latin ones, in small letters; the rest stays."""
    text = _without_accents(text.lower())
    text = AU_EU_IU.sub(_sound_of_upsilon, text)
    text = INITIAL_B.sub("b", text)
    for pair, sound in PAIRS.items():
        text = text.replace(pair, sound)
    return text.translate(LETTERS)


def is_empty(slug: str) -> bool:
    """Whether `slug` says nothing: what Wagtail's own slugs of Greek titles come to is `------`."""
    return not slug or not slug.strip("-_")


def _sound_of_upsilon(match):
    vowel, following = match.groups()
    consonant = "f" if not following or following in VOICELESS or not following.isalpha() else "v"
    return vowel + consonant


def _without_accents(text):
    """
    Drop accents, but keep apart what a dialytika parts: «αϋ» is two sounds, «αυ» one.

    An accent on the first of two vowels parts them too («Μάιος», «άυλος»).
    """
    text = unicodedata.normalize("NFD", text)
    text = re.sub("([αεηο]\u0301)υ", r"\1y", text)
    text = text.replace("υ\u0308", "y")
    return unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
