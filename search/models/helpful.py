from django.db import models
from django.utils.translation import gettext_lazy as _


class Helpful(models.Model):
    """Answers to “Was this helpful?” about one address in one month. Counts only, of nobody."""

    month = models.DateField(_("month"))
    path = models.CharField(_("address"), max_length=500)
    """Path without query, e.g. `/odigos/vevaiosi-astegias/`."""
    yes = models.PositiveIntegerField(_("yes"), default=0)
    no = models.PositiveIntegerField(_("no"), default=0)

    class Meta:
        verbose_name = _("was it helpful")
        verbose_name_plural = _("was it helpful")
        constraints = [models.UniqueConstraint(fields=["month", "path"], name="search_helpful_once_a_month")]

    def __str__(self):
        return self.path
