from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """
    How often something was done from one address, or to one form or reference, in one span of time.

    In the database, for all processes share it. `digest` is a keyed hash: the table names nobody.
    """

    kind = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "digest", "since"], name="one_tally_for_each_span")
        ]

    def __str__(self):
        return f"{self.kind} {self.count}"
