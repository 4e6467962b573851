"""A question in the server's own terms, clause by clause as the embedded engine puts it in tantivy's."""

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query

from search.analysis import EXACT, WEIGHTS, Question, Word
from search.engines.base import Answer, Found, Unavailable
from search.engines.elastic.index import SHOWN

COVERAGE = 100.0
PHONE_FOUND = 1000.0
MOST_TYPES = 50


def ask(client: Elasticsearch, alias: str, question: Question, *, limit: int) -> Answer:
    """Raises what an answer of another shape leads to: KeyError, TypeError…"""
    search = (
        Search(using=client, index=alias)
        .query(query_of(question))
        .source(["shown"])
        .extra(size=limit, track_total_hits=False, timeout="2s")
        .params(preference="search", allow_partial_search_results=False)
    )
    search.aggs.bucket("types", "terms", field="type", size=MOST_TYPES)
    answer = search.execute().to_dict()
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise Unavailable("The search server answers only in part")
    buckets = answer["aggregations"]["types"]["buckets"]
    counts = {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
    return Answer(counts, [_found(hit) for hit in answer["hits"]["hits"]], engine="elasticsearch")


def _found(hit: dict) -> Found:
    shown = {name: hit["_source"]["shown"][name] for name in SHOWN}
    if not all(isinstance(value, str) for value in shown.values()):
        raise TypeError("a text is expected")
    return Found(key=str(hit["_id"]), score=float(hit["_score"]), **shown)


def query_of(question: Question) -> Query:
    *complete, last = [_word(word, question) for word in question.words] or [Q("match_none")]
    if question.is_begun:
        last = _prefix(question.words[-1].exact, question) if question.words else last
    counted = [_covering(met) for met in (*complete, last)]
    wanted = [Q("bool", should=counted, minimum_should_match=question.required)]
    if question.phone:
        wanted.append(Q("constant_score", filter=Q("term", phone=question.phone), boost=PHONE_FOUND))
    filters = [Q("term", language=question.language)]
    if question.types:
        filters.append(Q("terms", type=list(question.types)))
    return Q("bool", should=wanted, minimum_should_match=1, filter=filters)


def _covering(met: Query) -> Query:
    return Q("bool", must=[met, Q("constant_score", filter=met, boost=COVERAGE)])


def _word(word: Word, question: Question) -> Query:
    terms = [
        Q("term", **{name: {"value": term, "boost": weight}})
        for field in question.fields
        for name, term, weight in (
            (field, word.exact, WEIGHTS[field] * EXACT),
            (f"{field}_stem", word.stem, WEIGHTS[field]),
        )
    ]
    return Q("dis_max", queries=terms, tie_breaker=0.1)


def _prefix(beginning: str, question: Question) -> Query:
    return Q(
        "dis_max",
        queries=[
            Q("prefix", **{field: {"value": beginning, "boost": WEIGHTS[field]}}) for field in question.fields
        ],
    )
