"""
Makes search/greek_lemmas.xz and greek_sounds.xz, base forms and spellings, from simplemma's dictionary.

    PYTHONPATH=. .venv/bin/python bin/greek_lemmas.py

To be run again after a change of search/phonetics.py, or for a newer dictionary.

The dictionary has 250,000 forms with their accents; people type without, so it is folded here,
once, and not by every process that searches. Where forms that differed by an accent alone come
together, the lemma with more forms has them.
"""

import lzma
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from search.phonetics import sound

FOLDER = Path(__file__).parent.parent / "search"
ENCODING = "iso8859-7"


def main() -> None:
    lemma_of = lemmas(DefaultDictionaryFactory().get_dictionary("el"))
    write("greek_lemmas.xz", lemma_of)
    write("greek_sounds.xz", spellings(lemma_of))


def write(name: str, table: Mapping[str, str]) -> None:
    lines = sorted(f"{key} {value}".encode(ENCODING) for key, value in table.items())
    (FOLDER / name).write_bytes(lzma.compress(b"\n".join(lines), preset=9 | lzma.PRESET_EXTREME))
    print(f"{name}: {len(lines)} words, {(FOLDER / name).stat().st_size // 1024} KB")


def spellings(lemma_of: Mapping[str, str]) -> dict[str, str]:
    """Sound → the form that has it; of several, one of the lemma with the most forms."""
    forms = Counter(lemma_of.values())
    found: dict[str, str] = {}
    for form in lemma_of:
        key = sound(form)
        if key not in found or forms[lemma_of[form]] > forms[lemma_of[found[key]]]:
            found[key] = form
    return found


def lemmas(dictionary: Mapping[str, str]) -> dict[str, str]:
    """Form → base form, both without accents."""
    pairs = [(form, lemma) for form, lemma in folded(dictionary.items()) if is_word(form) and is_word(lemma)]
    forms = Counter(lemma for _form, lemma in pairs)
    lemma_of: dict[str, str] = {}
    for form, lemma in pairs:
        if form not in lemma_of or forms[lemma] > forms[lemma_of[form]]:
            lemma_of[form] = lemma
    for form in lemma_of:
        # The dictionary leads from μαθητής on to μαθήτρια, from ασφαλισμένος to ασφαλίζω: the
        # other forms of such a word would lose it.
        if forms[form] > 1 or form.endswith("μενοσ"):
            lemma_of[form] = form
        # «αιτήσεις», «τηλέφωνα» may be verbs; in what a town writes they are nouns.
        elif form.endswith(("σεισ", "ξεισ", "ψεισ")) and (noun := form[:-3] + "η") in lemma_of:
            lemma_of[form] = lemma_of[noun]
        elif (
            form.endswith("α")
            and lemma_of[form].endswith("ω")
            and lemma_of.get(noun := form[:-1] + "ο") == noun
        ):
            lemma_of[form] = noun
    return lemma_of


def folded(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """All at once: one text is folded faster than half a million words."""
    text = "\n".join(f"{form}\t{lemma}" for form, lemma in pairs)
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return [tuple(line.split("\t")) for line in plain.casefold().split("\n")]


def is_word(text: str) -> bool:
    return text.isalpha() and min(text) >= "α" and max(text) <= "ω"


if __name__ == "__main__":
    main()
