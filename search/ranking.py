"""
One ranking of what words found and what meaning knows.

A document's score is the sum of

- its words: the engine's score, as a share of what it would be if every telling word were met;
- its terms: how far the question is one of the phrases that editors gave them (within the engine's);
- its title: how far it says what was asked, no more and no less;
- its meaning: how near it is, from 0 to 1, which counts less than the words;
- what it is: pages about the site itself speak of everything and are rarely what is looked for.

Adding shares is the convex combination of Bruch, Gai and Ingber (ACM TOIS 42, 2023), who found it
better than reciprocal rank fusion, as did the development set here (0.90 against 0.89).
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from search import analysis, greek
from search.engines.base import Found
from search.engines.clauses import COVERAGE, PHONE_FOUND
from search.matches import CHECKED
from search.nearness import Nearness
from search.question import WEIGHTS, Question
from search.understanding import Understanding

A_WORD_MET = COVERAGE * 1.3
"""What the engines give for a telling word met in a usual place."""
TERM_MET = {"need": 0.35, "audience": 0.3, "service": 0.8}
"""What a term fully met counts beside all words met, by what it is a term of."""
TITLE = 0.7
BEGINS_SO = 0.8
"""Of a title that begins with all that was asked: «Κέντρο Κοινότητας» of «Κέντρο Κοινότητας Δήμου …»."""
MEANING = 0.3
BY_TYPE = {"organisation": 0.1, "helpline": -0.15, "form": -0.5, "page": -0.35}
ANSWERS_THE_PHONE = {"helpline": 1.0, "organisation": 0.5}
"""Who asks for a number wants to know whose it is, not all it serves; a short one is first a helpline's."""
ELIGIBLE = 0.3
"""A term met so far, by at least a word of it, makes a document an answer."""


def with_terms(asked: Understanding, nearby: Nearness) -> Question:
    """The question with the terms it speaks of, by words or by meaning, each by the stronger sign."""
    whole = _whole(asked) / COVERAGE
    answers, hints = [], []
    for term in sorted(asked.terms.keys() | nearby.phrases.keys()):
        share = max(asked.terms.get(term, 0.0), nearby.of_term(term))
        weight = share * TERM_MET.get(term.partition(":")[0], 0.0) * whole
        if share >= ELIGIBLE and term in asked.terms:
            answers.append((term, weight))
        elif weight:
            hints.append((term, weight))
    return replace(asked.question, terms=tuple(answers), hints=tuple(hints))


def ranked(found: Sequence[Found], asked: Understanding, nearby: Nearness, *, meaning: float) -> list[Found]:
    """
    Best first, each with its score. `found`: as the engine gave them. `meaning`: how much it counts,
    1 for as it comes.

    Only the engine's best are put in a new order, so that the pages of a long list join.
    """
    best, rest = found[:CHECKED], found[CHECKED:]
    is_number = bool(asked.question.phone and best) and best[0].score >= PHONE_FOUND
    by_type = BY_TYPE | ANSWERS_THE_PHONE if is_number else BY_TYPE
    whole = PHONE_FOUND if is_number else _whole(asked)
    title = TITLE * asked.question.weights.get("title", 0.0) / WEIGHTS["title"]
    scored = [
        one._replace(
            score=one.score / whole
            + title * says(one.title, asked.telling)
            + MEANING * meaning * nearby.of_document(one.key)
            + by_type.get(one.type, 0.0),
        )
        for one in best
    ]
    last = [one._replace(score=one.score / whole + min(BY_TYPE.values())) for one in rest]
    return [*sorted(scored, key=best_first), *last]


def best_first(found: Found) -> tuple:
    """Of equal scores the shorter title first, and always in the same order."""
    return -round(found.score, 4), len(found.title), found.title, found.key


def says(title: str, telling: frozenset[str]) -> float:
    """How far a title says what was asked: of all telling words of both, the share that is in both."""
    words, of_title = _read(title)
    met = len(of_title & telling)
    if not met:
        return 0.0
    same = met / len(of_title | telling)
    if met < len(telling):
        return same
    small = sum(word in greek.STOP_WORDS for word in words[: len(telling)])
    begins_so = analysis.telling_stems(words[: len(telling) + small]) == telling
    return max(same, BEGINS_SO) if begins_so else same


@lru_cache(maxsize=20_000)
def _read(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a title and the stems of the telling ones; the same titles come again and again."""
    words = tuple(greek.tokens(title))
    return words, analysis.telling_stems(words)


def _whole(asked: Understanding) -> float:
    """What the engines would give a document in which every telling word is met."""
    return A_WORD_MET * max(sum(part.weight for part in asked.question.parts if part.is_telling), 0.5)
