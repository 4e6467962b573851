"""The page that asks anew for a code, or for the password of who has no second factor."""

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from forms import trail
from forms.enums import AccessKind
from forms.staff import second_factor, sessions
from forms.staff.pages import AccountPage
from forms.staff.step_up import own_address


class ConfirmForm(forms.Form):
    """One field: the code of the app or the paper, else the password."""

    wrong = _("This is not right, or it was used before. Try again.")

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        if second_factor.has_authenticator(request.user):
            self.fields["code"] = forms.CharField(
                label=_("One-time code"),
                help_text=_("The six digits that your app shows now, or one of your recovery codes."),
                max_length=40,
                widget=forms.TextInput(
                    attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
                ),
            )
        else:
            self.fields["password"] = forms.CharField(
                label=_("Password"),
                max_length=200,
                strip=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            )

    def clean_code(self):
        if not second_factor.prove(self.request.user, self.cleaned_data["code"]):
            raise forms.ValidationError(self.wrong)

    def clean_password(self):
        """Asked as the sign-in asks, so that guesses are counted there too."""
        user, password = self.request.user, self.cleaned_data["password"]
        if authenticate(self.request, username=user.get_username(), password=password) != user:
            raise forms.ValidationError(self.wrong)


class ConfirmView(AccountPage, FormView):
    form_class = ConfirmForm
    template_name = "forms/staff/confirm.html"
    page_title = _("Confirm that it is you")
    header_icon = "lock"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs):
        return super().get_context_data(next=self.target, **kwargs)

    def form_valid(self, form):
        sessions.prove(self.request.session)
        return HttpResponseRedirect(self.target)

    def form_invalid(self, form):
        trail.record(AccessKind.REFUSED, by=self.request.user, note="step-up")
        response = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response

    @property
    def target(self):
        """Where the person came from; checked, for it stands in the address."""
        return own_address(self.request, self.request.POST.get("next") or self.request.GET.get("next", ""))
