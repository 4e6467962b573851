from django.contrib.auth.models import Group, Permission
from django.db import models
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
    """What a group may do with the applications of one unit: the only source of reach."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="unit_permissions")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="group_permissions")
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("permission for a unit")
        verbose_name_plural = _("permissions for units")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "unit", "permission"], name="a_group_holds_a_unit_permission_once"
            )
        ]

    def __str__(self):
        return f"{self.group}: {self.permission.codename}, {self.unit}"
