"""What the list is narrowed by at this moment, in words, each with the address without it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from forms.inbox.filters import ENDS, ApplicationFilterSet

Query = list[tuple[str, str]]
"""Names and values as they stand in the address."""

NOT_NARROWING = {"queue", "ordering"}


@dataclass(frozen=True)
class ActiveFilter:
    label: str
    value: str
    url: str
    """The list without it."""


def active_filters(filters: ApplicationFilterSet, query: Query) -> list[ActiveFilter]:
    return [
        ActiveFilter(label_of(filters, name), words_for(filters, name, value), without(query, name, value))
        for name, value in query
        if name not in NOT_NARROWING and value
    ]


def label_of(filters: ApplicationFilterSet, name: str) -> str:
    ends = dict(zip(("sent_at_from", "sent_at_to"), ENDS, strict=True))
    if name in ends:
        return str(ends[name])
    return str(filters.form.fields[name].label) if name in filters.form.fields else name


def words_for(filters: ApplicationFilterSet, name: str, value: str) -> str:
    """What the value is called; a value that cannot be stands as it is, to be taken away."""
    if name == "person":
        return _("as you searched")
    choices = getattr(filters.form.fields.get(name), "choices", ())
    return str({str(key): label for key, label in choices}.get(value, value))


def without(query: Query, name: str, value: str) -> str:
    """The address of the list without this one; without any left it stays in its queue."""
    rest = [each for each in query if each != (name, value)]
    if "queue" not in dict(rest):
        rest.insert(0, ("queue", "all"))
    return f"{reverse('applications:index')}?{urlencode(rest)}"
