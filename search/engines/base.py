"""What every search engine can do. The engines match and weigh; understanding is in `analysis`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from search.documents import Document
from search.question import Question
from search.vocabulary import Vocabulary


class Unavailable(Exception):
    """There is no index, or none that can be read."""


class Busy(Exception):
    """Somebody else is writing the index; try again later."""


class ServerAway(Busy):
    """The search server takes no changes now. Nothing is lost: it is brought in step when it's back."""


class Refused(Exception):
    """The server took all documents but these; `args[0]` says why, by key. Trying again won't help."""


class Found(NamedTuple):
    """
    A document as the index remembers it: enough to show it in a list.

    A tuple, for a question makes some hundreds: a frozen dataclass takes five times as long.
    """

    key: str
    type: str
    slug: str
    title: str
    url: str
    summary: str
    score: float
    unit: str = ""
    language: str = ""


SHOWN = tuple(name for name in Found._fields if name not in ("key", "score"))
"""What an index keeps of a document besides its words, to show it in a list."""


@dataclass(frozen=True)
class Answer:
    """The best of what matches, and how many match in all."""

    total: int
    """How many match, found or not."""
    found: list[Found]
    """Best first."""
    engine: str = "embedded"
    """Name of the engine that answered."""
    is_fallback: bool = False
    """Whether it stands in for a server that couldn't answer."""
    counts: dict[str, int] = field(default_factory=dict)
    """Type → number of matching documents, if asked for."""
    units: dict[str, int] = field(default_factory=dict)
    """The same by name of the office; documents of no office aren't counted."""


class Engine(Protocol):
    """
    An index of documents. Only the worker and commands write, any process may search.

    Everything may raise `Unavailable`; what writes may raise `Busy`.
    """

    name: str

    def search(self, question: Question, *, limit: int, counted: bool = True) -> Answer:
        """The `limit` best documents for `question`, and `counted`: how many of each kind and office."""

    def remembered(self, keys: Collection[str]) -> list[Found]:
        """These documents, in no order and with no score; keys it lacks are passed over."""

    def vocabulary(self) -> Vocabulary:
        """The words of all documents."""

    def keys(self) -> dict[str, str]:
        """Key → digest of everything in the index."""

    def update(self, put: Iterable[Document] = (), remove: Collection[str] = ()) -> None:
        """Add documents, in place of those with the same key, and remove keys, present or not."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """A whole new index of `documents`, in use once complete; returns how many it holds."""
