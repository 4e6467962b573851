"""Who sees a sensitive application: on its own page, for this one alone."""

from django import forms
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name

from forms.actions import restricting as actions
from forms.inbox.action_page import ActionPage
from forms.inbox.operations import OperationView
from forms.inbox.sections import Section
from forms.models import NamedReader
from forms.permissions import may_be_named, user_can
from forms.staff.step_up import StepUpMixin


class PeopleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, user):
        return get_user_display_name(user)


class RestrictingSection(Section):
    key = "restricting"
    template_name = "forms/inbox/readers/section.html"

    @cached_property
    def may_restrict(self):
        return self.application.anonymised_at is None and user_can(self.user, "restrict", self.application)

    def is_shown(self):
        return self.may_restrict


class RestrictForm(forms.Form):
    people = PeopleField(
        label=gettext_lazy("Who else may see it"),
        queryset=None,
        required=False,
        help_text=gettext_lazy("You stay among them yourself, and so does who is named for the whole form."),
    )

    def __init__(self, *args, application, user, **kwargs):
        super().__init__(*args, **kwargs)
        eligible = may_be_named({application.unit_id}, application.form).exclude(pk=user.pk)
        self.fields["people"].queryset = eligible.select_related("wagtail_userprofile")


class RestrictView(StepUpMixin, ActionPage):
    permission_required = "restrict"
    heading = gettext_lazy("Only named people may see it")
    button = gettext_lazy("Only these may see it")
    intro = gettext_lazy(
        "All others of the unit won't find it any more, neither in the list nor anywhere else."
    )

    def make_form(self, data=None):
        named = NamedReader.objects.filter(application=self.object).values_list("user", flat=True)
        initial = {"people": list(named)}
        return RestrictForm(data, initial=initial, application=self.object, user=self.request.user)

    def perform(self, form, version):
        people = form.cleaned_data["people"]
        actions.restrict(self.object, people, by=self.request.user, version=version)
        messages.success(self.request, _("Only the people named may see it now."))
        return redirect(self.back_url)


class UnrestrictView(StepUpMixin, OperationView):
    permission_required = "restrict"
    success_message = gettext_lazy("Everybody of the unit may see it again.")

    def perform_operation(self):
        actions.unrestrict(self.object, by=self.request.user, version=self.version)


def addresses(view):
    return [
        path("<uuid:pk>/restrict/", view(RestrictView), name="restrict"),
        path("<uuid:pk>/unrestrict/", view(UnrestrictView), name="unrestrict"),
    ]
