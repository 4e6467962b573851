"""What the address of the search page asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from search.query import cleaned

TYPES = {
    "service": _("Services"),
    "organisation": _("Offices and organisations"),
    "helpline": _("Helplines"),
    "form": _("Application forms"),
    "page": _("Other pages"),
}
"""What there is to choose from, in the order it is shown."""

MAX_UNITS = 50
LONGEST_UNIT = 200
"""More, or longer, than the names of offices ever are: the rest is somebody's experiment."""


@dataclass(frozen=True)
class Asked:
    """The query of `/anazitisi/`, cleaned; whether the units exist is for the index to know."""

    q: str = ""
    types: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    literal: bool = False
    """The words just as they were typed, without any correction."""
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Whatever the address says; what makes no sense is left out."""
        q, page = cleaned(query.get("q", "")), query.get("page", "")
        types = query.getlist("type")
        units = query.getlist("unit")[:MAX_UNITS]
        return cls(
            q=q,
            types=tuple(kind for kind in TYPES if kind in types),
            units=tuple(dict.fromkeys(unit for unit in units if unit and len(unit) <= LONGEST_UNIT)),
            # A form carries the question it was literal about: another one typed into it isn't.
            literal=bool(q) and cleaned(query.get("literal", "")) in {"1", q},
            page=max(int(page), 1) if re.fullmatch(r"[0-9]{1,6}", page) else 1,
        )

    def among(self, units: Iterable[str]) -> Self:
        """The same without offices that aren't in `units`."""
        return replace(self, units=tuple(unit for unit in self.units if unit in units))

    @property
    def query(self) -> str:
        """As in an address, without the page."""
        pairs = [
            ("q", self.q),
            *(("type", kind) for kind in self.types),
            *(("unit", unit) for unit in self.units),
            *([("literal", "1")] if self.literal else []),
        ]
        return urlencode([(name, value) for name, value in pairs if value])

    @property
    def without_filters(self) -> str:
        """The query with the words alone."""
        return replace(self, types=(), units=()).query

    @property
    def read_literally(self) -> str:
        """The query that takes the words just as they were typed."""
        return replace(self, literal=True, page=1).query

    @property
    def read_freely(self) -> str:
        """The query that lets search understand the words otherwise too."""
        return replace(self, literal=False, page=1).query

    @property
    def filter_count(self) -> int:
        return len(self.types) + len(self.units)
