from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .entry import LexiconEntry


def _weight(name, default, **options):
    return models.FloatField(
        name, default=default, validators=[MinValueValidator(0), MaxValueValidator(20)], **options
    )


@register_setting(icon="order")
class SearchWeights(LexiconEntry, BaseGenericSetting):
    """How much a word counts by where it stands, and how much meaning counts beside words."""

    OF_WORDS = ("title", "names", "summary", "body", "other")

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

    panels = [FieldPanel(name) for name in (*OF_WORDS, "meaning")]

    class Meta:
        verbose_name = _("weights of search")

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        if not any(getattr(self, name) for name in self.OF_WORDS):
            raise ValidationError(
                gettext("Words must count somewhere: at least one weight has to be above 0.")
            )
