"""What all pages of the front door have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from search.documents import Document
from search.sources import in_other_languages, path_of
from search.together import at_once
from services_guide.models.organisation import Organisation, name_in


class PublicPage(Page):
    """
    A page of text: found by search, and saying who answers for it.

    Its address is the same in all languages, so `slug` isn't offered to translators.
    """

    organisation = models.ForeignKey(
        "services_guide.Organisation",
        verbose_name=_("responsible service"),
        help_text=_("The service that answers for what the page says."),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True

    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    responsibility_panels = [FieldPanel("organisation")]

    @classmethod
    def searchable(cls):
        """Pages that everybody may read."""
        return cls.objects.live().public().select_related("organisation")

    def search_document(self) -> Document:
        return Document(
            key=f"{self._meta.label_lower}:{self.pk}",
            type="page",
            slug=self.slug,
            language=self.locale.language_code,
            title=self.search_title,
            url=path_of(self),
            summary=self.summary,
            body=self.plain_body,
            unit=name_in(self.locale.language_code, self.organisation, at_once(self, _organisations)),
            other=tuple(
                text
                for page in in_other_languages(self)
                for text in (page.search_title, page.summary)
                if text
            ),
        )

    @property
    def contact_card(self) -> dict | None:
        """How to reach the responsible service, for `components/contact-card.html`; None if unknown."""
        if self.organisation is None or self.organisation.contact is None:
            return None
        return {"name": self.organisation.name, "contact": self.organisation.contact}

    @property
    def search_title(self) -> str:
        """What the page is called among others in a list of results."""
        return self.title

    @property
    def summary(self) -> str:
        """One or two sentences on what the page is about, without markup."""
        return self.search_description

    @property
    def plain_body(self) -> str:
        """The page's text without markup; empty where there's none."""
        return ""


def plain_text(stream) -> str:
    """The words of a StreamField of `BodyBlock`, a block a line."""
    block: BodyBlock = stream.stream_block
    return "\n".join(block.get_searchable_content(stream))


def _organisations(pages):
    """Those responsible, in all languages, by translation key."""
    return Organisation.objects.by_key(page.organisation for page in pages if page.organisation)
