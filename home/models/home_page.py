from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from forms.models import ApplicationFormPage
from home.blocks import LinksBlock, PhrasesBlock
from services_guide.listing import alphabetical
from services_guide.models import GuideIndexPage, Need, Organisation
from services_guide.models.entry import in_greek

from .public_page import PublicPage


class HomePage(PublicPage):
    """
    The front page of a municipality's social service, and what every page of its site shows around itself.

    The root page of a Wagtail site, so that one installation can serve many municipalities.
    """

    municipality = models.CharField(_("municipality"), max_length=100)
    service_name = models.CharField(_("name of the service"), max_length=100)
    heading = models.CharField(_("heading"), max_length=150)
    lead = models.CharField(_("lead"), max_length=255, blank=True)
    popular_searches = StreamField(PhrasesBlock(), verbose_name=_("frequent searches"), blank=True)
    navigation = StreamField(LinksBlock(), verbose_name=_("main navigation"), blank=True)
    footer_links = StreamField(LinksBlock(), verbose_name=_("links at the foot of each page"), blank=True)
    footer_organisations = ParentalManyToManyField(
        Organisation,
        verbose_name=_("offices at the foot of each page"),
        help_text=_("Their phones and e-mail addresses stand there. The Greek home page's choice counts."),
        related_name="+",
        blank=True,
        limit_choices_to=in_greek,
    )

    content_panels = [
        *PublicPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("municipality"), FieldPanel("service_name")],
            heading=_("Who we are"),
        ),
        FieldPanel("heading"),
        FieldPanel("lead"),
        FieldPanel("popular_searches"),
        FieldPanel("navigation"),
        FieldPanel("footer_links"),
        FieldPanel("footer_organisations", widget=forms.CheckboxSelectMultiple),
        *PublicPage.responsibility_panels,
    ]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def summary(self) -> str:
        return self.search_description or self.lead

    @property
    def search_title(self) -> str:
        return f"{self.service_name} – {self.municipality}"

    def get_context(self, request, *args, **kwargs):
        guide = GuideIndexPage.objects.child_of(self).readable().select_related("locale").first()
        guide_url = guide.get_url(request) if guide else ""
        return super().get_context(request, *args, **kwargs) | {
            "guide": guide_url,
            "needs": self.needs(guide_url),
            "applications": self.applications(),
        }

    def needs(self, guide_url) -> list[dict[str, str]]:
        """Troubles in people's words, each leading to the services of the Guide that answer to it."""
        told = Need.objects.filter(locale_id=self.locale_id).exclude(phrase="") if guide_url else ()
        return [
            {"phrase": need.phrase, "summary": need.summary, "address": f"{guide_url}?need={need.slug}"}
            for need in told
        ]

    def applications(self):
        """Forms that can be filled in on this site, in its language."""
        forms = ApplicationFormPage.searchable().descendant_of(self).select_related("locale")
        return sorted(forms, key=lambda form: alphabetical(form.title))
