from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from search.documents import Document
from search.sources import in_other_languages, path_of
from services_guide.filters import Asked
from services_guide.listing import Listing

from .entry import in_greek, neutral
from .organisation import Organisation
from .service_page import PublicPageQuerySet


class GuideIndexPageQuerySet(PublicPageQuerySet):
    def for_locale(self, locale_id):
        """The Guide in this locale, else in Greek; None where there is none."""
        guides = self.readable().filter(models.Q(locale_id=locale_id) | in_greek())
        return min(guides, key=lambda guide: guide.locale_id != locale_id, default=None)


class GuideIndexPage(Page):
    """The Guide: every service of the page's language, to filter and to search."""

    intro = models.TextField(_("introduction"), blank=True)

    objects = PageManager.from_queryset(GuideIndexPageQuerySet)()

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    max_count_per_parent = 1
    subpage_types = ["services_guide.ServicePage"]
    override_translatable_fields = neutral("slug")

    class Meta:
        verbose_name = _("Guide")
        verbose_name_plural = _("Guides")

    @classmethod
    def searchable(cls):
        return cls.objects.readable().select_related("locale")

    def search_dependents(self):
        """Organisations without a page of their own are shown at the Guide's address."""
        return Organisation.objects.all()

    def search_document(self) -> Document:
        return Document(
            key=f"{self._meta.label_lower}:{self.pk}",
            type="page",
            slug=self.slug,
            language=self.locale.language_code,
            title=self.title,
            url=path_of(self),
            summary=self.summary,
            other=tuple(
                text for page in in_other_languages(self) for text in (page.title, page.summary) if text
            ),
        )

    @property
    def summary(self):
        return self.search_description or self.intro

    def get_context(self, request, *args, **kwargs):
        listing = Listing(self, Asked.from_query(request.GET), request)
        return super().get_context(request, *args, **kwargs) | {"listing": listing}
