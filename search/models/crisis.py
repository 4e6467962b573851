from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class CrisisPhrase(models.Model):
    """Words that tell of danger: a question with them shows the helplines above everything."""

    text = models.CharField(
        _("words"),
        max_length=100,
        unique=True,
        help_text=_("A word or an expression, in any language: «αυτοκτονία». Inflections count too."),
    )

    panels = [FieldPanel("text")]

    class Meta:
        verbose_name = _("crisis word")
        verbose_name_plural = _("crisis words")
        ordering = ["text"]

    def __str__(self):
        return self.text
