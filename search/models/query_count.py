from django.db import models
from django.utils.translation import gettext_lazy as _

LISTED_FROM = 3
"""So many times a question must come before its text is kept and shown."""
RARE, HELD_BACK = "", "-"
"""In the place of digests, where many rows became one."""


class QueryCountQuerySet(models.QuerySet):
    def listed(self):
        """Whose words editors see."""
        return self.exclude(text="")

    def held_back(self):
        """Asked often enough, but perhaps about a person."""
        often = models.Q(times__gte=LISTED_FROM) & ~models.Q(digest=RARE)
        return self.filter(often | models.Q(digest=HELD_BACK), text="")

    def rare(self):
        """Asked too seldom to be listed."""
        seldom = models.Q(times__lt=LISTED_FROM) & ~models.Q(digest=HELD_BACK)
        return self.filter(seldom | models.Q(digest=RARE), text="")


class QueryCount(models.Model):
    """
    How often a question was asked in a month, without any trace of who asked.

    What is written may be personal (a name, a diagnosis), so its text is kept only once it came
    often enough to be nobody's own; before that there is a keyed digest of it.
    """

    month = models.DateField(_("month"), help_text=_("Its first day."))
    language = models.CharField(_("language"), max_length=10)
    digest = models.CharField(max_length=64)
    text = models.CharField(_("question"), max_length=200, blank=True)
    times = models.PositiveIntegerField(_("times"), default=0)
    times_empty = models.PositiveIntegerField(_("without a result"), default=0)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)
    counted_at = models.DateTimeField(help_text=_("To the hour, so that it tells no one's visit."))

    objects = QueryCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("question asked")
        verbose_name_plural = _("questions asked")
        constraints = [
            models.UniqueConstraint(fields=["month", "language", "digest"], name="search_query_once_a_month")
        ]

    def __str__(self):
        return self.text or "…"


class QueryClick(models.Model):
    """How often a result was opened from such a question."""

    query = models.ForeignKey(QueryCount, on_delete=models.CASCADE, related_name="opened")
    key = models.CharField(max_length=200)
    """`<app>.<model>:<pk>`, as in the index."""
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["query", "key"], name="search_click_once_a_query")]

    def __str__(self):
        return self.key
