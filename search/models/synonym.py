from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class Synonym(models.Model):
    """
    What people write for something that the Guide calls otherwise. Read when a question is asked.

    Several ways of writing are divided by commas; each may hold several words. Accents, case,
    dots of acronyms and inflection make no difference.
    """

    written = models.CharField(
        _("people write"),
        max_length=300,
        help_text=_("One or more words or expressions, divided by commas: «ΚΕΑ, κοινωνικό εισόδημα»."),
    )
    meant = models.CharField(
        _("and mean"),
        max_length=300,
        help_text=_("What the Guide calls it, divided by commas: «Ελάχιστο Εγγυημένο Εισόδημα»."),
    )
    both_ways = models.BooleanField(
        _("both ways"),
        default=False,
        help_text=_("Who writes the second also finds what holds the first."),
    )

    panels = [FieldPanel("written"), FieldPanel("meant"), FieldPanel("both_ways")]

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["written"]

    def __str__(self):
        return f"{self.written} {'⇄' if self.both_ways else '→'} {self.meant}"
