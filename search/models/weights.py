from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def _weight(name, default, **options):
    return models.FloatField(
        name, default=default, validators=[MinValueValidator(0), MaxValueValidator(20)], **options
    )


@register_setting(icon="order")
class SearchWeights(BaseGenericSetting):
    """How much a word counts by where it stands, and how much meaning counts beside words."""

    title = _weight(_("title"), 8)
    names = _weight(
        _("names"), 5, help_text=_("The names of its needs, of the people it is for and of its unit.")
    )
    summary = _weight(_("summary"), 3)
    body = _weight(_("text"), 1)
    other = _weight(
        _("other languages"), 2, help_text=_("Title and summary of the same page in other languages.")
    )
    meaning = _weight(
        _("meaning"), 1, help_text=_("0: only words count. 1: as it comes. More: meaning counts more.")
    )

    panels = [FieldPanel(name) for name in ("title", "names", "summary", "body", "other", "meaning")]

    class Meta:
        verbose_name = _("weights of search")
