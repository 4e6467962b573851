"""The one form staff sign in with: user name, password and one-time code, in one step."""

from django import forms
from django.contrib.auth.signals import user_login_failed
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import auth

from forms.staff import second_factor


class LoginForm(auth.LoginForm):
    """
    Whatever was wrong, the answer is the same: it tells nobody which part of it they have right.

    Nobody is ever half signed in: before the code was right there is no session.
    """

    error_messages = auth.LoginForm.error_messages | {
        "invalid_login": _("The user name, the password or the code is not right. Please try again.")
    }
    remember = None  # a session ends with the browser, also on a computer that others use

    otp_token = forms.CharField(
        label=_("One-time code"),
        help_text=_(
            "The six digits that your app shows now. Without your phone: one of your recovery codes. "
            "The first time: the code that you were given. Empty, if you sign in without one."
        ),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"

    def clean(self):
        cleaned = super().clean()
        user = self.get_user()
        if user and not self._has_given_code(user):
            # As a wrong password is told, so that guesses of codes are counted with those.
            credentials = {"username": user.get_username()}
            user_login_failed.send(__name__, credentials=credentials, request=self.request)
            self.user_cache = None
            raise self.get_invalid_login_error()
        return cleaned

    def full_clean(self):
        """What was typed as a code isn't sent back: it may be used up by now, or be somebody's."""
        super().full_clean()
        if self.is_bound and self.errors:
            self.data = self.data.copy()
            self.data.pop(self.add_prefix("otp_token"), None)

    def _has_given_code(self, user):
        if self.errors:
            return False
        code = self.cleaned_data["otp_token"]
        if not code and not second_factor.is_asked_of(user):
            return True
        user.otp_device = second_factor.prove(user, code)
        return user.otp_device is not None
