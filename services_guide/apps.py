from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesGuideConfig(AppConfig):
    name = "services_guide"
    verbose_name = _("Guide")

    def ready(self):
        from services_guide import signals  # noqa: F401
