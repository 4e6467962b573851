from django.db import models
from django.utils.translation import gettext_lazy as _

from forms.enums import LookupKind


class LookupHash(models.Model):
    """
    A keyed hash under which an application is found by an exact phone, AMKA or e-mail.

    `digest` is `forms.crypto.blind_index(kind, value)` of the value in its normal form: E.164,
    eleven digits, small letters.
    """

    application = models.ForeignKey("Application", on_delete=models.CASCADE, related_name="lookups")
    kind = models.CharField(max_length=10, choices=LookupKind)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("lookup hash")
        verbose_name_plural = _("lookup hashes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "digest", "application"], name="a_value_leads_to_an_application_once"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.digest[:8]}"
