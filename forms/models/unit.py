from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """An office that works applications off: the Directorate, the Community Centre."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=150)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]

    def __str__(self):
        return self.name


class UnitPermission(models.Model):
    """
    What a group may do with the applications of one unit, of all its forms or of one: the only
    source of reach.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="unit_permissions")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="group_permissions")
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE)
    form = models.UUIDField(null=True, blank=True, help_text=_("The form's translation key; empty: all."))

    class Meta:
        verbose_name = _("permission for a unit")
        verbose_name_plural = _("permissions for units")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "unit", "permission"],
                condition=Q(form=None),
                name="a_group_holds_a_unit_permission_once",
            ),
            models.UniqueConstraint(
                fields=["group", "unit", "permission", "form"],
                condition=Q(form__isnull=False),
                name="a_group_holds_a_form_permission_once",
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.permission.codename}, {self.unit}"
