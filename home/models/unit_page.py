from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from home.blocks import BodyBlock
from services_guide.listing import alphabetical
from services_guide.models import Organisation, ServicePage

from .public_page import PublicPage, plain_text


class UnitPage(PublicPage):
    """The page of one service of the municipality: the Directorate, a department, the Community Centre."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="unit_pages",
    )
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    is_cofunded = models.BooleanField(
        _("co-funded by the European Union"),
        default=False,
        help_text=_("Shows the emblem and statement at the top and the bottom of the page."),
    )

    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("organisation"),
        FieldPanel("intro"),
        FieldPanel("body"),
        InlinePanel("references", heading=_("Legal references"), label=_("legal reference")),
        FieldPanel("is_cofunded"),
    ]
    parent_page_types = ["home.HomePage", "home.UnitPage"]
    subpage_types = ["home.UnitPage", "home.StandardPage"]

    class Meta:
        verbose_name = _("page of a service")
        verbose_name_plural = _("pages of services")

    def search_dependents(self):
        """The organisation is found at this page's address while it is live."""
        return Organisation.objects.alike([self.organisation])

    @property
    def summary(self) -> str:
        return self.search_description or self.intro

    @property
    def plain_body(self) -> str:
        return plain_text(self.body)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "contact_card": self.contact_card,
            "services": self.services(),
            "units": UnitPage.objects.child_of(self).live().public().select_related("locale"),
            "legal_references": [row.reference for row in self.references.select_related("reference")],
        }

    def services(self):
        """What this service offers, from the Guide."""
        services = (
            ServicePage.objects.readable()
            .filter(organisation__translation_key=self.organisation.translation_key, locale_id=self.locale_id)
            .select_related("locale")
        )
        return sorted(services, key=lambda service: alphabetical(service.title))


class UnitPageReference(Orderable):
    """A law or decision that a page rests on; the same in all languages."""

    page = ParentalKey(UnitPage, on_delete=models.CASCADE, related_name="references")
    reference = models.ForeignKey(
        "services_guide.LegalReference",
        verbose_name=_("legal reference"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    panels = [FieldPanel("reference")]

    class Meta(Orderable.Meta):
        verbose_name = _("legal reference")
        verbose_name_plural = _("legal references")

    def __str__(self):
        return str(self.reference)
