"""The measures, on examples worked out by hand."""

from math import log2

import pytest

from tests.engines.relevance.evaluator import (
    Answer,
    Figures,
    Found,
    complaint,
    means,
    quiet,
    score,
    sensible,
    table,
    worst,
)
from tests.engines.relevance.questions import Question

GRADES = {"rent": 3, "income": 2, "food": 1}
"""At best 7 + 3/log2(3) + 1/2 = 9.3928."""
BEST = 7 + 3 / log2(3) + 1 / 2


def ask(results="", related="", kind="needs", grades=None):
    """The score of an answer given as words: `rent`, or `page:rent` for what isn't a service."""

    def found(words):
        pairs = (word.rpartition(":") for word in words.split())
        return tuple(Found(kind or "service", slug) for kind, _colon, slug in pairs)

    question = Question(f"{kind}-01", kind, "el", "νοίκι", GRADES if grades is None else grades)
    return score(question, Answer(found(results), found(related)))


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("rent income food", (1, 1, 1, 0)),
        ("rent", (7 / BEST, 1, 1 / 3, 0)),
        ("food income rent", ((1 + 3 / log2(3) + 7 / 2) / BEST, 1, 1, 0)),
        ("other rent", (7 / log2(3) / BEST, 1 / 2, 1 / 3, 0)),
        ("other", (0, 0, 0, 0)),
        ("", (0, 0, 0, 1)),
        ("x " * 9 + "rent", (7 / log2(11) / BEST, 1 / 10, 1 / 3, 0)),
        ("x " * 10 + "rent", (0, 0, 0, 0)),
    ],
)
def test_a_list_is_worth_what_it_shows_early(results, expected):
    found = ask(results).figures

    assert (found.ndcg, found.mrr, found.recall, found.zero) == pytest.approx(expected)


def test_pages_take_a_place_and_a_form_counts_as_its_service():
    assert ask("page:rent form:rent").figures == ask("other rent").figures
    assert ask("organisation:rent").figures == ask("rent").figures


def test_what_is_found_twice_counts_once():
    assert ask("rent form:rent income").figures == ask("rent other income").figures


def test_related_hits_count_in_a_column_of_their_own():
    found = ask("rent", "income food").figures

    assert found.ndcg == pytest.approx(7 / BEST)
    assert found.with_related == pytest.approx(1)
    assert ask("rent").figures.with_related == ask("rent").figures.ndcg


def test_more_answers_than_places_are_not_held_against_a_list():
    grades = {f"s{n}": 3 for n in range(12)}

    found = ask(" ".join(list(grades)[:10]), grades=grades).figures

    assert (found.ndcg, found.recall) == pytest.approx((1, 1))


def test_means_weigh_every_question_alike():
    figures = means([ask("rent income food"), ask("")])

    assert figures == Figures(ndcg=0.5, mrr=0.5, recall=0.5, zero=0.5, with_related=0.5)


def test_nonsense_counts_apart_and_only_silence_is_right():
    silent, loud = (ask(results, "rent", "nonsense", {}) for results in ("", "rent"))
    scores = [ask("rent"), silent, loud]

    assert quiet(scores) == 0.5
    assert quiet([ask("rent")]) is None
    assert sensible(scores) == scores[:1]
    assert worst(scores, 1) == [loud]


def test_the_worst_come_first():
    good, bad, middling = ask("rent income food"), ask("other"), ask("food")

    assert worst([good, bad, middling], 2) == [bad, middling]
    assert worst([good], 0) == []


def test_the_table_has_a_line_a_class_in_their_order_and_one_over_all():
    lines = table([ask("rent", kind="short"), ask("", kind="nonsense", grades={}), ask("")]).splitlines()

    assert [line.split()[:2] for line in lines[1:]] == [
        ["needs", "1"],
        ["short", "1"],
        ["nonsense", "1"],
        ["all", "2"],
    ]
    assert lines[-1].split()[2:] == ["0.373", "0.500", "0.167", "0.500", "0.373"]
    assert lines[3].split()[2:] == ["1.000"]


def test_a_complaint_tells_what_was_wanted_and_what_came():
    told = complaint(ask("page:other food", "rent"))

    assert "νοίκι" in told
    assert "wanted   rent 3, income 2, food 1" in told
    assert "results  other (page), food (service)" in told
    assert "related  rent (service)" in told
