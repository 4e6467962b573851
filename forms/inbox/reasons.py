"""The reasons for closing an application: one list for all forms."""

from django.db.models import Count
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from forms.actions import arranging
from forms.actions.changing import ChangedMeanwhile
from forms.inbox.workflow_entries import ReasonForm
from forms.inbox.workflows import CHANGED_MEANWHILE, ArrangingView
from forms.models import Application, ClosingReason, PastCase

STILL_IN_USE = gettext_lazy(
    "Not saved: applications were closed for a reason you want to delete. Stop offering it instead."
)


def addresses(view):
    return [path("reasons/", view(ReasonsView), name="reasons")]


def uses() -> dict[int, int]:
    """How many applications were closed for each reason, also those that are deleted by now."""
    counts: dict[int, int] = {}
    for model in (Application, PastCase):
        rows = model.objects.exclude(closing_reason=None).order_by().values_list("closing_reason")
        for reason, count in rows.annotate(Count("pk")):
            counts[reason] = counts.get(reason, 0) + count
    return counts


class ReasonsView(ArrangingView):
    template_name = "forms/inbox/workflow/reasons.html"
    page_title = gettext_lazy("Reasons for closing")

    def get(self, request, *args, **kwargs):
        return self.show(self.make_forms())

    def post(self, request, *args, **kwargs):
        typed = self.make_forms(request.POST)
        validity = [form.is_valid() for form in typed]  # of all, so that each shows its errors
        if not all(validity):
            messages.error(request, _("Not saved yet: something is wrong below."))
            return self.show(typed, status=422)
        reasons = [form.as_reason for form in typed if not form.is_empty]
        try:
            arranging.arrange_reasons(reasons, by=request.user, version=request.POST.get("version", ""))
        except ChangedMeanwhile:
            messages.error(request, CHANGED_MEANWHILE)
            return self.show(typed, status=409)
        except arranging.InUse:
            messages.error(request, STILL_IN_USE)
            return self.show(typed, status=409)
        messages.success(request, _("Saved."))
        return redirect("applications:reasons")

    def make_forms(self, data=None):
        reasons, counts = list(ClosingReason.objects.all()), uses()
        last = max((reason.order for reason in reasons), default=0)
        existing = [ReasonForm(data, reason=each, uses=counts.get(each.pk, 0)) for each in reasons]
        return [*existing, ReasonForm(data, last=last)]

    def show(self, forms, status=200):
        context = self.get_context_data(forms=forms, version=arranging.version_of_reasons())
        return self.render_to_response(context, status=status)
