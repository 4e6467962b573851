"""
Keep what `search.meaning` knows in step with the content and with the phrases of editors.

Called by the worker and by commands only. What was embedded once isn't again, so repeats are cheap;
everything may raise `meaning.Away`.
"""

from collections.abc import Collection, Mapping

from search import analysis, lexicon, meaning, sources
from search.meaning import Passages
from search.nearness import phrase_key

BATCH = 32
"""Documents embedded in one task: some seconds' work, between which the worker does other things."""


def refresh(keys: Collection[str]) -> None:
    """Make it know what these objects are about now; forget those that aren't public."""
    found = described(keys)
    meaning.put(found)
    meaning.remove(set(keys) - found.keys())


def refresh_next(after: str) -> str:
    """The next documents after this key, in the order of keys; returns the last of them, empty at the end."""
    public = sources.keys()
    keys = [key for key in sorted(public) if key > after][:BATCH]
    if not keys:
        gone = meaning.keys().keys() - set(public)
        meaning.remove([key for key in gone if not key.startswith("phrase ")])
        return ""
    refresh(keys)
    return keys[-1]


def refresh_phrases() -> None:
    """Make it know the phrases that are saved now, and no others."""
    wanted = {
        phrase_key(phrase.term, phrase.text): Passages("", [phrase.text], kind="phrase")
        for phrase in lexicon.current().phrases
    }
    known = {key: digest for key, digest in meaning.keys().items() if key.startswith("phrase ")}
    meaning.put({key: one for key, one in wanted.items() if known.get(key) != one.digest})
    meaning.remove(known.keys() - wanted.keys())


def described(keys: Collection[str]) -> Mapping[str, Passages]:
    """Key → what the public object of it is about."""
    return {
        document.key: Passages(document.language, analysis.passages(document))
        for document in sources.documents(keys)
    }


def outdated() -> list[str]:
    """Keys that it knows otherwise than the content says, or not, or though they are gone."""
    known = {key: digest for key, digest in meaning.keys().items() if not key.startswith("phrase ")}
    wrong = [
        document.key
        for document in sources.documents()
        if known.pop(document.key, None) != Passages(document.language, analysis.passages(document)).digest
    ]
    return sorted([*wrong, *known])
