"""
Greek and English words as search sees them. Pure text in, text out; both engines share it.

    typed or written          normal form      why
    ------------------------  ---------------  ------------------------------------------
    Βεβαίωση, ΒΕΒΑΙΩΣΗ        βεβαιωση         accents and case don't count
    προϋπολογισμός            προυπολογισμοσ   nor dialytika, nor the final sigma
    Ο.Π.Α., Ε.Κ.Κ.Α.          οπα, εκκα        an acronym is one word, dotted or not
    AΣΤΕΓΟΣ (Latin A)         αστεγοσ          Latin letters that look Greek, in a Greek word
    Community                 community        a wholly Latin word stays Latin

    word                      stem             by
    ------------------------  ---------------  ------------------------------------------
    αστεγος, αστεγίας         αστεγ            Snowball's Greek stemmer, then `_level`
    παιδιά, παιδιού           παιδ             own endings where Snowball leaves too little
    κοινωνική, κοινωνικών     κοινων           -ικ-, -ιακ- of adjectives
    services, service         servic           Snowball's English stemmer

The script decides the language of a word: English words in a Greek page are stemmed as
English, and the other way round.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from search.keyboards import other_keyboard
from search.lemmas import lemma, respelled
from search.phonetics import sound
from search.transliteration import greeklish, to_latin

__all__ = [
    "STOP_WORDS",
    "greeklish",
    "lemma",
    "normal_form",
    "other_keyboard",
    "respelled",
    "sound",
    "spans",
    "stem",
    "to_latin",
    "tokens",
]

SHORTEST_STEM = 3
LONGEST_WORD = 100
"""Longer "words" (pasted keys, runs of one letter) are cut, for index and query alike."""

# What stands inside a word without being a letter: accents typed apart, soft hyphens,
# zero-width and direction marks.
_JOINED = (
    "\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
_LETTER = f"(?:[^\\W\\d_][{_JOINED}]*)"
_ACRONYM = rf"(?<![^\W_]){_LETTER}\.(?:{_LETTER}{{1,2}}\.)*(?:{_LETTER}{{1,2}}\.?)(?![^\W_])"
_WORD = f"(?:[^\\W_][{_JOINED}]*)+"

ACRONYM = re.compile(_ACRONYM)
SPAN = re.compile(f"{_ACRONYM}|{_WORD}")
WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")

# By their capitals (Latin B, H, P…) and, where these differ, by their small letters (u, w).
LOOKS_GREEK = str.maketrans("abehikmnoptuvwxyz", "αβεηικμνορτυνωχυζ")
GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")

_STOP_WORDS = """
ο η το οι τα του τησ των τον την τη τουσ τισ ενα ενασ μια μιασ ενοσ στο στη στην στον στα στουσ στισ
και κι με σε για γι απο προσ κατα μετα χωρισ ωσ παρα αντι που πωσ ποτε οτι να θα δε δεν μη μην αν
μου σου μασ σασ εγω εσυ εμεισ εσεισ αυτο αυτα αυτη αυτοσ οπωσ αλλα ομωσ
ειμαι εισαι ειναι ειμαστε ειστε ηταν εχω εχεισ εχει εχουμε εχετε εχουν θελω θελει θελουμε μπορω μπορει
χρειαζομαι χρειαζεται πρεπει τι ποιοσ ποια ποιο ποιεσ ποιοι κανω κανει βρω παρω
a an and are as at be by can do does for from get have how i in is it me my need of on or our that the
their this to want we what when where which who with you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Articles, prepositions, pronouns, auxiliaries and question words, in normal form."""

_snowball = {name: snowballstemmer.stemmer(name) for name in ("greek", "english")}
_ADJECTIVE = "(?:οσ|ου|ο|οι|ων|ουσ|η|ησ|εσ|α)"
# What is done, and the name for doing it: δηλώνω, δηλωμένος, δήλωση.
_NOUNS_OF_VERBS = [
    (re.compile(f"(?<=[α-ω]{{3}})(?:{endings})$"), noun)
    for endings, noun in (
        (f"ωνω|ωνομαι|ωμεν{_ADJECTIVE}", "ωση"),
        (f"ιζω|ιζομαι|ισμεν{_ADJECTIVE}|ισμ(?:οσ|ου|ο|οι|ων|ουσ)", "ιση"),
        (f"αζω|αζομαι|ασμεν{_ADJECTIVE}|ασμ(?:οσ|ου|ο|οι|ων|ουσ)", "αση"),
        (f"ευω|ευομαι|ευμεν{_ADJECTIVE}", "ευση"),
        ("ποιω|ποιουμαι", "ποιηση"),
        (f"ημεν{_ADJECTIVE}", "ηση"),
        ("πτω|πτομαι", "πη"),
    )
]
_DIMINUTIVE = re.compile("(?<=[α-ω]{4})ακι(?:α|ων)?$")
_ENDINGS = re.compile("(?:ιων|ιου|ουν|ια|ιο|οι|εσ|ων|ου|οσ|ησ|ασ|α|η|ο|ι|ε|ω|σ)$")


def normal_form(text: str) -> str:
    """`text` with everything folded that doesn't make a different word. Folding twice changes nothing."""
    return LETTERS.sub(_greek_if_mixed, ACRONYM.sub(_without_dots, _folded(text)))


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and normal form of each word, as they stand in `text`. One span may hold two words."""
    for match in SPAN.finditer(text):
        for word in WORD.findall(normal_form(match.group())):
            yield match.start(), match.end(), word[:LONGEST_WORD]


def tokens(text: str) -> list[str]:
    """The words of `text` in normal form."""
    return [word for _start, _end, word in spans(text)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in normal form. What holds digits or is very short stays as it is, but for verbs."""
    if not word.isalpha():
        return word
    if len(word) <= SHORTEST_STEM:
        base = lemma(word)
        return _stem_of_base(base) if base.endswith("ω") else word
    if not GREEK.search(word):
        return _snowball["english"].stemWord(word) if word.isascii() else word
    return _stem_of_base(lemma(_undiminished(word)))


