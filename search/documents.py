"""
What can be found, described in the same way whatever it is.

An object that wants to be found has `search_document()`; its model has a class method
`searchable()` returning the queryset of what the public may find (never drafts, private or
expired pages). `search` imports no content app: it asks every model that has both. What a
document shows of other rows is looked up for many objects at once: see `search.together`.

A model whose name or number stands in other objects' documents has `search_dependents()`, an
iterable of those objects; they are indexed again when it is saved or deleted.
"""

from dataclasses import dataclass
from typing import Literal

DocumentType = Literal["service", "organisation", "helpline", "form", "page"]


@dataclass(frozen=True)
class Document:
    """One entry of the index, in one language. All texts are plain, without markup."""

    key: str
    """Unique in the index and stable: `<app>.<model>:<pk>`."""
    type: DocumentType
    slug: str
    language: str
    """`el`, `en`…"""
    title: str
    url: str
    """Path without host, e.g. `/odigos/vevaiosi-astegias/`."""
    summary: str = ""
    body: str = ""
    names: tuple[str, ...] = ()
    """Further names: of its needs, audiences, organisation; acronyms."""
    phones: tuple[str, ...] = ()
    """Digits as they are dialled."""
    unit: str = ""
    """Name of the office responsible, in this language."""
    terms: tuple[str, ...] = ()
    """What it stands under, and itself, by slug: `need:stegi-astegia`, `audience:astegoi`, `service:teva`."""
    other: tuple[str, ...] = ()
    """Title and summary in other languages, for those who ask in another than they read."""
