from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="history")
class PublicFigures(BaseSiteSetting):
    """Whether everybody may read how many applications come in; off unless an administrator says so."""

    are_shown = models.BooleanField(
        _("show the page “Applications in numbers”"),
        default=False,
        help_text=_(
            "Below the list of applications, in all languages: how many came in and how long they took. "
            "Small numbers are left out, so nobody can be recognised."
        ),
    )

    panels = [FieldPanel("are_shown")]

    class Meta:
        verbose_name = _("public figures")
        verbose_name_plural = _("public figures")
