"""The server is down, frozen, slow, overloaded or lies: the embedded index answers, and nothing is lost."""

import threading
import time

import pytest

from search import breaker
from search.engines.base import Refused, ServerAway, Unavailable
from search.engines.elastic import server, writing
from search.engines.elastic.address import Address
from search.engines.elastic.engine import Elastic
from search.engines.embedded import Embedded
from search.engines.fallback import WithFallback
from search.lexicon import Lexicon
from search.query import LONGEST_QUERY
from search.understanding import understand
from search.vocabulary import Vocabulary
from tests.engines.conftest import ask, indices
from tests.engines.stand_in import PASSED_ON, Reply, StandIn, root_or
from tests.search.factories import asked, make_document

ASKED = asked("αστεγία")


def found(engine):
    return [one.key for one in engine.search(ASKED, limit=10).found]


@pytest.fixture
def embedded(tmp_path):
    """An index of one document that answers `ASKED`."""
    embedded = Embedded(tmp_path / "index")
    embedded.rebuild([make_document()])
    return embedded


@pytest.fixture
def quick(monkeypatch):
    """Waits shorter than in life."""
    monkeypatch.setattr(server, "PATIENCE", 1.0)
    monkeypatch.setattr(writing, "FIRST_WAIT", 0.01)


def slowly():
    """An answer that never ends, though something always comes."""
    for _ in range(200):
        yield b" "
        time.sleep(0.05)


EMPTY = {
    "timed_out": False,
    "_shards": {"failed": 0},
    "hits": {"total": {"value": 0}, "hits": []},
    "aggregations": {"types": {"buckets": []}},
}
HIT = {"_id": "a:1", "_score": 1.0, "_source": {"shown": {}}}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"<html>Welcome to the proxy</html>", content_type="text/html"),
        Reply(body=b"{", content_type="application/json"),
        Reply(body=b"\xff\xfe", content_type="application/json"),
        Reply(body=b""),
        Reply(body=[]),
        Reply(body={}),
        Reply(body={"hits": None, "timed_out": False, "_shards": {"failed": 0}}),
        Reply(body={**EMPTY, "hits": {"total": {"value": 1}, "hits": [HIT]}}),
        Reply(body={**EMPTY, "timed_out": True}),
        Reply(body={**EMPTY, "_shards": {"failed": 1}}),
        Reply(404, {"error": {"type": "index_not_found_exception"}, "status": 404}),
        Reply(400, {"error": "no"}),
        Reply(401, {"error": "who are you"}),
        Reply(429, {"error": "later"}),
        Reply(500, b"oops", content_type="text/plain"),
        Reply(302, b"", {"Location": "http://127.0.0.1:1/"}),
        Reply(pieces=slowly),
        Reply(pieces=lambda: time.sleep(3) or [b"{}"]),
    ],
    ids=range(18),
)
def test_whatever_a_server_answers_the_embedded_index_helps_out(embedded, quick, reply):
    with StandIn(root_or(reply)) as lying:
        engine = WithFallback(Elastic(Address(lying.url)), embedded)
        began = time.monotonic()

        answer = engine.search(ASKED, limit=10)

        assert answer.is_fallback
        assert answer.engine == "embedded"
        assert len(answer.found) == 1
        assert time.monotonic() - began < 2.5


@pytest.mark.parametrize(
    "root",
    [
        Reply(body={"version": {"distribution": "something else"}}),
        Reply(body=["version"]),
        Reply(401, {}),
        Reply(body=b"<html>", content_type="text/html"),
    ],
)
def test_what_is_no_search_server_is_not_taken_for_one(embedded, root):
    with StandIn(lambda request: root) as other:
        engine = WithFallback(Elastic(Address(other.url)), embedded)

        assert engine.search(ASKED, limit=10).is_fallback
        with pytest.raises(ServerAway):
            engine.update([make_document()])

    assert {request.path for request in other.requests} == {"/"}


def test_without_either_index_it_says_so(tmp_path):
    engine = WithFallback(Elastic(Address("http://127.0.0.1:9")), Embedded(tmp_path))

    with pytest.raises(Unavailable):
        engine.search(ASKED, limit=10)


def test_a_server_that_fails_is_left_in_peace_and_tried_again_after_a_pause():
    now = 0.0
    watch = breaker.Breaker(clock=lambda: now)
    for _ in range(breaker.FAILURES):
        assert watch.lets_through()
        watch.failed()

    assert not watch.lets_through()
    now += breaker.PAUSE
    assert watch.lets_through()  # the trial
    assert not watch.lets_through()  # others wait for its outcome
    watch.failed()
    now += breaker.PAUSE
    assert not watch.lets_through()  # the pause has grown
    now += breaker.PAUSE
    assert watch.lets_through()
    watch.succeeded()
    assert watch.lets_through()
    assert watch.lets_through()


def test_a_failing_server_is_not_asked_by_every_visitor(embedded):
    with StandIn(root_or(Reply(500, {}))) as failing:
        engine = WithFallback(Elastic(Address(failing.url)), embedded)

        for _ in range(20):
            assert found(engine)

    assert len([request for request in failing.requests if not request.is_root]) == breaker.FAILURES


# Writing ---------------------------------------------------------------------------


def test_a_busy_server_is_given_time_and_gets_everything(address, quick):
    refusals = iter([Reply(429, {"error": "too busy"}), Reply(503, {"error": "starting"})])

    def answers(request):
        return next(refusals, PASSED_ON) if request.is_bulk else PASSED_ON

    documents = [make_document() for _ in range(7)]
    with StandIn(answers, behind=address.url) as busy:
        assert Elastic(Address(busy.url, address.name)).rebuild(documents) == 7

    assert set(Elastic(address).keys()) == {document.key for document in documents}


