"""What is near to a question in meaning: documents, and the phrases that editors gave to terms."""

from dataclasses import dataclass, field

from search import meaning
from search.meaning import Among

NEAR = 100
"""So many documents nearest in meaning take part."""
NEAR_PHRASES = 60
PHRASE = "phrase "
FAR, SAME = 0.88, 0.95
"""Cosines of phrases: of anything with anything, and of the same in other words."""
FAR_DOCUMENT, NEAR_DOCUMENT = 0.82, 0.92
NO_DOCUMENT = 0.86
NO_PHRASE = ((0.5, 0.915), (0.7, 0.89))
"""
Of nonsense the nearest document and the nearest phrase stay below such cosines. So do a few real
questions, so it counts only against one of whose telling words at most this share is known.
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

    def is_nonsense(self, certainty: float) -> bool:
        """Whether nothing is near to a question of whose telling words `certainty`, from 0 to 1, is known."""
        document, phrase = (max(each.values(), default=0.0) for each in (self.documents, self.phrases))
        return any(certainty <= known and document < NO_DOCUMENT and phrase < far for known, far in NO_PHRASE)

    def of_term(self, term: str) -> float:
        """How near the phrases of a term are: 0 for far, 1 for the same in other words, up to 1.5."""
        return _share(self.phrases.get(term, 0.0), FAR, SAME, most=1.5)

    def of_document(self, key: str) -> float:
        """How near a document is, from 0 to 1."""
        return _share(self.documents.get(key, 0.0), FAR_DOCUMENT, NEAR_DOCUMENT)


def near(text: str, *, language: str) -> Nearness:
    """What is near to `text`. Never raises."""
    documents, of_terms = meaning.nearest_of_each(
        text, Among("document", language, NEAR), Among("phrase", None, NEAR_PHRASES)
    )
    if not documents:
        return Nearness()
    phrases: dict[str, float] = {}
    for key, score in of_terms:
        term = term_of(key)
        phrases[term] = max(score, phrases.get(term, 0.0))
    return Nearness(dict(documents), phrases)


def phrase_key(term: str, text: str) -> str:
    """`phrase need:revma-energeia μου έκοψαν το ρεύμα`: what `put` knows a phrase by."""
    return f"{PHRASE}{term} {text}"


def is_phrase(key: str) -> bool:
    return key.startswith(PHRASE)


def term_of(key: str) -> str:
    return key.split(" ", 2)[1]


def _share(score: float, low: float, high: float, *, most: float = 1.0) -> float:
    return min(max((score - low) / (high - low), 0.0), most)
