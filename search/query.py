"""
Ask the index. `find` is what other apps call.

What the index remembers is never believed alone: every hit is held against what the public may
see now, so a page that went private a second ago is gone at once, before the worker gets to it.
"""

import logging
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString

from search import analysis, sources
from search.engines import engine
from search.engines.base import Found, Unavailable
from search.highlighting import highlighted

logger = logging.getLogger(__name__)

LONGEST_QUERY = 200
CHECKED = 500
"""So many of the best hits are held against the database, which makes their counts exact."""
DEEPEST = 10_000
"""No list goes further than this."""


@dataclass(frozen=True)
class Hit:
    """Something found."""

    key: str
    """`<app_label>.<modelname>:<pk>`"""
    type: str
    slug: str
    title: str
    url: str
    summary: str
    score: float
    title_html: SafeString
    summary_html: SafeString
    unit: str = ""
    """Name of the office responsible."""
    is_pinned: bool = False
    """Put on top by an editor."""


@dataclass(frozen=True)
class Results:
    """What `find` answers; empty and honest when there is no index to ask."""

    total: int
    hits: list[Hit]
    understood_as: str
    """The words searched for, in normal form."""
    engine: str
    """Name of the engine that answered; `none` when none could."""
    counts: dict[str, int] = field(default_factory=dict)
    """Type → how many were found of it, also of types that weren't asked for."""
    units: dict[str, int] = field(default_factory=dict)
    """Name of the office → how many were found of it, also of offices that weren't asked for."""
    related: list[Hit] = field(default_factory=list)
    """Found by meaning alone: no word of the question is in them."""
    corrected: str = ""
    """What was searched for where it isn't what was typed (Greeklish, another keyboard, a slip)."""
    is_crisis: bool = False
    """The question tells of danger: helplines come before everything."""
    is_fallback: bool = False
    """The search server is away and the embedded index answers for it."""

    @property
    def is_available(self) -> bool:
        return self.engine != "none"


@dataclass(frozen=True)
class Suggestion:
    """What somebody may be about to type, and where it leads."""

    text: str
    type: str
    url: str


def find(
    text: str,
    *,
    language: str,
    types: Collection[str] = (),
    units: Collection[str] = (),
    limit: int = 10,
    offset: int = 0,
    literal: bool = False,
) -> Results:
    """
    What the public may see of what matches `text`, best first; only of `types` and `units`, if any
    are given. `literal`: the words just as they were typed.

    Never raises, whatever `text` is.
    """
    question = analysis.question(cleaned(text), language=language)
    understood_as = " ".join(word.exact for word in question.words)
    limit, offset = max(limit, 0), max(offset, 0)
    try:
        counts, found = _asked(question, max(CHECKED, offset + limit), types)
    except Unavailable as error:
        logger.warning("Search has no index to ask: %s", error)
        return Results(0, [], understood_as, engine="none")
    total = sum(number for kind, number in counts.items() if not types or kind in types)
    hits = [_hit(one, question) for one in found[offset : offset + limit]]
    return Results(total, hits, understood_as, engine().name, counts)


def suggest(text: str, *, language: str, limit: int = 8) -> list[Suggestion]:
    """Titles that hold all words of `text`, the last of them only begun. Short beginnings give nothing."""
    question = analysis.beginning(cleaned(text), language=language)
    if sum(len(word.exact) for word in question.words) < 2:
        return []
    try:
        _counts, found = _asked(question, CHECKED)
    except Unavailable as error:
        logger.warning("Search has no index to ask: %s", error)
        return []
    unique = {(one.title, one.url): Suggestion(one.title, one.type, one.url) for one in found}
    return list(unique.values())[: max(limit, 0)]


def cleaned(text: str) -> str:
    """As typed, but of bearable length, on one line and without signs nobody sees."""
    signs = (
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign
        for sign in text[: LONGEST_QUERY * 2]
    )
    visible = "".join(sign for sign in signs if unicodedata.category(sign) not in {"Cf", "Cs"})
    return " ".join(visible.split())[:LONGEST_QUERY].strip()


def _asked(
    question: analysis.Question, limit: int, types: Collection[str] = ()
) -> tuple[dict[str, int], list[Found]]:
    """
    Counts by type, of all types, and the best hits of `types`.

    Without what the public may not see any more, and with one hit for an address: an office with
    a page of its own is found as an office.
    """
    if not question:
        return {}, []
    limit = min(limit, DEEPEST)
    answer = engine().search(question, limit=limit)
    counts, found = Counter(answer.counts), answer.found
    if types and counts.total() > len(found):
        # The best of these types may come after all that was looked at.
        found = engine().search(replace(question, types=tuple(types)), limit=limit).found
    seen = sources.still_public([one.key for one in found])
    shown = _one_an_address(sorted((one for one in found if one.key in seen), key=_rank))
    counts -= Counter(one.type for one in found) - Counter(one.type for one in shown)
    return dict(counts), [one for one in shown if not types or one.type in types]


def _rank(found: Found) -> tuple:
    return -round(found.score, 3), len(found.title), found.title, found.key


def _one_an_address(found: list[Found]) -> list[Found]:
    """Of several with the same address the one that isn't a mere page, in the place of the best."""
    shown: dict[str, Found] = {}
    for one in found:
        other = shown.setdefault(one.url or one.key, one)
        if other.type == "page" != one.type:
            shown[one.url] = replace(one, score=other.score)
    return list(shown.values())


def _hit(found: Found, question: analysis.Question) -> Hit:
    return Hit(
        **vars(found),
        title_html=highlighted(found.title, question.words),
        summary_html=highlighted(found.summary, question.words),
    )
