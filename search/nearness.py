"""What is near to a question in meaning: documents, and the phrases that editors gave to terms."""

from dataclasses import dataclass, field

from search import meaning

NEAR = 100
"""So many documents nearest in meaning take part."""
NEAR_PHRASES = 30
FAR, SAME = 0.88, 0.96
"""Cosines of phrases: of anything with anything, and of the same in other words."""
FAR_DOCUMENT, NEAR_DOCUMENT = 0.82, 0.92
DOUBTED_BELOW, DOUBTED_PHRASE_BELOW = 0.86, 0.91
"""
Of nonsense the nearest document and the nearest phrase stay below these. So do a few real questions:
it only counts against a question most of whose words nobody knows.
"""


@dataclass(frozen=True)
class Nearness:
    """Empty when meaning is switched off or away: then words alone decide."""

    documents: dict[str, float] = field(default_factory=dict)
    """Key → cosine, nearest first."""
    phrases: dict[str, float] = field(default_factory=dict)
    """Term → the cosine of the nearest of its phrases."""

    def __bool__(self) -> bool:
        return bool(self.documents)

    @property
    def is_far(self) -> bool:
        """Whether nothing is near."""
        return (
            max(self.documents.values(), default=0.0) < DOUBTED_BELOW
            and max(self.phrases.values(), default=0.0) < DOUBTED_PHRASE_BELOW
        )

    def of_term(self, term: str) -> float:
        """How near the phrases of a term are, from 0 to 1."""
        return _share(self.phrases.get(term, 0.0), FAR, SAME)

    def of_document(self, key: str) -> float:
        """How near a document is, from 0 to 1."""
        return _share(self.documents.get(key, 0.0), FAR_DOCUMENT, NEAR_DOCUMENT)


def near(text: str, *, language: str) -> Nearness:
    """What is near to `text`. Never raises."""
    documents = meaning.nearest(text, language, NEAR)
    if not documents:
        return Nearness()
    phrases: dict[str, float] = {}
    for key, score in meaning.nearest(text, None, NEAR_PHRASES, kind="phrase"):
        term = term_of(key)
        phrases[term] = max(score, phrases.get(term, 0.0))
    return Nearness(dict(documents), phrases)


def phrase_key(term: str, text: str) -> str:
    """`phrase need:revma-energeia μου έκοψαν το ρεύμα`: what `put` knows a phrase by."""
    return f"phrase {term} {text}"


def term_of(key: str) -> str:
    return key.split(" ", 2)[1]


def _share(score: float, low: float, high: float) -> float:
    return min(max((score - low) / (high - low), 0.0), 1.0)
