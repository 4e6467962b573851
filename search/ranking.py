"""
One ranking of what words found and what meaning knows.

A document's score is the sum of

- its words: the engine's score, as a share of what it would be if every telling word were met;
- its terms: how far the question is one of the phrases that editors gave them (within the engine's);
- its meaning: how near it is, from 0 to 1, which counts less than a word;
- what it is: pages about the site itself speak of everything and are rarely what is looked for.

Adding shares is near to the convex combination of Bruch, Gai and Ingber (ACM TOIS 42, 2023), which
they found better than reciprocal rank fusion, as did the development set here (0.90 against 0.89).
"""

from collections.abc import Iterable
from dataclasses import replace

from search.engines.base import Found
from search.engines.embedded import COVERAGE, PHONE_FOUND
from search.nearness import Nearness
from search.question import Question
from search.understanding import Understanding

A_WORD_MET = COVERAGE * 1.3
"""What the engines give for a telling word met in a usual place."""
TERM_MET = 0.35
"""What a term fully met counts beside all words met."""
MEANING = 0.3
BY_TYPE = {"form": -0.05, "page": -0.3}
ANSWERS_THE_PHONE = {"organisation": 0.5}
"""Who asks for a number wants to know whose it is, not all it serves."""
ELIGIBLE = 0.6
"""A term met so far, by at least a word of it, makes a document an answer."""


def with_terms(asked: Understanding, nearby: Nearness) -> Question:
    """The question with the terms it speaks of, by words or by meaning, each by the stronger sign."""
    parts = max(sum(part.is_telling for part in asked.question.parts), 1)
    scale = TERM_MET * parts * A_WORD_MET / COVERAGE
    shares = {
        term: max(asked.terms.get(term, 0.0), nearby.of_term(term))
        for term in asked.terms.keys() | nearby.phrases.keys()
    }
    eligible = {term for term, share in shares.items() if share >= ELIGIBLE and term in asked.terms}
    return replace(
        asked.question,
        terms=tuple(sorted((term, shares[term] * scale) for term in eligible)),
        hints=tuple(
            sorted((term, share * scale) for term, share in shares.items() if share and term not in eligible)
        ),
    )


def ranked(found: Iterable[Found], asked: Understanding, nearby: Nearness, *, meaning: float) -> list[Found]:
    """Best first, each with its score. `meaning`: how much it counts, 1 for as it comes."""
    parts = max(sum(part.is_telling for part in asked.question.parts), 1)
    whole = PHONE_FOUND if asked.question.phone else A_WORD_MET * parts
    by_type = BY_TYPE | ANSWERS_THE_PHONE if asked.question.phone else BY_TYPE
    scored = [
        replace(
            one,
            score=one.score / whole
            + MEANING * meaning * nearby.of_document(one.key)
            + by_type.get(one.type, 0.0),
        )
        for one in found
    ]
    return sorted(scored, key=lambda one: (-round(one.score, 4), len(one.title), one.title, one.key))
