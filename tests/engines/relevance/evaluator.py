"""
What an answer is worth, and tables of it. Knows nothing of how answers come about.

All figures lie between 0 and 1. Only `zero` is better small.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from math import log2
from statistics import fmean

from tests.engines.relevance.questions import CLASSES, NONSENSE, Question

PLACES = 10
"""Nobody reads further."""
WITH_WORTH = {"service", "organisation", "form"}
"""A form is worth what the service is whose slug it bears; other types only take their places."""


@dataclass(frozen=True)
class Found:
    """One hit of an answer."""

    type: str
    slug: str


@dataclass(frozen=True)
class Answer:
    """What the search gave, best first."""

    results: tuple[Found, ...]
    related: tuple[Found, ...] = ()
    """Found by meaning alone, shown apart."""


@dataclass(frozen=True)
class Figures:
    """Of one question, or the means of several."""

    ndcg: float
    mrr: float
    recall: float
    zero: float
    """Share of questions without any result."""
    with_related: float
    """nDCG when the related hits count as further results."""


@dataclass(frozen=True)
class Score:
    """One question, its answer, and what that is worth."""

    question: Question
    answer: Answer
    figures: Figures


def score(question: Question, answer: Answer) -> Score:
    grades = gained(answer.results, question.grades)
    everything = gained((*answer.results, *answer.related), question.grades)
    figures = Figures(
        ndcg=ndcg(grades, question.grades),
        mrr=reciprocal_rank(grades),
        recall=recall(grades, question.grades),
        zero=float(not answer.results),
        with_related=ndcg(everything, question.grades),
    )
    return Score(question, answer, figures)


def gained(found: Iterable[Found], grades: dict[str, int]) -> list[int]:
    """The grade in each of the first places. What leads to the same thing again gains nothing."""
    left, places = dict(grades), []
    for one in list(found)[:PLACES]:
        places.append(left.pop(one.slug, 0) if one.type in WITH_WORTH else 0)
    return places


def ndcg(places: Sequence[int], grades: dict[str, int]) -> float:
    """Against the best order there could be; 0 where nothing is worth anything."""
    best = _dcg(sorted(grades.values(), reverse=True)[:PLACES])
    return _dcg(places) / best if best else 0.0


def reciprocal_rank(places: Sequence[int]) -> float:
    return next((1 / place for place, grade in enumerate(places, start=1) if grade), 0.0)


def recall(places: Sequence[int], grades: dict[str, int]) -> float:
    """Of what there is to find, as far as the places reach."""
    most = min(len(grades), PLACES)
    return sum(grade > 0 for grade in places) / most if most else 0.0


def by_class(scores: Iterable[Score]) -> dict[str, list[Score]]:
    """In the order of `CLASSES`, without those nobody asked of."""
    grouped: dict[str, list[Score]] = {kind: [] for kind in CLASSES}
    for one in scores:
        grouped[one.question.kind].append(one)
    return {kind: of_kind for kind, of_kind in grouped.items() if of_kind}


def means(scores: Sequence[Score]) -> Figures:
    """Call it with one score at least."""
    return Figures(*(fmean(getattr(one.figures, field.name) for one in scores) for field in fields(Figures)))


def sensible(scores: Iterable[Score]) -> list[Score]:
    """Those of questions that have an answer."""
    return [one for one in scores if one.question.kind != NONSENSE]


def quiet(scores: Iterable[Score]) -> float | None:
    """Share of nonsense that found nothing; None when none was asked."""
    nonsense = [one.figures.zero for one in scores if one.question.kind == NONSENSE]
    return fmean(nonsense) if nonsense else None


def worst(scores: Iterable[Score], number: int) -> list[Score]:
    """Those with the least nDCG, and nonsense that found something; the first asked come first."""
    return sorted(scores, key=_merit)[: max(number, 0)]


def table(scores: Sequence[Score]) -> str:
    """By class and over all."""
    lines = [f"{'':12}{'n':>5}{'nDCG@10':>9}{'MRR':>7}{'recall':>8}{'zero':>7}{'+related':>10}{'quiet':>7}"]
    for kind, of_kind in by_class(scores).items():
        if kind == NONSENSE:
            lines.append(f"{kind:12}{len(of_kind):5}{quiet(of_kind):48.3f}")
        else:
            lines.append(_row(kind, of_kind))
    if asked := sensible(scores):
        lines.append(_row("all", asked))
    return "\n".join(lines)


def complaint(one: Score) -> str:
    """A question that went badly: what it should have found and what it did."""
    question, figures = one.question, one.figures
    wanted = ", ".join(f"{slug} {grade}" for slug, grade in question.grades.items()) or "nothing"
    return "\n".join(
        (
            f"{figures.ndcg:.3f}  {question.id}  {question.text}",
            f"       wanted   {wanted}",
            f"       results  {_listed(one.answer.results)}",
            f"       related  {_listed(one.answer.related)}",
        )
    )


def _dcg(places: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(places, start=1))


def _merit(one: Score) -> float:
    return one.figures.zero if one.question.kind == NONSENSE else one.figures.ndcg


def _row(label: str, scores: Sequence[Score]) -> str:
    found = means(scores)
    return (
        f"{label:12}{len(scores):5}{found.ndcg:9.3f}{found.mrr:7.3f}{found.recall:8.3f}"
        f"{found.zero:7.3f}{found.with_related:10.3f}"
    )


def _listed(found: Sequence[Found]) -> str:
    return ", ".join(f"{one.slug} ({one.type})" for one in found[:PLACES]) or "none"
