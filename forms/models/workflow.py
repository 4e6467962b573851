from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.enums import State
from forms.localised import in_language


class WorkflowState(models.Model):
    """
    What one form says and asks of one state. Where there is no row, `forms.workflow` speaks.

    `words` are `{language: {"staff": str, "public": str, "meaning": str}}`; what is missing or empty
    there is the usual. It belongs to the form's translation key, not to its page, so that
    applications stay readable when the page is gone.
    """

    form = models.UUIDField(db_index=True, help_text=_("The form page's translation key."))
    state = models.CharField(_("state"), max_length=20, choices=State)
    is_used = models.BooleanField(_("used"), default=True)
    words = models.JSONField(default=dict)
    working_days = models.PositiveSmallIntegerField(
        _("working days"), null=True, blank=True, help_text=_("Within which the next step is due.")
    )
    amber_days = models.PositiveSmallIntegerField(
        _("warn before"), default=2, help_text=_("Working days before the deadline.")
    )

    class Meta:
        verbose_name = _("state of a form")
        verbose_name_plural = _("states of forms")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["form", "state"], name="a_state_of_a_form_once")]

    def __str__(self):
        return f"{self.form} {self.state}"


class ClosingReason(models.Model):
    """Why an application is closed without a decision; `label` is `{language: str}`."""

    slug = models.SlugField(unique=True)
    label = models.JSONField(default=dict)
    is_offered = models.BooleanField(_("offered"), default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("closing reason")
        verbose_name_plural = _("closing reasons")
        default_permissions = ()
        ordering = ["order", "pk"]

    def __str__(self):
        return in_language(self.label)
