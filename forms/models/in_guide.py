"""What the Guide says of forms, for it lists the services that are applied for on them."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import F

from search.together import together


class InGuide(NamedTuple):
    """A form as the Guide knows it; empty where it doesn't, or where there is no Guide."""

    terms: tuple[str, ...]
    office: str
    """The unit's name in the page's language, as the Guide has it among the offices of these services."""


def as_in_the_guide(pages):
    """Page → what the Guide says of it, for many forms at once: see `search.together`."""
    services = _services(pages)
    with together([service for each in services.values() for service in each]):
        return {page.pk: _described(page, services[page.translation_key]) for page in pages}


def _services(pages):
    """Translation key of a form → services applied for there, in whichever language."""
    found = defaultdict(list)
    if hasattr(pages[0], "services_applied_for"):
        services = pages[0].services_applied_for.model.searchable()
        keys = {page.translation_key for page in pages}
        rows = services.filter(application_form__translation_key__in=keys)
        for service in rows.annotate(form_key=F("application_form__translation_key")).order_by("pk"):
            found[service.form_key].append(service)
    return found


def _described(page, services):
    names = (service.name_of_office(page.unit.slug, page.locale.language_code) for service in services)
    terms = dict.fromkeys(term for service in services for term in service.search_terms())
    return InGuide(tuple(terms), next(filter(None, names), ""))
