from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DigestRefusal(models.Model):
    """Somebody of the staff who wants no daily mail about what waits for them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="digest_refusal"
    )

    class Meta:
        verbose_name = _("daily mail switched off")
        verbose_name_plural = _("daily mails switched off")
        default_permissions = ()

    def __str__(self):
        return str(self.user)
