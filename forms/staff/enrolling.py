"""Setting up the second factor, one's own: the app, the codes on paper, and how things stand."""

from datetime import timedelta

import segno
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from django_otp import login as remember_device

from forms.models import Authenticator, RecoveryCodes
from forms.staff import second_factor, shown_once, telling
from forms.staff.pages import AccountPage
from forms.staff.step_up import StepUpMixin

RECOVERY_CODES = 10
KEY_WAITS = timedelta(hours=1)
"""How long a picture that was shown may still be used to set up the app."""


class StatusView(AccountPage, TemplateView):
    template_name = "forms/staff/status.html"
    page_title = _("Second factor")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**second_factor.status(self.request.user), **kwargs)


class CodeForm(forms.Form):
    """The first code of a new app: it proves that the app took the key over."""

    code = forms.CharField(
        label=_("The six digits that the app shows now"),
        max_length=10,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, device, **kwargs):
        super().__init__(*args, **kwargs)
        self.device = device

    def clean_code(self):
        with transaction.atomic():
            device = Authenticator.objects.select_for_update().get(pk=self.device.pk)
            is_right = device.verify_token("".join(self.cleaned_data["code"].split()))
        if not is_right:
            raise forms.ValidationError(
                _("This is not the code of this moment. Wait for the next one and type it.")
            )


class SetUpView(StepUpMixin, AccountPage, FormView):
    """
    The QR code, the key as text, and the first code.

    Until that is right nothing has changed: the app that one had goes on counting.
    """

    template_name = "forms/staff/set_up.html"
    page_title = _("Set up the second factor")
    form_class = CodeForm

    @cached_property
    def device(self):
        """
        The app that is to come. It stays the same while the page is loaded anew, but not for longer:
        somebody may have seen the picture.
        """
        lately = timezone.now() - KEY_WAITS
        begun = Authenticator.objects.filter(user=self.request.user, confirmed=False, made_at__gt=lately)
        return begun.first() or Authenticator.begin(self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"device": self.device}

    def get_context_data(self, **kwargs):
        # Wagtail's styles would clip a picture with a size of its own: the size is in our style sheet.
        picture = segno.make(self.device.address, error="m").svg_inline(omitsize=True, border=4)
        return super().get_context_data(device=self.device, picture=mark_safe(picture), **kwargs)  # noqa: S308 - made by segno

    def form_valid(self, form):
        user = self.request.user
        with transaction.atomic():
            Authenticator.objects.filter(user=user, confirmed=True).delete()
            Authenticator.objects.filter(pk=self.device.pk).update(confirmed=True)
            codes = new_recovery_codes(user)
            telling.second_factor_changed(user, telling.APP_SET_UP, by=user, note="app set up")
        self.request.session.cycle_key()
        remember_device(self.request, Authenticator.objects.get(pk=self.device.pk))
        shown_once.put(self.request, codes)
        return redirect("two_factor_codes")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CodesView(StepUpMixin, AccountPage, TemplateView):
    """The recovery codes: made by a POST, shown once by the GET after it."""

    template_name = "forms/staff/codes.html"
    page_title = _("Recovery codes")

    def get_context_data(self, **kwargs):
        return super().get_context_data(codes=shown_once.take(self.request), **kwargs)

    def post(self, request):
        if not second_factor.has_authenticator(request.user):
            raise Http404
        with transaction.atomic():
            user = request.user
            codes = new_recovery_codes(user)
            telling.second_factor_changed(user, telling.CODES_MADE, by=user, note="recovery codes made")
        shown_once.put(request, codes)
        return redirect("two_factor_codes")


class RemoveView(StepUpMixin, AccountPage, TemplateView):
    """Back to the password alone, for whom the office doesn't oblige."""

    template_name = "forms/staff/remove.html"
    page_title = _("Sign in without a second factor")

    def dispatch(self, request, *args, **kwargs):
        if second_factor.is_obliged(request.user) or not second_factor.has_authenticator(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request):
        with transaction.atomic():
            user = request.user
            second_factor.remove(user)
            telling.second_factor_changed(user, telling.REMOVED, by=user, note="removed by oneself")
        messages.success(request, _("From now on you sign in with your password alone."))
        return redirect("two_factor")


def new_recovery_codes(user) -> list[str]:
    """Ten, in place of those before. The row stays: a session may have been opened with one of them."""
    device, _made = RecoveryCodes.objects.get_or_create(user=user)
    return device.make(RECOVERY_CODES)
