"""A question in the server's own terms, clause by clause as the embedded engine puts it in tantivy's."""

from collections.abc import Collection

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query

from search.engines.base import SHOWN, Answer, Found
from search.engines.clauses import COVERAGE, KINDS, PHONE_FOUND, TERM
from search.engines.embedded import MOST_TYPES, MOST_UNITS
from search.question import Part, Question, Reading, Word


def ask(client: Elasticsearch, alias: str, question: Question, *, limit: int, counted: bool) -> Answer:
    """Raises what an answer of another shape leads to: KeyError, TypeError…"""
    search = (
        Search(using=client, index=alias)
        .query(query_of(question))
        .source(["shown"])
        .extra(size=limit, track_total_hits=True, timeout="2s")
        .params(preference="search", allow_partial_search_results=False)
    )
    sizes = {"type": MOST_TYPES, "unit": MOST_UNITS} if counted else {}
    for field, size in sizes.items():
        search.aggs.bucket(field, "terms", field=field, size=size)
    answer = search.execute().to_dict()
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise ValueError("an answer of only a part of the index")
    counts = {
        field: {
            str(bucket["key"]): int(bucket["doc_count"])
            for bucket in answer["aggregations"][field]["buckets"]
            if bucket["key"]
        }
        for field in sizes
    }
    return Answer(
        int(answer["hits"]["total"]["value"]),
        [_found(hit) for hit in answer["hits"]["hits"]],
        engine="elasticsearch",
        counts=counts.get("type", {}),
        units=counts.get("unit", {}),
    )


def remembered(client: Elasticsearch, alias: str, keys: Collection[str]) -> list[Found]:
    """These documents, in no order and with no score."""
    if not keys:
        return []
    search = Search(using=client, index=alias).query("ids", values=list(keys)).source(["shown"])
    answer = search.extra(size=len(keys)).params(allow_partial_search_results=False).execute().to_dict()
    return [_found(hit | {"_score": 0.0}) for hit in answer["hits"]["hits"]]


def _found(hit: dict) -> Found:
    shown = {name: hit["_source"]["shown"][name] for name in SHOWN}
    if not all(isinstance(value, str) for value in shown.values()):
        raise TypeError("a text is expected")
    return Found(key=str(hit["_id"]), score=float(hit["_score"]), **shown)


def query_of(question: Question) -> Query:
    """What must be met, what only weighs, and what narrows down."""
    telling = [part for part in question.parts if part.is_telling]
    small = [part for part in question.parts if not part.is_telling]
    wanted = [
        Q(
            "bool",
            should=[_covering(_part(part, question), part.weight) for part in telling] or [Q("match_none")],
            minimum_should_match=question.required,
        )
    ]
    if question.phone:
        wanted.append(_constant("phone", question.phone, PHONE_FOUND))
    wanted += [_constant("terms", term, TERM * weight) for term, weight in question.terms]
    weighing = [
        *(_part(part, question) for part in small),
        *(_constant("terms", term, TERM * weight) for term, weight in question.hints),
    ]
    filters = [Q("term", language=question.language)]
    for field in ("types", "units"):
        if values := getattr(question, field):
            filters.append(Q("terms", **{field.removesuffix("s"): list(values)}))
    return Q("bool", must=[Q("bool", should=wanted, minimum_should_match=1)], should=weighing, filter=filters)


def _constant(field: str, value: str, score: float) -> Query:
    return Q("constant_score", filter=Q("term", **{field: value}), boost=score)


def _covering(met: Query, weight: float) -> Query:
    """Said once: servers allow a question only so many clauses."""
    return Q("function_score", query=met, functions=[{"weight": COVERAGE * weight}], boost_mode="sum")


def _part(part: Part, question: Question) -> Query:
    readings = [_reading(reading, question) for reading in part.readings]
    return readings[0] if len(readings) == 1 else Q("dis_max", queries=readings)


def _reading(reading: Reading, question: Question) -> Query:
    words = [_word(word, question, reading.weight) for word in reading.words]
    return words[0] if len(words) == 1 else Q("bool", must=words)


def _word(word: Word, question: Question, by_reading: float) -> Query:
    kind = "prefix" if word.is_begun else "term"
    terms = [
        Q(kind, **{f"{field}{ending}": {"value": text, "boost": weight * by_shape * by_reading}})
        for field, weight in question.weights.items()
        for shape, (ending, by_shape) in KINDS.items()
        if (text := getattr(word, shape))
    ]
    return Q("dis_max", queries=terms, tie_breaker=0.1)
