"""
Two rankings made one: by words and by meaning.

Reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009): what stands at rank r of a list gets
1 / (k + r) of that list's weight. Scores of two kinds need not be compared.
"""

from collections.abc import Sequence

K = 10
"""Smaller than the paper's 60: lists here are short, and their heads are what people read."""


def fused(words: Sequence[str], meaning: Sequence[str], *, weight: float) -> dict[str, float]:
    """
    The keys that a question's words found (`words`, best first), each with its score, in the order that
    `meaning` moves them to. What only meaning found isn't among them.
    """
    rank = {key: at for at, key in enumerate(meaning, start=1)}
    score = {
        key: 1 / (K + at) + (weight / (K + rank[key]) if key in rank else 0.0)
        for at, key in enumerate(words, start=1)
    }
    return dict(sorted(score.items(), key=lambda item: -item[1]))
