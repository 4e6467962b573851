from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    name = "forms"
    label = "applications"  # `forms` is taken by django.forms
    verbose_name = _("Applications")

    def ready(self):
        from forms import holidays, key_loss, signals  # noqa: F401
        from forms.documents import checks  # noqa: F401
        from forms.staff import sessions  # noqa: F401
        from forms.uploads import signals as uploads_signals  # noqa: F401
