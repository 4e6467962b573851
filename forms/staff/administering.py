"""
The code with which somebody new signs in for the first time, or who lost phone and paper.

An administrator gives it by word of mouth or on paper. It takes away whatever second factor there
was, so sessions that were opened with it end at their next click.
"""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import Button

from forms.staff import second_factor, shown_once, telling
from forms.staff.pages import UsersPage
from forms.staff.step_up import StepUpMixin


def may_give(user, to) -> bool:
    """
    Whoever changes users, for others; only superusers for superusers, or a lesser administrator
    could become one.
    """
    return user.has_perm("auth.change_user") and user != to and (user.is_superuser or not to.is_superuser)


def give(to, by=None) -> str:
    """The code, to be read this once. `by` is None on the command line."""
    with transaction.atomic():
        code = second_factor.give_enrolment_code(to)
        telling.second_factor_changed(to, telling.CODE_GIVEN, by=by, note=f"enrolment code for user {to.pk}")
    return code


def button(user, request_user):
    """In the list of users and on a user's page."""
    if may_give(request_user, user):
        yield Button(
            _("Code for first sign-in"),
            reverse("two_factor_give_code", args=[user.pk]),
            icon_name="key",
            priority=40,
        )


class SomebodysMixin(StepUpMixin, UsersPage):
    """A page about somebody else's second factor, `self.person`; not there for who may not."""

    page_title = _("Code for first sign-in")

    @cached_property
    def person(self):
        person = get_user_model().objects.filter(pk=self.kwargs["pk"]).first()
        if person is None or not may_give(self.request.user, person):
            raise Http404
        return person

    def dispatch(self, request, *args, **kwargs):
        self.person  # noqa: B018 – asked before anything, also before the step-up
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.person.get_username()

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, days=second_factor.ENROLMENT_CODE_DAYS, **kwargs)


class GiveCodeView(SomebodysMixin, TemplateView):
    template_name = "forms/staff/give_code.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(has_one=second_factor.has_authenticator(self.person), **kwargs)

    def post(self, request, pk):
        shown_once.put(request, [give(self.person, by=request.user)])
        return redirect("two_factor_given_code", pk)


class GivenCodeView(SomebodysMixin, TemplateView):
    template_name = "forms/staff/given_code.html"

    def get(self, request, *args, **kwargs):
        codes = shown_once.take(request)
        if not codes:
            messages.info(request, _("A code is shown only once. If it was not noted down, make another."))
            return redirect("two_factor_give_code", kwargs["pk"])
        return self.render_to_response(self.get_context_data(code=codes[0]))
