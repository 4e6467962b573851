"""What the address of the Guide asks for, and the choices that the page offers in turn."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from search.query import cleaned

MAX_VALUES = 50
"""More values of one filter than there could ever be terms: the rest is somebody's experiment."""

SLUG = re.compile(r"[-\w]{1,100}")


@dataclass(frozen=True)
class Asked:
    """The query of `/odigos/`, cleaned; whether the slugs exist is for the listing to know."""

    q: str = ""
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    organisation: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Whatever the address says; what makes no sense is left out."""
        page = query.get("page", "")
        organisations = _slugs(query.getlist("organisation"))
        return cls(
            q=cleaned(query.get("q", "")),
            needs=_slugs(query.getlist("need")),
            audiences=_slugs(query.getlist("audience")),
            organisation=organisations[0] if organisations else "",
            page=int(page) if re.fullmatch(r"[0-9]{1,6}", page) else 1,
        )

    def among(self, *, needs: Iterable[str], audiences: Iterable[str], organisations: Iterable[str]) -> Self:
        """The same without terms that don't exist."""
        return replace(
            self,
            needs=tuple(slug for slug in self.needs if slug in needs),
            audiences=tuple(slug for slug in self.audiences if slug in audiences),
            organisation=self.organisation if self.organisation in organisations else "",
        )

    def without(self, group: str, slug: str = "") -> Self:
        """The same with one filter less, from its first page."""
        kept = getattr(self, group)
        less = tuple(value for value in kept if value != slug) if isinstance(kept, tuple) else ""
        return replace(self, page=1, **{group: less})

    @property
    def query(self) -> str:
        """As in an address, without the page."""
        pairs = [
            ("q", self.q),
            *(("need", slug) for slug in self.needs),
            *(("audience", slug) for slug in self.audiences),
            ("organisation", self.organisation),
        ]
        return urlencode([(name, value) for name, value in pairs if value])

    @property
    def filter_count(self) -> int:
        """How many filters are set; words don't count."""
        return len(self.needs) + len(self.audiences) + bool(self.organisation)


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the query that leads out of it."""

    label: str
    query: str


def _slugs(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values[:MAX_VALUES] if SLUG.fullmatch(value)))
