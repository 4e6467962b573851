from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from services_guide.models import Organisation

from .public_page import PublicPage


class ContactPage(PublicPage):
    """Every service with its phones and addresses, read where they are kept: nothing is typed here twice."""

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

    def organisations(self):
        """Services of the page's language that can be reached, each after the one above it."""
        return sorted_by_tree(
            Organisation.objects.filter(locale_id=self.locale_id, contact__isnull=False)
            .select_related("contact", "locale")
            .prefetch_related("contact__phones", "contact__emails", "unit_pages")
        )


def sorted_by_tree(organisations):
    """The organisations as a list, children right after their parents, otherwise in their given order."""
    organisations = list(organisations)
    given = {organisation.pk for organisation in organisations}

    def below(parent):
        for organisation in organisations:
            above = organisation.parent_id if organisation.parent_id in given else None
            if above == parent:
                yield organisation
                yield from below(organisation.pk)

    return list(below(None))
