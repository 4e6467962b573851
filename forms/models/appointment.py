import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.crypto import CannotOpen, Sealed
from forms.enums import AppointmentState, Means

logger = logging.getLogger(__name__)


class Appointment(models.Model):
    """
    A session with an applicant. `where`, sealed, is the place, or the telephone number to be called.

    `revision` grows with each change: it is the SEQUENCE of the invitation (RFC 5545, 3.8.7.4).
    """

    where = Sealed()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey("Application", on_delete=models.CASCADE, related_name="appointments")
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    means = models.CharField(max_length=10, choices=Means, default=Means.OFFICE)
    state = models.CharField(max_length=10, choices=AppointmentState, default=AppointmentState.PLANNED)
    revision = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed_where = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        default_permissions = ()
        ordering = ["starts_at", "pk"]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_planned(self):
        return self.state == AppointmentState.PLANNED

    @property
    def where_if_readable(self):
        """The place or number; "" where it can't be opened, which must not hide the rest of a page."""
        try:
            return self.where or ""
        except CannotOpen:
            logger.error("The place of appointment %s cannot be opened", self.pk)
            return ""
