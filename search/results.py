"""What search answers with."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from search.highlighting import highlighted


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
    unit: str = ""
    """Name of the office responsible."""
    is_pinned: bool = False
    """Put on top by an editor."""
    marked: frozenset[str] = field(default=frozenset(), repr=False)
    """The stems of the words to mark."""

    @property
    def title_html(self) -> SafeString:
        """The title with the words asked for marked; made when it is shown, for programs get it plain."""
        return highlighted(self.title, self.marked)

    @property
    def summary_html(self) -> SafeString:
        """The summary in the same way."""
        return highlighted(self.summary, self.marked)


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