@lru_cache(maxsize=20_000)
def _stem_of_base(word: str) -> str:
    if len(word) <= SHORTEST_STEM:
        return word
    for ending, noun in _NOUNS_OF_VERBS:
        word = ending.sub(noun, word)
    found = _level(_snowball["greek"].stemWord(word))
    return found if len(found) >= SHORTEST_STEM else _without_ending(word)


def _undiminished(word: str) -> str:
    """σπιτάκια → σπίτι: as the lay call what the office calls otherwise."""
    return _DIMINUTIVE.sub("ι", word)


def _folded(text: str) -> str:
    """Letters only in their plainest shape. Some letters need a second round (ŉ, ϓ)."""
    while True:
        apart = unicodedata.normalize("NFKD", text)
        plain = "".join(sign for sign in apart if unicodedata.category(sign) not in {"Mn", "Me", "Cf"})
        folded = unicodedata.normalize("NFKC", plain.casefold())
        if folded == text:
            return folded
        text = folded


def _without_dots(match: re.Match) -> str:
    return match.group().replace(".", "")


def _greek_if_mixed(match: re.Match) -> str:
    word = match.group()
    if word.isascii() or not GREEK.search(word):
        return word
    greek = word.translate(LOOKS_GREEK)
    return word if re.search("[a-z]", greek) else greek


def _level(stem: str) -> str:
    """
    One stem where Snowball leaves several of one word, depending on its ending.

    αστεγι(ας) and αστεγ(ος), φορε(ας) and φορ(εις), κοινωνικ(η) and κοινων(ικων).
    """
    for ending, kept in (("ιακ", 4), ("ικ", 4), ("ει", 4), ("ι", 4), ("ε", 3)):
        if stem.endswith(ending) and len(stem) - len(ending) >= kept:
            stem = stem.removesuffix(ending)
    return stem


def _without_ending(word: str) -> str:
    """For words of which Snowball leaves next to nothing: παιδια → πα, φωτα → φω."""
    for match in (_ENDINGS.search(word, at) for at in range(SHORTEST_STEM, len(word))):
        if match and match.start() >= SHORTEST_STEM:
            return word[: match.start()]
    return word
