"""
The trail as auditors read it: who saw, changed and took along what; never what it says.

An application is named by the beginning of its number alone. Looking is recorded too.
"""

import re
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import exporting, trail, trail_check
from forms.enums import AccessKind, EventKind
from forms.inbox.access import NotThereMixin
from forms.models import Access, Unit
from forms.permissions import applications_of, policy
from forms.staff.step_up import StepUpMixin

A_PAGE = 50
SHORT = 8
"""So many characters of an application's number name it here."""


def rows_for(user) -> QuerySet[Access]:
    """
    What the user may audit: of whole units all rows, of single forms those of applications that are
    still there. What belongs to no unit, such as changed rights, is for those who audit every unit.
    """
    whole = {unit for unit, form in policy.places_held(user, "audit") if form is None}
    reach = Q(unit__in=whole) | Q(application_id__in=applications_of(user, "audit").values("pk"))
    if not Unit.objects.exclude(pk__in=whole).exists():
        reach = Q()
    return Access.objects.filter(reach)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{get_user_display_name(user)} ({user.get_username()})"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class Filters(forms.Form):
    who = PersonField(
        label=gettext_lazy("Who"), queryset=None, required=False, empty_label=pgettext_lazy("filter", "All")
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What"),
        required=False,
        choices=[("", pgettext_lazy("filter", "All")), *AccessKind.choices],
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DayInput)
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=DayInput)
    application = forms.CharField(
        label=gettext_lazy("Application"),
        required=False,
        max_length=36,
        help_text=gettext_lazy("Its number, or the first eight characters of it."),
    )

    def __init__(self, data):
        super().__init__(data)
        self.fields["who"].queryset = get_user_model().objects.order_by("last_name", "first_name", "username")

    def clean_application(self):
        """The span of numbers that begin like this, or None."""
        text = self.cleaned_data["application"].replace("-", "").lower()
        if not text:
            return None
        if not re.fullmatch(r"[0-9a-f]{8,32}", text):
            raise forms.ValidationError(_("That is no number of an application."))
        return UUID(text.ljust(32, "0")), UUID(text.ljust(32, "f"))

    def narrow(self, rows):
        if not self.is_valid():
            return rows.none()
        chosen = self.cleaned_data
        wanted = {
            "by": chosen["who"],
            "kind": chosen["what"],
            "at__date__gte": chosen["since"],
            "at__date__lte": chosen["until"],
            "application_id__range": chosen["application"],
        }
        return rows.filter(**{name: value for name, value in wanted.items() if value})


class TrailMixin(NotThereMixin):
    permission_required = "audit"

    def get_filters(self):
        return Filters(self.request.GET)

    def get_rows(self, filters):
        rows = filters.narrow(rows_for(self.request.user)).order_by("-sequence")
        return rows.select_related("by__wagtail_userprofile", "unit")


class TrailView(TrailMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "forms/inbox/trail/trail.html"
    page_title = gettext_lazy("Who saw what")
    header_icon = "history"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request, *args, **kwargs):
        about = "one application" if request.GET.get("application") else ""
        trail.record(AccessKind.TRAIL, by=request.user, note=about)
        filters = self.get_filters()
        page = Paginator(self.get_rows(filters), A_PAGE).get_page(request.GET.get("p"))
        status = 200 if filters.is_valid() else 422
        return self.render_to_response(self.get_context_data(filters=filters, page=page), status=status)

    def get_context_data(self, filters, page, **kwargs):
        ids = {row.application_id for row in page if row.application_id}
        visible = set(applications_of(self.request.user).filter(pk__in=ids).values_list("pk", flat=True))
        checks = Access.objects.filter(kind=AccessKind.TRAIL, note__startswith=trail_check.NOTE)
        check = checks.order_by("-sequence").first()
        query = self.request.GET.copy()
        query.pop("p", None)
        return super().get_context_data(
            filters=filters,
            page=page,
            rows=[(row, words(row), short(row), row.application_id in visible) for row in page],
            checked_at=check and check.at,
            outcome=check and trail_check.told_by(check),
            query=query.urlencode(),
            **kwargs,
        )


class CheckView(TrailMixin, View):
    """Goes through the whole chain now."""

    def post(self, request, *args, **kwargs):
        outcome = trail_check.check_and_tell(by=request.user)
        tell = messages.success if outcome.is_whole else messages.error
        tell(request, str(outcome))
        return redirect("applications:trail")


class ExportView(StepUpMixin, TrailMixin, View):
    """The rows that are filtered, as CSV."""

    def post(self, request, *args, **kwargs):
        rows = self.get_rows(self.get_filters())
        trail.record(AccessKind.EXPORT, by=request.user, note="trail", count=rows.count())
        return exporting.download(lines(rows), exporting.CSV, f"trail-{timezone.localdate():%Y-%m-%d}")


def lines(rows):
    """What a spreadsheet gets: the same as the screen shows."""
    yield [_("Row"), _("When"), _("Who"), _("What"), _("More"), _("Application"), _("Unit"), _("From where"),
           _("How many")]  # fmt: skip
    for row in rows.iterator(2000):
        who = row.by.get_username() if row.by else ""
        yield [row.sequence, row.at, who, row.get_kind_display(), words(row), short(row), row.unit or "",
               row.address or "", row.count]  # fmt: skip


def words(row: Access) -> str:
    """What exactly: a kind of change, or a check, in words; else the note as it was written."""
    if row.kind == AccessKind.TRAIL and (outcome := trail_check.told_by(row)):
        return str(outcome)
    if row.kind == AccessKind.CHANGED and row.note in EventKind.values:
        return str(EventKind(row.note).label)
    return row.note


def short(row: Access) -> str:
    return str(row.application_id)[:SHORT] if row.application_id else ""


def addresses(view):
    return [
        path("trail/", view(TrailView), name="trail"),
        path("trail/check/", view(CheckView), name="check_trail"),
        path("trail/export/", view(ExportView), name="export_trail"),
    ]
