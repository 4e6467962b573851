"""
Our index on the server: its shape, and how a new one takes the place of the old.

    guide-1                 an alias: what is asked and written; the number is the format
    guide-1-4f2a…           an index; one has the alias, others are builds that never finished

The alias moves in one step, so a question meets the old index or the new one, never half of either.

Words come ready from `search.analysis`, so the server only parts them at spaces. Its own Greek
lower-case filter stands behind: it leaves our normal form as it is (a test asks the server), and
somebody who looks around by hand may type capitals and accents. Its Greek stemmer finds other
stems than ours, so stems and sounds are sent, not made there.
"""

import re
import time
import uuid
from collections.abc import Iterator
from functools import cache

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Keyword, Mapping, Object, Text, analyzer, token_filter

from search.analysis import FORMAT, digest, searched_words
from search.documents import Document
from search.engines.base import SHOWN

READY = analyzer(
    "ready_words",
    tokenizer="whitespace",
    filter=[token_filter("greek_lowercase", "lowercase", language="greek")],
)
SETTINGS = {
    "number_of_shards": 1,  # of more, each would know only its own words' rarity
    "auto_expand_replicas": "0-1",
    "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},  # as the embedded engine weighs
}
WHILE_BUILDING = {"refresh_interval": "-1"}
IN_USE = {"refresh_interval": "1s"}
FILLER = "_"
"""
Stands in a field without words. No word of a question looks like it; with it both engines count
the same documents when they reckon how rare a word is and how long a field usually is.
"""
ABANDONED_AFTER = 3600
"""Seconds; a build without the alias that is older died with its process."""


@cache
def searched_fields() -> tuple[str, ...]:
    """The fields of words, as every document has them."""
    return tuple(searched_words(Document(key="", type="page", slug="", language="el", title="", url="")))


def mapping() -> Mapping:
    """Strict: a field that we don't know of is a mistake, not a new field."""
    made = Mapping()
    made.meta("dynamic", "strict")
    made.meta("_source", excludes=[*searched_fields()])
    for name in ("key", "language", "type", "unit", "terms"):
        made.field(name, Keyword())
    made.field("digest", Keyword(index=False, doc_values=False))
    made.field("shown", Object(enabled=False))
    for name in searched_fields():
        made.field(name, Text(analyzer=READY, index_options="freqs"))
    return made


def entry(document: Document) -> dict:
    """A document as the server keeps it."""
    return {
        "key": document.key,
        "language": document.language,
        "type": document.type,
        "unit": document.unit,
        "terms": list(document.terms),
        "digest": digest(document),
        "shown": {name: getattr(document, name) for name in SHOWN},
        **{field: words or FILLER for field, words in searched_words(document).items()},
    }


class Indices:
    """All our indices on one server, of every format."""

    def __init__(self, name: str):
        self.name = name
        self.alias = f"{name}-{FORMAT}"
        self._ours = re.compile(rf"{re.escape(name)}-\d+-[0-9a-f]{{32}}")

    def new_name(self) -> str:
        return f"{self.alias}-{uuid.uuid4().hex}"

    def create(self, client: Elasticsearch, name: str) -> None:
        """An empty index for a build, which nobody asks yet."""
        shape = mapping()
        client.indices.create(
            index=name,
            settings={**SETTINGS, **WHILE_BUILDING, "analysis": shape._collect_analysis()},
            mappings=shape.to_dict(),
        )

    def use(self, client: Elasticsearch, name: str) -> None:
        """Give `name` the alias, and drop what had it before, of any format, and what was abandoned."""
        client.indices.put_settings(index=name, settings=IN_USE)
        client.indices.refresh(index=name)
        others = {other: state for other, state in self._all(client).items() if other != name}
        moves: list[dict] = [{"add": {"index": name, "alias": self.alias}}]
        for other, state in others.items():
            if self.alias in state["aliases"]:
                moves.append({"remove": {"index": other, "alias": self.alias}})
        client.indices.update_aliases(actions=moves)
        for other, state in others.items():
            if state["aliases"] or _age(state) > ABANDONED_AFTER:
                self.drop(client, other)

    def drop(self, client: Elasticsearch, name: str) -> None:
        client.indices.delete(index=name, ignore_unavailable=True)

    def _all(self, client: Elasticsearch) -> dict[str, dict]:
        found = client.indices.get(
            index=f"{self.name}-*", expand_wildcards="open,closed", allow_no_indices=True
        )
        return {name: state for name, state in found.items() if self._ours.fullmatch(name)}


def _age(state: dict) -> float:
    return time.time() - int(state["settings"]["index"]["creation_date"]) / 1000


def digests(client: Elasticsearch, alias: str, page: int = 2000) -> dict[str, str]:
    """Key → digest of all that the index holds, read page by page in the order of keys."""
    return dict(_read(client, alias, page))


def _read(client: Elasticsearch, alias: str, page: int) -> Iterator[tuple[str, str]]:
    after = None
    while True:
        answer = client.search(
            index=alias,
            size=page,
            sort=["key"],
            search_after=after,
            source_includes=["digest"],
            track_total_hits=False,
        )
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise ValueError("an answer of only a part of the index")
        hits = answer["hits"]["hits"]
        for hit in hits:
            yield hit["_id"], hit["_source"]["digest"]
        if len(hits) < page:
            return
        after = hits[-1]["sort"]
