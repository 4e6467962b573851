"""Which documents of search show something of an entry of the Guide, and so follow its changes."""

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from search.sources import is_source


def services_with(**terms):
    """Services in all languages with such a term."""
    return apps.get_model("services_guide.ServicePage").objects.filter(**terms)


def forms_of(services):
    """The forms to apply on for `services`, in all languages."""
    chosen = Page.objects.filter(services_applied_for__in=services)
    return Page.objects.filter(translation_key__in=chosen.values("translation_key"))


def services_and_forms_with(**terms) -> list[Page]:
    """Services with such a term, and their forms, which stand under the same terms."""
    services = services_with(**terms)
    return [*services, *forms_of(services)]


def pages_pointing_at(entry: Model) -> list[Page]:
    """Pages that can be found and name `entry` as what answers for them, in all languages."""
    pages: list[Page] = []
    for relation in entry._meta.get_fields(include_hidden=True):
        if relation.one_to_many and is_source(relation.related_model):
            same = {f"{relation.field.name}__translation_key": entry.translation_key}
            pages += relation.related_model.objects.filter(**same)
    return pages
