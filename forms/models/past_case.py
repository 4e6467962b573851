from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.enums import Channel, State


class PastCase(models.Model):
    """
    What the figures keep of an application that is gone: nothing that leads to it or to a person.

    Dates are days, times are whole hours.
    """

    form = models.UUIDField(db_index=True)
    form_title = models.CharField(max_length=255)
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=20, choices=State)
    closing_reason = models.ForeignKey("ClosingReason", on_delete=models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(db_index=True)
    ended_on = models.DateField(null=True)
    hours_to_first_look = models.PositiveIntegerField(null=True)
    hours_to_decision = models.PositiveIntegerField(null=True, help_text=_("By staff; empty if withdrawn."))

    class Meta:
        verbose_name = _("past case")
        verbose_name_plural = _("past cases")
        default_permissions = ()

    def __str__(self):
        return f"{self.form_title} {self.received_on}"


class PastSession(models.Model):
    """An appointment that was kept, of a past case: it counts for the day on which it was held."""

    case = models.ForeignKey(PastCase, on_delete=models.CASCADE, related_name="sessions")
    held_on = models.DateField()

    class Meta:
        verbose_name = _("past session")
        verbose_name_plural = _("past sessions")
        default_permissions = ()

    def __str__(self):
        return f"{self.held_on}"
