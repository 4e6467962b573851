from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from services_guide.enums import LegalKind


class LegalReference(models.Model):
    """A law or decision that services rest on. Greek law is cited in Greek, whatever the page's language."""

    kind = models.CharField(_("kind"), max_length=40, choices=LegalKind)
    number = models.CharField(
        _("number"), max_length=100, blank=True, help_text=_("As printed: 4520/2018, Δ13/οικ./10747/256.")
    )
    date = models.DateField(_("date"), null=True, blank=True)
    gazette = models.CharField(
        _("Government Gazette (ΦΕΚ)"), max_length=100, blank=True, help_text=_("Series and number: Β' 792.")
    )
    article = models.CharField(_("article"), max_length=100, blank=True)
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    citation = models.TextField(
        _("full citation"), help_text=_("The whole reference as in its source; shown as the footnote.")
    )
    amends = models.ForeignKey(
        "self",
        verbose_name=_("amends"),
        related_name="amended_by",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    is_doubtful = models.BooleanField(
        _("is being checked"),
        default=False,
        help_text=_("Tells readers plainly that number or date may be wrong and are being checked."),
    )

    panels = [
        FieldPanel("citation"),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("number"), FieldPanel("date")]),
                FieldRowPanel([FieldPanel("gazette"), FieldPanel("article")]),
                FieldPanel("subject"),
            ],
            heading=_("Its parts"),
        ),
        FieldPanel("amends"),
        FieldPanel("is_doubtful"),
    ]

    class Meta:
        verbose_name = _("legal reference")
        verbose_name_plural = _("legal references")
        ordering = ["citation"]

    def __str__(self):
        return self.citation if len(self.citation) <= 120 else f"{self.citation[:119]}…"
