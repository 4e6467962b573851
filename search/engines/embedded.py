"""The embedded engine: tantivy, an index on disk, no server. One writer, many readers."""

import json
import logging
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from search.analysis import FORMAT, digest, searched_words
from search.documents import Document
from search.engines.base import SHOWN, Answer, Found, Unavailable
from search.engines.clauses import SCHEMA, counting, weighing
from search.engines.folders import Folders
from search.question import WEIGHTS, Question
from search.vocabulary import EMPTY, Counting, Vocabulary

logger = logging.getLogger(__name__)

WORDS = "words.json"
HEAP = 15_000_000
"""Bytes of a writer's buffer, tantivy's least."""
MOST_TYPES, MOST_UNITS = 50, 300
"""Counts are exact where answers are of no more kinds and offices; each office costs some microseconds."""
MOST_CARDS = 20_000
"""Documents whose entry a process keeps at hand, some 2 kB each."""


class Embedded:
    """An `Engine` in the folder `root`; the folder need not exist for searching."""

    name = "embedded"
    wait = 10.0
    """Seconds to wait for another writer."""

    def __init__(self, root: Path):
        self.folders = Folders(root)
        self._opening = threading.Lock()
        self._index: tantivy.Index | None = None
        self._state: tuple = ()
        self._vocabulary = EMPTY
        self._vocabulary_state: tuple = ()
        self._cards: dict[int, Found] = {}

    def search(self, question: Question, *, limit: int, counted: bool = True) -> Answer:
        with _unavailable_when_broken():
            searcher = self._searcher()
            if limit < 1:
                # Only the counts are wanted: nothing has to be weighed.
                counts, units = _facets(searcher, counting(question))
                return Answer(sum(counts.values()), [], counts=counts, units=units)
            told = searcher.search(weighing(question), limit=limit, count=True)
            found = self._found(searcher, told.hits)
            total = told.count or 0  # type: ignore[attr-defined]  # its stub forgets it
            if not counted:
                return Answer(total, found)
            is_whole = total <= len(found)
            counts, units = _counted(found) if is_whole else _facets(searcher, counting(question))
            return Answer(total, found, counts=counts, units=units)

    def remembered(self, keys: Collection[str]) -> list[Found]:
        with _unavailable_when_broken():
            searcher = self._searcher()
            named = Query.term_set_query(SCHEMA, "key", list(keys))
            hits = searcher.search(named, limit=max(len(keys), 1), count=False).hits if keys else []
            return [one._replace(score=0.0) for one in self._found(searcher, hits)]

    def vocabulary(self) -> Vocabulary:
        """Read again when somebody wrote it. A damaged one counts as empty: search works without."""
        path = self.folders.current() / WORDS
        try:
            written = path.stat()
            state = (path, written.st_mtime_ns, written.st_ino)
            if self._vocabulary_state != state:
                self._vocabulary, self._vocabulary_state = Vocabulary.read(path), state
        except (OSError, ValueError, KeyError, TypeError) as error:
            logger.warning("The words of the index can't be read: %s", error)
            return EMPTY
        return self._vocabulary

    def keys(self) -> dict[str, str]:
        with _unavailable_when_broken():
            return _digests(self._searcher(), Query.all_query())

    def update(self, put: Iterable[Document] = (), remove: Collection[str] = ()) -> None:
        """Writes nothing for what is in the index already as it should be."""
        documents = {document.key: document for document in put}
        with self.folders.lock(self.wait), _unavailable_when_broken():
            index = tantivy.Index.open(str(self.folders.current()))
            named = Query.term_set_query(SCHEMA, "key", [*documents, *remove])
            held = _digests(index.searcher(), named)
            changed = [one for one in documents.values() if held.get(one.key) != digest(one)]
            removed = (held.keys() & set(remove)) - documents.keys()
            if not (changed or removed):
                return
            with _writing(index) as writer:
                for key in (*removed, *(document.key for document in changed)):
                    writer.delete_documents_by_term("key", key)
                for document in changed:
                    writer.add_document(_entry(document))
            self.vocabulary().and_of(Vocabulary.of(changed)).write(self.folders.current() / WORDS)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Holds the writer's lock throughout, so no change made meanwhile goes into the old index."""
        counting = Counting()
        with self.folders.lock(self.wait):
            folder = self.folders.new()
            with _writing(tantivy.Index(SCHEMA, str(folder))) as writer:
                for document in documents:
                    writer.add_document(_entry(document))
                    counting.add(document)
            counting.vocabulary().write(folder / WORDS)
            self.folders.use(folder)
        return counting.documents

    def _found(self, searcher: tantivy.Searcher, hits: Sequence[tuple[float, Any]]) -> list[Found]:
        """
        Entries are compressed and slow to read, so they are kept: under a number that is made of what
        they say, which the index has in a column of its own. What changed has another one.
        """
        addresses = [address for _score, address in hits]
        numbers = [int(number or 0) for number in searcher.fast_field_values("number", addresses)]
        return [
            (self._cards.get(number) or self._read(number, searcher.doc(address)))._replace(score=score)
            for (score, address), number in zip(hits, numbers, strict=True)
        ]

    def _read(self, number: int, entry: tantivy.Document) -> Found:
        shown = json.loads(entry["entry"][0])
        card = Found(key=entry["key"][0], score=0.0, **{name: shown[name] for name in SHOWN})
        if len(self._cards) >= MOST_CARDS:
            for oldest in list(islice(self._cards, MOST_CARDS // 4)):
                self._cards.pop(oldest, None)
        self._cards[number] = card
        return card

    def _searcher(self) -> tantivy.Searcher:
        """Looks at the present state: opens another folder or reloads only when something changed."""
        with self._opening:
            for again in (True, False):
                try:
                    return self._looked_up()
                except (OSError, ValueError):
                    # Between reading the pointer and opening, a rebuild may have swapped folders.
                    self._index, self._state = None, ()
                    if not again:
                        raise
        raise AssertionError("the loop returns or raises")

    def _looked_up(self) -> tantivy.Searcher:
        folder = self.folders.current()
        written = (folder / "meta.json").stat()
        state = (folder, written.st_mtime_ns, written.st_ino)
        if self._index is None or self._state[0] != folder:
            self._index = tantivy.Index.open(str(folder))
            # Reloaded by ourselves: tantivy's own way is a thread that looks twice a second.
            self._index.config_reader("manual")
        if self._state != state:
            self._index.reload()
            self._state = state
        return self._index.searcher()


@contextmanager
def _unavailable_when_broken() -> Iterator[None]:
    """Whatever tantivy says about a missing or damaged index, as Unavailable."""
    try:
        yield
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise Unavailable(f"The search index can't be used: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's; derived from BaseException
            raise
        raise Unavailable(f"The search index is damaged: {error}") from error


@contextmanager
def _writing(index: tantivy.Index) -> Iterator[tantivy.IndexWriter]:
    """A writer that commits at the end, or not at all."""
    with _unavailable_when_broken():
        writer = index.writer(HEAP, 1)
    try:
        yield writer
    except BaseException:
        writer.rollback()
        raise
    with _unavailable_when_broken():
        writer.commit()
        writer.wait_merging_threads()


def _entry(document: Document) -> tantivy.Document:
    shown = {name: getattr(document, name) for name in SHOWN}
    present = digest(document)
    entry = tantivy.Document(
        key=document.key,
        language=document.language,
        type=document.type,
        number=int(present[:15], 16),
        entry=json.dumps({**shown, "digest": present, "format": FORMAT}).encode(),
    )
    if document.unit:
        entry.add_text("unit", document.unit)
    for term in document.terms:
        entry.add_text("terms", term)
    words = searched_words(document)
    for field, text in words.items():
        entry.add_text(field, text)
    entry.add_text(
        "anywhere", " ".join({stem for field in WEIGHTS for stem in words[f"{field}_stem"].split()})
    )
    return entry


def _digests(searcher: tantivy.Searcher, query: Query) -> dict[str, str]:
    hits = searcher.search(query, limit=max(searcher.num_docs, 1), count=False).hits
    entries = (searcher.doc(address) for _score, address in hits)
    return {entry["key"][0]: json.loads(entry["entry"][0])["digest"] for entry in entries}


def _counted(found: Sequence[Found]) -> tuple[dict[str, int], dict[str, int]]:
    return Counter(one.type for one in found), Counter(one.unit for one in found if one.unit)


def _facets(searcher: tantivy.Searcher, query: Query) -> tuple[dict[str, int], dict[str, int]]:
    sizes = {"type": MOST_TYPES, "unit": MOST_UNITS}
    asked = {
        field: {"terms": {"field": field, "size": size, "segment_size": size}}
        for field, size in sizes.items()
    }
    told = searcher.aggregate(query, asked)
    types, units = (
        {bucket["key"]: bucket["doc_count"] for bucket in told[field]["buckets"]} for field in sizes
    )
    return types, units
