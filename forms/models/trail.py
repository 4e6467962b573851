from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.enums import AccessKind


class AppendOnly(Exception):
    """A row of the trail was to be altered or removed."""


class AccessQuerySet(models.QuerySet):
    """Reads. `forms.trail` alone lets rows go, by way of a plain QuerySet."""

    def update(self, **values):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def bulk_create(self, *args, **kwargs):
        raise AppendOnly

    def bulk_update(self, *args, **kwargs):
        raise AppendOnly


class Access(models.Model):
    """
    Somebody looked, changed or took along. Only ever added to, by `forms.trail.record`.

    It outlives the application, hence no foreign key to it. `digest` chains each row to the one
    before it, so that a row that was altered or removed shows (`manage.py check_trail`).
    """

    sequence = models.BigIntegerField(unique=True, help_text=_("Its place in the chain, without gaps."))
    kind = models.CharField(max_length=20, choices=AccessKind)
    application_id = models.UUIDField(null=True, db_index=True)
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Empty: the site itself, as at the end of retention."),
    )
    at = models.DateTimeField(db_index=True)
    address = models.GenericIPAddressField(null=True, help_text=_("From where."))
    note = models.CharField(
        max_length=300, blank=True, help_text=_("What exactly, or why; never an answer or a name.")
    )
    count = models.PositiveIntegerField(null=True, help_text=_("How many applications, of an export."))
    digest = models.CharField(max_length=64, help_text=_("HMAC-SHA256, hex."))

    objects = AccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access record")
        verbose_name_plural = _("access records")
        default_permissions = ("view",)
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.kind} {self.application_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly


class TrailHead(models.Model):
    """
    Both ends of the chain, one row: where it goes on, and where it begins since old rows were let go.

    Who adds a row locks this one first, so the chain never forks. `seal` is a keyed hash of the
    other columns: without it, whoever writes into the database could cut rows off at the end, and
    set the head back to a row that was the last one once.
    """

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    first_sequence = models.BigIntegerField(default=0, help_text=_("Last row that was let go."))
    first_digest = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True, help_text=_("HMAC-SHA256, hex."))

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.first_sequence}–{self.sequence}"
