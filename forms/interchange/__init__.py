"""
A form as a JSON file: to keep, to give to another municipality, to begin a new one from.

It holds all that staff composed and nothing of this site alone: no ids, no address, no links into
its documents; entries of the Guide and the unit go by their slugs.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

KIND, VERSION = "application-form", 1
MOST_BYTES = 1024 * 1024

TEXTS = ["title", "seo_title", "search_description", "summary", "closed_note", "maintenance_note"]
RICH = ["intro", "requirements", "what_happens_next", "privacy_notice"]
SETTINGS = [
    "retention_months",
    "negative_retention_months",
    "closed_retention_months",
    "after_retention",
    "is_sensitive",
    "allows_relatives",
    "allows_professionals",
    "answer_days",
    "is_accepting",
    "opens_at",
    "closes_at",
    "most_applications",
]
PARTS = ["kind", "version", "language", "texts", "settings", "unit", "steps"]


class Unreadable(Exception):
    """A file that no form can be made from; the message says where and why."""

    def __init__(self, message: str, place: tuple = ()):
        super().__init__(": ".join(filter(None, [" → ".join(map(str, place)), str(message)])))


def features(model: type[models.Model], name: str) -> list[str]:
    """What the rich text field `name` of `model` allows."""
    return model._meta.get_field(name).features


NOT_JSON = _("This is not a JSON file.")
