"""What is near to a question in meaning: documents, and terms of the taxonomy by their phrases."""

from collections.abc import Collection
from dataclasses import dataclass, field

from search import meaning

NEAR = 100
"""So many documents nearest in meaning take part."""
NEAR_PHRASES = 12
SAME, ANYTHING = 0.95, 0.84
"""Cosines: of the same thing in other words, and of anything with anything."""


@dataclass(frozen=True)
class Nearness:
    """Empty when meaning is switched off or away: then words alone decide."""

    documents: dict[str, float] = field(default_factory=dict)
    """Key → cosine, nearest first."""
    terms: dict[str, float] = field(default_factory=dict)
    """Term → how near one of its phrases is, from 0 to 1."""

    def hints(self, known: Collection[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
        """These terms and those `known` by words, each by the stronger sign."""
        merged = dict(self.terms)
        for term, share in known:
            merged[term] = max(share, merged.get(term, 0.0))
        return tuple(merged.items())


def near(text: str, *, language: str) -> Nearness:
    """What is near to `text`. Never raises."""
    documents = meaning.nearest(text, language, NEAR)
    if not documents:
        return Nearness()
    terms: dict[str, float] = {}
    for key, score in meaning.nearest(text, None, NEAR_PHRASES, kind="phrase"):
        term = term_of(key)
        share = min(max((score - ANYTHING) / (SAME - ANYTHING), 0.0), 1.0)
        terms[term] = max(share, terms.get(term, 0.0))
    return Nearness(dict(documents), {term: share for term, share in terms.items() if share})


def phrase_key(term: str, text: str) -> str:
    """`phrase need:revma-energeia μου έκοψαν το ρεύμα`: what `put` knows a phrase by."""
    return f"phrase {term} {text}"


def term_of(key: str) -> str:
    return key.split(" ", 2)[1]
