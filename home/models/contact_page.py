from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from services_guide.models import Organisation

from .public_page import PublicPage
from .unit_page import UnitPage


class ContactPage(PublicPage):
    """
    How to reach the services of the municipality.

    Read where they are kept: nothing is typed here twice. Which services is the responsible
    service's family: everything that is part of the same municipality.
    """

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("intro"), *PublicPage.responsibility_panels]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    @property
    def summary(self) -> str:
        return self.search_description or self.intro

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"organisations": self.organisations()}

    def organisations(self) -> list[Organisation]:
        """Those that can be reached, in the reader's language, each after the one it is part of."""
        family = family_of(self.organisation)
        public = UnitPage.objects.live().public().select_related("locale")
        pages = Prefetch("unit_pages", public, to_attr="public_pages")
        rows = (
            Organisation.objects.alike(family)
            .exclude(contact=None)
            .select_related("contact", "locale")
            .prefetch_related("contact__phones", "contact__emails", pages)
        )
        shown = {row.translation_key: row for row in rows.in_language(self.locale.language_code)}
        return [shown[each.translation_key] for each in family if each.translation_key in shown]


def family_of(organisation: Organisation | None) -> list[Organisation]:
    """All that is part of the same municipality, from the top down; without `organisation`, everybody."""
    originals = list(Organisation.objects.originals())
    above = {each.pk: each.parent_id for each in originals}
    top = None
    if organisation is not None:
        top = next(
            (each.pk for each in originals if each.translation_key == organisation.translation_key), None
        )
        while top is not None and above.get(top) in above:
            top = above[top]

    def below(parent):
        for each in originals:
            if (above[each.pk] if above[each.pk] in above else None) == parent:
                yield each
                yield from below(each.pk)

    first = [each for each in originals if each.pk == top]
    return [*first, *below(top)]
