"""From what the search page is asked for to what it shows."""

from dataclasses import replace
from math import ceil

from search import query
from search.asked import Asked
from search.results import Results

A_PAGE = 20


def answer(asked: Asked, *, language: str) -> tuple[Asked, Results]:
    """
    What was found, and what was asked for in so far as it exists.

    An office that no result is from counts as not asked for, and a page too far as the last one.
    """
    found = _find(asked, language)
    if not set(asked.units) <= found.units.keys():
        # An office without results of the types asked for, or one that only the address knows?
        everywhere = _find(replace(asked, types=(), units=(), page=1), language)
        asked = asked.among(everywhere.units)
        found = _find(asked, language)
    last = max(ceil(found.total / A_PAGE), 1)
    if asked.page > last:
        asked = replace(asked, page=last)
        found = _find(asked, language)
    return asked, found


def _find(asked: Asked, language: str) -> Results:
    return query.find(
        asked.q,
        language=language,
        types=asked.types,
        units=asked.units,
        limit=A_PAGE,
        offset=(asked.page - 1) * A_PAGE,
        literal=asked.literal,
    )
