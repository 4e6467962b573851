from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .entry import LexiconEntry
from .wording import checked, folded


class CrisisPhrase(LexiconEntry):
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

    def clean(self):
        try:
            found = checked(self.text)
        except ValidationError as error:
            raise ValidationError({"text": error}) from None
        if len(found) > 1:
            raise ValidationError({"text": gettext("One word or expression at a time, without commas.")})
        (form, self.text), *_none = found.items()
        for other in CrisisPhrase.objects.exclude(pk=self.pk):
            if folded(other.text) == form:
                raise ValidationError({"text": gettext("“%s” is among the crisis words already.") % other})
