"""Erasure on request: a page that says what will be gone before anything is."""

from django import forms
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from forms import reference
from forms.actions import erasing
from forms.actions.erasing import Granted, Kept
from forms.fields import LongTextField
from forms.fields.text import CleanCharField
from forms.inbox.action_page import ActionPage
from forms.inbox.masking import mask_amka
from forms.staff.step_up import StepUpMixin

GRANT, REFUSE = "grant", "refuse"


def addresses(view):
    return [path("<uuid:pk>/erase/", view(ErasureView), name="erase")]


class ErasureForm(forms.Form):
    """What the office answers, on which ground; the reference is typed where it can't be undone."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What the office answers"),
        choices=[
            (GRANT, gettext_lazy("Granted: erase everything listed above")),
            (REFUSE, gettext_lazy("Refused: keep it, and record why")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the office answers.")},
    )
    granted = forms.ChoiceField(
        label=gettext_lazy("If granted: on which ground"),
        choices=[("", gettext_lazy("Choose")), *Granted.choices],
        required=False,
    )
    request_number = CleanCharField(
        label=gettext_lazy("If granted: protocol number of the request"),
        help_text=gettext_lazy("It is kept on the trail. Write no names and no answers."),
        max_length=60,
        required=False,
    )
    confirmation = CleanCharField(
        label=gettext_lazy("If granted: type the reference number of the application"),
        help_text=gettext_lazy("This can't be undone."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kept = forms.ChoiceField(
        label=gettext_lazy("If refused: on which ground"),
        choices=[("", gettext_lazy("Choose")), *Kept.choices],
        required=False,
    )
    reason = LongTextField(
        label=gettext_lazy("If refused: why, in short"),
        help_text=gettext_lazy("It stays with the application, for colleagues."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args, application, **kwargs):
        self.application = application
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        match data.get("answer"):
            case "grant":
                self._ask_for("granted", _("Choose the ground."))
                typed = reference.normalise(data.get("confirmation") or "")
                if not typed or typed != reference.normalise(self.application.reference):
                    self.add_error("confirmation", _("This is not the reference number of this application."))
            case "refuse":
                self._ask_for("kept", _("Choose the ground."))
                self._ask_for("reason", _("Write why."))
        return data

    def _ask_for(self, name, message):
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)


class ErasureView(StepUpMixin, ActionPage):
    permission_required = "erase"
    form_class = ErasureForm
    template_name = "forms/inbox/erasure.html"
    heading = gettext_lazy("Request for erasure")
    button = gettext_lazy("Record the answer")
    button_is_final = True

    @property
    def applications(self):
        """What is anonymous has nobody left who could ask."""
        return super().applications.filter(anonymised_at=None)

    def perform(self, form, version):
        data, user = form.cleaned_data, self.request.user
        if data["answer"] == REFUSE:
            erasing.refuse(self.object, data["kept"], data["reason"], by=user, version=version)
            messages.success(
                self.request,
                _(
                    "Recorded. Tell the person within a month that their request was refused, why, and "
                    "that they may complain to the Data Protection Authority."
                ),
            )
            return redirect(self.back_url)
        try:
            number = mask_amka(data["request_number"])
            erasing.erase(self.object, data["granted"], number, by=user, version=version)
        except erasing.IsHeld:
            form.add_error(None, _("Not done: the application is on hold. End the hold first."))
            return self.show(form, version=version, status=409)
        messages.success(self.request, _("Erased. Tell the person within a month of their request."))
        return redirect(reverse("applications:index"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(effects=erasing.effects(self.object), **kwargs)
