"""
What the site holds about people: each field's class, and for each table the purpose it serves, the legal
ground and how long it is kept (GDPR art. 25 and 30).

`tables` is the inventory, `purposes` what it refers to, `record` writes it out as the record of processing
activities (`manage.py ropa`). A model or a field that isn't in it fails tests/forms/test_inventory.py:
who adds one says there what it is.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Text = str | Promise


class Sensitivity(StrEnum):
    """How much harm it does in wrong hands."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL = "special"
    """Of special categories too, GDPR art. 9: health, children, violence may stand in it."""

    @property
    def label(self) -> Text:
        return LABELS[self]


LABELS = {
    Sensitivity.PUBLIC: pgettext_lazy("data", "public"),
    Sensitivity.INTERNAL: pgettext_lazy("data", "internal"),
    Sensitivity.PERSONAL: pgettext_lazy("data", "personal"),
    Sensitivity.SPECIAL: pgettext_lazy("data", "special categories"),
}


@dataclass(frozen=True)
class Purpose:
    """One processing activity, with what GDPR art. 30(1) wants said of it."""

    key: str
    name: Text
    why: Text
    basis: Text
    people: Text
    """Categories of data subjects."""
    data: Text
    """Categories of personal data."""
    recipients: Text
    kept: Text
    """How long, and what ends it."""


@dataclass(frozen=True)
class Table:
    """One model: its purpose, and its field names by class, separated by spaces."""

    purpose: Purpose
    public: str = ""
    internal: str = ""
    personal: str = ""
    special: str = ""
    kept: Text = ""
    """Where it differs from the purpose's."""
    is_ours: bool = field(default=True, kw_only=True)
    """Every field of ours is listed; of others' tables only those that tell of a person."""

    def classes(self) -> dict[str, Sensitivity]:
        """Field name → class. Raises ValueError when a field stands in two."""
        found: dict[str, Sensitivity] = {}
        for sensitivity in Sensitivity:
            for name in getattr(self, sensitivity).split():
                if name in found:
                    raise ValueError(f"{name} has two classes")
                found[name] = sensitivity
        return found


def fields_of(model: type[Model]) -> list[str]:
    """The columns that a model's own table has."""
    return [each.name for each in model._meta.local_fields]
