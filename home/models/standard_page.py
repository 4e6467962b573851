from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.blocks import BodyBlock

from .public_page import PublicPage, plain_text


class StandardPage(PublicPage):
    """A page of plain text: the accessibility statement, the privacy notice."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        *PublicPage.responsibility_panels,
    ]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")

    @property
    def summary(self) -> str:
        return self.search_description or self.intro

    @property
    def plain_body(self) -> str:
        return plain_text(self.body)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"contact_card": self.contact_card}
