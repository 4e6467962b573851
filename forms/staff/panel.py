"""The second factor in everybody's account area."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, SettingsTab

from forms.staff import second_factor

tab = SettingsTab("second-factor", _("Second factor"), order=150)


class SecondFactorPanel(BaseSettingsPanel):
    """How things stand, and the way to change them; nothing to fill in here."""

    name = "second_factor"
    title = _("Second factor")
    tab = tab
    order = 100
    template_name = "forms/staff/panel.html"
    form_class = forms.Form

    def get_form(self):
        return forms.Form(prefix=self.name)

    def get_context_data(self):
        return second_factor.status(self.user)
