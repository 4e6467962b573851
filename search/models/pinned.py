from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from .entry import LexiconEntry
from .wording import folded


class PinnedResult(LexiconEntry):
    """A page that editors want on top for a certain question."""

    query = models.CharField(
        _("question"),
        max_length=200,
        help_text=_("As people type it. Accents, case and inflection make no difference."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )

    panels = [FieldPanel("query"), PageChooserPanel("page"), FieldPanel("sort_order")]

    class Meta:
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")
        ordering = ["query", "sort_order", "pk"]

    def __str__(self):
        return f"{self.query} → {self.page}"

    def clean(self):
        form = folded(self.query)
        if not form:
            raise ValidationError({"query": gettext("Write at least one word.")})
        self.query = " ".join(self.query.split())
        for other in PinnedResult.objects.filter(page=self.page_id).exclude(pk=self.pk):
            if folded(other.query) == form:
                raise ValidationError(
                    {
                        "query": gettext("This page is pinned to “%s” already, which is the same.")
                        % other.query
                    }
                )
