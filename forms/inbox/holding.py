"""Keeping an application beyond its time, and what the next night's run will remove."""

from django import forms
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import retention_preview, trail
from forms.actions import holding as actions
from forms.enums import AccessKind
from forms.fields import LongTextField
from forms.inbox.access import NotThereMixin
from forms.inbox.action_page import ActionPage
from forms.inbox.columns import reference_of
from forms.inbox.operations import OperationView
from forms.inbox.sections import Section
from forms.permissions import policy, user_can_decide

MOST_SHOWN = 200
"""How many held applications the page lists, those held longest first; it counts all."""


class HoldingSection(Section):
    key = "holding"
    template_name = "forms/inbox/holding/section.html"

    def is_shown(self):
        return self.may_hold or self.application.held_at is not None

    @property
    def may_hold(self):
        return self.application.anonymised_at is None and user_can_decide(self.user, self.application)


class HoldForm(forms.Form):
    reason = LongTextField(
        label=gettext_lazy("Why it has to be kept"),
        help_text=gettext_lazy("Colleagues read it, the applicant doesn't."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why it has to be kept.")},
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)


class HoldView(ActionPage):
    permission_required = "decide"
    form_class = HoldForm
    heading = gettext_lazy("Keep it beyond its time")
    button = gettext_lazy("Keep it until I say otherwise")
    intro = gettext_lazy(
        "It won't be deleted at the end of its time, for example while a complaint or a lawsuit goes on. End "
        "this as soon as the reason is gone."
    )

    def perform(self, form, version):
        reason = form.cleaned_data["reason"]
        actions.hold(self.object, reason, by=self.request.user, version=version)
        messages.success(self.request, _("It is kept until somebody ends that."))
        return redirect(self.back_url)


class EndHoldView(OperationView):
    permission_required = "decide"
    success_message = gettext_lazy("It is kept no longer than was promised.")

    def perform_operation(self):
        actions.end_hold(self.object, by=self.request.user, version=self.version)


class RetentionView(NotThereMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the next run removes, in numbers, and what is held, of the units a person answers for."""

    permission_required = "erase"
    template_name = "forms/inbox/holding/retention.html"
    page_title = gettext_lazy("End of the time of keeping")
    header_icon = "bin"

    def get(self, request, *args, **kwargs):
        trail.record(AccessKind.LIST, by=request.user, note="retention")
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        day = retention_preview.next_run(timezone.now())
        reach = policy.within_reach(self.request.user, ["erase"])
        seen = retention_preview.held_rows().filter(pk__in=self.applications.values("pk"))
        rows = seen.select_related("held_by__wagtail_userprofile").order_by("held_at")[:MOST_SHOWN]
        return super().get_context_data(
            day=day,
            due=retention_preview.due(day, reach),
            held=retention_preview.held(day, reach),
            rows=[(row, reference_of(row)) for row in rows],
            endless=retention_preview.endless(reach),
            **kwargs,
        )


def addresses(view):
    return [
        path("retention/", view(RetentionView), name="retention"),
        path("<uuid:pk>/hold/", view(HoldView), name="hold"),
        path("<uuid:pk>/hold/end/", view(EndHoldView), name="end_hold"),
    ]
