from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Front door")

    def ready(self):
        from home import (
            strict_admin,  # noqa: F401 - mends Wagtail's choosers
            translations,  # noqa: F401 - its receivers listen from here on
        )