def test_of_a_portion_only_what_was_not_taken_is_sent_again(address, quick):
    sizes = []

    def answers(request):
        if not request.is_bulk:
            return PASSED_ON
        sizes.append(len(request.body.splitlines()) // 2)
        if len(sizes) > 1:
            return PASSED_ON
        taken = {"index": {"_id": "x", "status": 201}}
        busy = {"index": {"_id": "x", "status": 429, "error": {"type": "es_rejected_execution_exception"}}}
        signature = {"X-Elastic-Product": "Elasticsearch"}
        return Reply(body={"errors": True, "items": [taken, busy] * 5}, headers=signature)

    with StandIn(answers, behind=address.url) as busy:
        Elastic(Address(busy.url, address.name)).rebuild(make_document() for _ in range(10))

    assert sizes == [10, 5]


def test_a_server_that_stays_busy_is_away(quick):
    with StandIn(root_or(Reply(429, {"error": "too busy"}))) as busy, pytest.raises(ServerAway):
        Elastic(Address(busy.url)).update([make_document()])

    assert len([request for request in busy.requests if request.is_bulk]) > 2


def test_documents_that_the_server_refuses_are_named_and_the_others_are_found(elastic):
    good = [make_document() for _ in range(3)]
    # Longer than a server's ids may be, which spoils the whole portion; longer than what is counted may be.
    refused = [make_document(key="x" * 600), make_document(unit="x" * 40_000)]
    in_between = [good[0], refused[0], good[1], refused[1], good[2]]

    for write in (elastic.rebuild, elastic.update):
        with pytest.raises(Refused) as told:
            write(in_between)
        assert set(told.value.args[0]) == {document.key for document in refused}
        assert set(found(elastic)) == {document.key for document in good}


def test_many_documents_go_in_portions(elastic, monkeypatch):
    monkeypatch.setattr(writing, "PORTION", 3)
    monkeypatch.setattr(writing, "PORTION_BYTES", 6000)
    documents = [make_document(body="λέξη " * (number * 60)) for number in range(8)]

    assert elastic.rebuild(documents) == 8

    assert len(elastic.keys()) == 8


def test_a_rebuild_leaves_one_index_under_one_alias(elastic, address, monkeypatch):
    elastic.rebuild([make_document()])
    [first] = indices(address)
    ask(address, "PUT", f"/{address.name}-1-{'0' * 32}")  # of a build whose process died
    ask(address, "PUT", f"/{address.name}-notes")  # somebody else's

    elastic.rebuild([make_document()])
    assert first not in indices(address)
    assert len(indices(address)) == 3
    monkeypatch.setattr("search.engines.elastic.index.ABANDONED_AFTER", -1)
    elastic.rebuild([make_document()])

    [name] = set(indices(address)) - {f"{address.name}-notes"}
    assert ask(address, "GET", f"/{name}/_alias")[name]["aliases"] == {elastic.indices.alias: {}}


def test_an_update_never_makes_an_index_of_the_servers_own_ideas(elastic, address):
    with pytest.raises(Unavailable):
        elastic.update([make_document()])

    assert indices(address) == []


def test_a_rebuild_that_loses_its_server_half_way_completes_the_embedded_index(
    nodes, address, tmp_path, quick
):
    embedded = Embedded(tmp_path / "index")
    old = make_document("Παλιό")
    Elastic(address).rebuild([old])
    is_gone = threading.Event()

    def answers(request):
        return Reply(500, {}) if is_gone.is_set() else PASSED_ON

    def documents():
        yield make_document()
        is_gone.set()
        yield make_document()

    with StandIn(answers, behind=address.url) as failing:
        engine = WithFallback(Elastic(Address(failing.url, address.name)), embedded)
        with pytest.raises(ServerAway):
            engine.rebuild(documents())
        assert len(found(engine)) == 2

    assert list(Elastic(address).keys()) == [old.key]  # it still has what it had


# With real servers -----------------------------------------------------------------


def test_a_frozen_server_costs_one_visitor_a_moment_and_comes_back(node, elastic, embedded, quick):
    elastic.rebuild([make_document()])
    engine = WithFallback(elastic, embedded)
    assert not engine.search(ASKED, limit=1).is_fallback

    node.freeze()
    try:
        answers = [engine.search(ASKED, limit=1) for _ in range(breaker.FAILURES + 5)]
        with pytest.raises(ServerAway):
            engine.update([make_document()])
    finally:
        node.thaw()

    assert all(answer.is_fallback for answer in answers)
    elastic.server.breaker.succeeded()  # the pause is over
    assert not engine.search(ASKED, limit=1).is_fallback


def test_a_question_of_a_hundred_words_is_answered_too(elastic):
    """Servers allow a question only so many clauses."""
    documents = [make_document(f"λέξη{number} βοήθεια{number}") for number in range(60)]
    elastic.rebuild(documents)
    known = Vocabulary.of(documents)
    longest = " ".join(f"{a}{b}" for a in "βγδζθκλμν" for b in "αειουηω")[:LONGEST_QUERY]

    for text in (longest, "λεξει " * 30, " ".join(f"leksh{number}" for number in range(60))[:LONGEST_QUERY]):
        question = understand(text, language="el", vocabulary=known, lexicon=Lexicon()).question
        assert len(question.parts) > 0
        assert not WithFallback(elastic, None).search(question, limit=10).is_fallback
