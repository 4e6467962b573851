"""
Greek and English words as search sees them. Pure text in, text out; both engines share it.

    normal_form           gives            why
    --------------------  ---------------  --------------------------------------------------
    Βεβαίωση, ΒΕΒΑΙΩΣΗ    βεβαιωση         accents and case don't count,
    προϋπολογισμός        προυπολογισμοσ   nor dialytika, nor the final sigma
    Ο.Π.Α., ο.π.α, ΟΠΑ    οπα              an acronym is one word, dotted or not
    AΣΤΕΓΟΣ, άστεγoς      αστεγοσ          Latin A and o look Greek in a Greek word
    Community             community        a wholly Latin word stays Latin

    stem                  gives            why
    --------------------  ---------------  --------------------------------------------------
    άστεγος, αστεγίας     αστεγ            endings go
    έκοψαν, κόβω, κόψει   κοβ              the dictionary knows the base form
    δηλώνω, δηλωμένος     δηλωσ            what one does is called like the doing: δήλωση
    παιδιά, παιδάκι       παιδ             small ones are ones
    επήδομα, επιδόματος   επιδομ           a slip is read as the word that sounds so
    services, service     servic           English words are stemmed as English
    ΚΕΑ, Κ.Ε.Α.           κεα              short words keep their letters

    sound                 gives            why
    --------------------  ---------------  --------------------------------------------------
    ηλικία, υλικοία       ιλικια           one letter for ι η υ ει οι υι,
    αίτηση, έττιση        ετισι            for ε αι, for one consonant or two,
    ρεύμα, ρέβμα          ρεβμα            and for αυ ευ
    αγγελία, αγκελεία     αγκελια          γγ is γκ
    address, adress       adres            Latin words keep theirs

    greeklish             gives first      why
    --------------------  ---------------  --------------------------------------------------
    voitheia, boh8eia     βοηθεια          by ear, by eye,
    voithia, bohtheia     βοηθεια          and with slips
    xreiazomai, hriazome  χρειαζομαι       x is χ,
    xenos, ksenos, 3enos  ξενοσ            or ξ, whichever makes a word
    ψυchologos            ψυχολογοσ        halfway changed over

    other_keyboard        gives            why
    --------------------  ---------------  --------------------------------------------------
    bohueia               βοηθεια          Greek typed on Latin keys
    bo;hueia              βοήθεια          with the key for the accent
    ηομε ψαρε             home care        English typed on Greek keys

    to_latin              gives            why
    --------------------  ---------------  --------------------------------------------------
    ευχαριστώ             efcharisto       as on passports

The script decides the language of a word: English words in a Greek page are stemmed as
English, and the other way round.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from search.keyboards import other_keyboard
from search.lemmas import lemma, respelled
from search.phonetics import sound
from search.stems import SHORTEST_STEM, stem
from search.transliteration import greeklish, to_latin

__all__ = [
    "SHORTEST_STEM",
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


def normal_form(text: str) -> str:
    """`text` with everything folded that doesn't make a different word. Folding twice changes nothing."""
    return LETTERS.sub(_greek_if_mixed, ACRONYM.sub(_without_dots, _folded(text)))


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and normal form of each word, as they stand in `text`. One span may hold two words."""
    for match in SPAN.finditer(text):
        for word in _words_of(match.group()):
            yield match.start(), match.end(), word


def _words_of(span: str) -> tuple[str, ...]:
    """Words come again and again, and folding one takes longer than anything else done with it."""
    return _folded_words(span) if len(span) <= LONGEST_WORD else _folded_words.__wrapped__(span)


@lru_cache(maxsize=50_000)
def _folded_words(span: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in WORD.findall(normal_form(span)))


def tokens(text: str) -> list[str]:
    """The words of `text` in normal form."""
    return [word for _start, _end, word in spans(text)]


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
