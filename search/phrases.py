"""
Which term of the taxonomy somebody speaks of, by the phrases that editors gave it.

A phrase says as much as its telling words: «μου έκοψαν το ρεύμα» is met by a question with «κόψανε»
and «ρεύμα», half by one with «ρεύμα» alone. A word that stands in the phrases of many terms tells
little, wherever it stands.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable

from search import analysis, greek


class PhraseBook:
    """Made of pairs of term and text."""

    def __init__(self, phrases: Iterable[tuple[str, str]]):
        self.phrases: list[tuple[str, frozenset[str]]] = []
        self._with = defaultdict[str, list[int]](list)
        terms_of = defaultdict[str, set[str]](set)
        for term, text in phrases:
            stems = analysis.telling_stems(greek.tokens(text))
            for stem in stems:
                self._with[stem].append(len(self.phrases))
                terms_of[stem].add(term)
            self.phrases.append((term, stems))
        most = len({term for term, _stems in self.phrases}) + 1
        self._telling = {
            stem: math.log(1 + most / len(terms)) / math.log(1 + most) for stem, terms in terms_of.items()
        }

    def terms(self, stems: Collection[str]) -> dict[str, float]:
        """Term → how far one of its phrases is met by a question with these stems, above 0 to 1."""
        asked = set(stems)
        found: dict[str, float] = {}
        for at in {at for stem in asked for at in self._with.get(stem, ())}:
            term, phrase = self.phrases[at]
            met = [self._telling[stem] for stem in phrase & asked]
            share = sum(met) / sum(self._telling[stem] for stem in phrase)
            found[term] = max(found.get(term, 0.0), share * max(met))
        return found
