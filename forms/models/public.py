"""What both kinds of page of this app have: how they are found, and whose views they show."""

from importlib import import_module

from django.db.models import Q
from django.utils import timezone

from search.sources import path_of

PROSE = ["bold", "ol", "ul", "link", "document-link"]


def public_side(module="views"):
    """Views of `forms.apply`. Found by name, for they stand above the models that all share."""
    return import_module(f"forms.apply.{module}")


class PublicPage:
    """How pages of this app are found."""

    @classmethod
    def searchable(cls):
        kept = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
        return cls.objects.live().public().filter(kept)

    @property
    def path_of_url(self):
        """The address without the host."""
        return path_of(self)
