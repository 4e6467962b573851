"""Whether somebody wants the daily mail, in their account."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from forms.models import DigestRefusal
from forms.permissions import user_works_applications


class DigestForm(forms.Form):
    """`instance` is the user."""

    is_wanted = forms.BooleanField(
        label=_("Mail me each working day what waits for me"),
        help_text=_("Numbers and links only, and nothing on days when nothing waits."),
        required=False,
    )

    def __init__(self, *args, instance, **kwargs):
        self.user = instance
        is_wanted = not DigestRefusal.objects.filter(user=instance).exists()
        super().__init__(*args, initial={"is_wanted": is_wanted}, **kwargs)

    def save(self):
        if self.cleaned_data["is_wanted"]:
            DigestRefusal.objects.filter(user=self.user).delete()
        else:
            DigestRefusal.objects.get_or_create(user=self.user)


class DigestPanel(BaseSettingsPanel):
    name = "digest"
    title = _("Daily mail")
    tab = notifications_tab
    order = 150
    form_class = DigestForm

    def is_active(self):
        return user_works_applications(self.user)
