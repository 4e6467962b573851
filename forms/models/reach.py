from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NamedReader(models.Model):
    """
    Somebody named to see sensitive applications: all those of one form, or a single one.

    It only narrows: whoever is named still needs the right for the unit (`UnitPermission`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="named_for")
    form = models.UUIDField(null=True, help_text=_("The form page's translation key."))
    application = models.ForeignKey(
        "Application", on_delete=models.CASCADE, null=True, related_name="named_readers"
    )

    class Meta:
        verbose_name = _("named reader")
        verbose_name_plural = _("named readers")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(form=None, application__isnull=False) | Q(form__isnull=False, application=None),
                name="named_for_a_form_or_an_application",
            ),
            models.UniqueConstraint(
                fields=["user", "form"], condition=Q(application=None), name="named_for_a_form_once"
            ),
            models.UniqueConstraint(
                fields=["user", "application"], condition=Q(form=None), name="named_for_an_application_once"
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.form or self.application_id}"


class Presence(models.Model):
    """Somebody has an application open at this moment, so that colleagues see each other."""

    application = models.ForeignKey("Application", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["application", "user"], name="present_at_an_application_once")
        ]

    def __str__(self):
        return f"{self.user} {self.seen_at:%H:%M}"


class SavedView(models.Model):
    """A filter of the list that somebody keeps; `query` is the query string of its address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        default_permissions = ()
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="a_view_is_saved_once")]

    def __str__(self):
        return self.name
