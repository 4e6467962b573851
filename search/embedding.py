"""
Keep what `search.meaning` knows in step with the content and with the phrases of editors.

Called by the worker and by commands only. What was embedded once isn't again, so repeats are cheap;
everything may raise `meaning.Away`.
"""

from collections.abc import Collection, Mapping

from search import analysis, lexicon, meaning, sources
from search.documents import Document
from search.indexing import Differences
from search.meaning import Passages
from search.nearness import is_phrase, phrase_key

BATCH = 32
"""Documents embedded in one task: some seconds' work, between which the worker does other things."""


def refresh(keys: Collection[str]) -> None:
    """Make it know what these objects are about now; forget those that aren't public."""
    keep(dict.fromkeys(keys) | {document.key: document for document in sources.documents(keys)})


def keep(described: Mapping[str, Document | None]) -> None:
    """Make it know what these documents, by their keys, are about; forget keys without one."""
    meaning.put({key: _passages(document) for key, document in described.items() if document})
    meaning.remove([key for key, document in described.items() if not document])


def refresh_next(after: str) -> str:
    """The next documents after this key, in the order of keys; returns the last of them, empty at the end."""
    public = sources.keys()
    keys = [key for key in sorted(public) if key > after][:BATCH]
    if not keys:
        gone = meaning.keys().keys() - set(public)
        meaning.remove([key for key in gone if not is_phrase(key)])
        return ""
    refresh(keys)
    return keys[-1]


def refresh_phrases() -> None:
    """Make it know the phrases that are saved now, and no others."""
    wanted = _phrases()
    known = {key: digest for key, digest in meaning.keys().items() if is_phrase(key)}
    meaning.put({key: one for key, one in wanted.items() if known.get(key) != one.digest})
    meaning.remove(known.keys() - wanted.keys())


def differences() -> Differences:
    """Hold what it knows, of documents and of phrases, against the content."""
    known = meaning.keys()
    result, wanted = Differences(), {key: one.digest for key, one in _phrases().items()}
    for described in sources.attempts():
        if isinstance(described, sources.CannotDescribe):
            known.pop(described.args[0], None)  # told of by the index, and nothing to be mended here
        else:
            wanted[described.key] = _passages(described).digest
    result.missing = sorted(wanted.keys() - known.keys())
    result.outdated = sorted(key for key in wanted.keys() & known.keys() if wanted[key] != known[key])
    result.superfluous = sorted(known.keys() - wanted.keys())
    return result


def repair(found: Differences) -> None:
    """Do away with the differences that `differences` found."""
    keys = [key for key in (*found.missing, *found.outdated) if not is_phrase(key)]
    for start in range(0, len(keys), BATCH):
        refresh(keys[start : start + BATCH])
    meaning.remove([key for key in found.superfluous if not is_phrase(key)])
    refresh_phrases()


def _passages(document: Document) -> Passages:
    return Passages(document.language, analysis.passages(document))


def _phrases() -> dict[str, Passages]:
    """Those that are saved now, by their keys."""
    return {
        phrase_key(phrase.term, phrase.text): Passages("", [phrase.text], kind="phrase")
        for phrase in lexicon.current().phrases
    }
