"""The Guide's pages: the list, and one page for each service."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from .entry import in_greek, neutral


class GuideIndexPage(Page):
    """The Guide: every service of the page's language, to filter and to search."""

    intro = models.TextField(_("introduction"), blank=True)

    max_count_per_parent = 1
    subpage_types = ["services_guide.ServicePage"]
    override_translatable_fields = neutral("slug")

    class Meta:
        verbose_name = _("Guide")
        verbose_name_plural = _("Guides")


class ServicePage(Page):
    """
    One service: what it is, whom it is for, how to get it.

    A text that is empty is not known: the page then says nothing about it.
    """

    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("One or two sentences; shown in lists and on top of the page."),
    )
    body = RichTextField(
        _("what it offers"), blank=True, features=["bold", "ol", "ul", "link", "document-link"]
    )
    eligibility = models.TextField(
        _("whom it is for"),
        blank=True,
        help_text=_("Leave empty if you aren't sure: the page then says nothing."),
    )
    documents_required = models.TextField(
        _("what one needs"), blank=True, help_text=_("One paper a line. Leave empty if you aren't sure.")
    )
    how_to_apply = models.TextField(
        _("how it is done"), blank=True, help_text=_("One step a line: several become a numbered list.")
    )
    organisation = models.ForeignKey(
        "services_guide.Organisation",
        verbose_name=_("organisation"),
        related_name="services",
        on_delete=models.PROTECT,
    )
    needs = ParentalManyToManyField(
        "services_guide.Need", verbose_name=_("needs"), related_name="services", limit_choices_to=in_greek
    )
    audiences = ParentalManyToManyField(
        "services_guide.Audience",
        verbose_name=_("audiences"),
        related_name="services",
        limit_choices_to=in_greek,
    )
    application_form = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("application form"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("The page under «Applications» where one applies for this service."),
    )
    is_cofunded = models.BooleanField(
        _("co-funded by the European Union"),
        default=False,
        help_text=_("Shows the statement that the Union asks for."),
    )
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("For danger and distress: shows helplines of the same needs on top."),
    )
    reviewed_at = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that all this is right."),
    )

    parent_page_types = ["services_guide.GuideIndexPage"]
    subpage_types = []
    override_translatable_fields = neutral(
        "slug", "needs", "audiences", "application_form", "is_cofunded", "is_sensitive", "reviewed_at"
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")


class ServiceLegalReference(Orderable):
    """A legal reference of a service, in the order of its footnotes."""

    page = ParentalKey(ServicePage, related_name="legal_references", on_delete=models.CASCADE)
    reference = models.ForeignKey(
        "services_guide.LegalReference",
        verbose_name=_("legal reference"),
        related_name="services",
        on_delete=models.PROTECT,
    )

    class Meta(Orderable.Meta):
        verbose_name = _("legal reference of a service")
        verbose_name_plural = _("legal references of a service")

    def __str__(self):
        return str(self.reference)
