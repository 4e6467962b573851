"""The embedded engine: tantivy, an index on disk, no server. One writer, many readers."""

import json
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from search.analysis import EXACT, FORMAT, WEIGHTS, Question, Word, digest, searched_words
from search.documents import Document
from search.engines.base import Answer, Found, Unavailable
from search.engines.folders import Folders

COVERAGE = 100.0
"""For each word met: more than weights and rarity ever add up to, so more words come first."""
PHONE_FOUND = 1000.0
SHOWN = ("type", "slug", "title", "url", "summary")
"""What the index keeps of a document besides its words."""
HEAP = 15_000_000
"""Bytes of a writer's buffer, tantivy's least."""
MOST_TYPES = 50


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

    def search(self, question: Question, *, limit: int) -> Answer:
        with _unavailable_when_broken():
            searcher = self._searcher()
            query = _query(question)
            buckets = searcher.aggregate(query, {"types": {"terms": {"field": "type", "size": MOST_TYPES}}})
            counts = {bucket["key"]: bucket["doc_count"] for bucket in buckets["types"]["buckets"]}
            hits = searcher.search(query, limit=limit, count=False).hits if limit > 0 and counts else []
            return Answer(counts, [_found(searcher.doc(address), score) for score, address in hits])

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

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Holds the writer's lock throughout, so no change made meanwhile goes into the old index."""
        total = 0
        with self.folders.lock(self.wait):
            folder = self.folders.new()
            with _writing(tantivy.Index(SCHEMA, str(folder))) as writer:
                for document in documents:
                    writer.add_document(_entry(document))
                    total += 1
            self.folders.use(folder)
        return total

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


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("phone", tokenizer_name="whitespace", index_option="basic")
    for field in WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(f"{field}_stem", tokenizer_name="whitespace", index_option="freq")
    builder.add_bytes_field("entry", stored=True)
    return builder.build()


SCHEMA = _schema()


def _entry(document: Document) -> tantivy.Document:
    shown = {name: getattr(document, name) for name in SHOWN}
    entry = tantivy.Document(
        key=document.key,
        language=document.language,
        type=document.type,
        entry=json.dumps({**shown, "digest": digest(document), "format": FORMAT}).encode(),
    )
    for field, words in searched_words(document).items():
        entry.add_text(field, words)
    return entry


def _digests(searcher: tantivy.Searcher, query: Query) -> dict[str, str]:
    hits = searcher.search(query, limit=max(searcher.num_docs, 1), count=False).hits
    entries = (searcher.doc(address) for _score, address in hits)
    return {entry["key"][0]: json.loads(entry["entry"][0])["digest"] for entry in entries}


def _found(entry: tantivy.Document, score: float) -> Found:
    shown = json.loads(entry["entry"][0])
    return Found(key=entry["key"][0], score=score, **{name: shown[name] for name in SHOWN})


def _query(question: Question) -> Query:
    *complete, last = [_word(word, question) for word in question.words] or [Query.empty_query()]
    if question.is_begun:
        last = _prefix(question.words[-1].exact, question) if question.words else last
    counted = [(Occur.Should, _covering(met)) for met in (*complete, last)]
    wanted = [(Occur.Should, Query.boolean_query(counted, minimum_number_should_match=question.required))]
    if question.phone:
        number = Query.term_query(SCHEMA, "phone", question.phone, "basic")
        wanted.append((Occur.Should, Query.const_score_query(number, PHONE_FOUND)))
    filters = [Query.term_query(SCHEMA, "language", question.language, "basic")]
    if question.types:
        filters.append(Query.term_set_query(SCHEMA, "type", list(question.types)))
    unweighed = [(Occur.Must, Query.const_score_query(condition, 0.0)) for condition in filters]
    return Query.boolean_query([(Occur.Must, Query.boolean_query(wanted)), *unweighed])


def _covering(met: Query) -> Query:
    return Query.boolean_query([(Occur.Must, met), (Occur.Must, Query.const_score_query(met, COVERAGE))])


def _word(word: Word, question: Question) -> Query:
    """Counts where it weighs most, and a little for every further field."""
    return Query.disjunction_max_query(
        [
            Query.boost_query(Query.term_query(SCHEMA, name, term, "freq"), weight)
            for field in question.fields
            for name, term, weight in (
                (field, word.exact, WEIGHTS[field] * EXACT),
                (f"{field}_stem", word.stem, WEIGHTS[field]),
            )
        ],
        0.1,
    )


def _prefix(beginning: str, question: Question) -> Query:
    """Words that begin like this. A word in normal form holds letters and digits only: no pattern."""
    return Query.disjunction_max_query(
        [
            Query.boost_query(Query.regex_query(SCHEMA, field, f"{beginning}.*"), WEIGHTS[field])
            for field in question.fields
        ]
    )
