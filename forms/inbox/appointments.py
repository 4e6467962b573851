"""Appointments of one application, and the calendar of who holds them."""

from itertools import groupby

from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms.actions import appointments as actions
from forms.actions import casework
from forms.enums import AppointmentState, State
from forms.inbox.access import NotThereMixin
from forms.inbox.action_page import ActionPage
from forms.inbox.appointment_form import AppointmentForm, initial_from, initial_of
from forms.inbox.columns import reference_of
from forms.inbox.operations import OperationView
from forms.inbox.sections import Section
from forms.models import Appointment
from forms.permissions import user_can_change
from forms.workflow import may_follow


class AppointmentsSection(Section):
    key = "appointments"
    template_name = "forms/inbox/appointments/section.html"

    @cached_property
    def rows(self):
        """The coming ones first, then the others with the latest on top; each with what may be done."""
        now = timezone.now()
        rows = [(row, actions.has_come(row, now)) for row in self.application.appointments.all()]
        planned = [pair for pair in rows if pair[0].is_planned]
        return planned + [pair for pair in reversed(rows) if not pair[0].is_planned]

    @property
    def attended(self):
        """The count of sessions that took place."""
        return sum(row.state == AppointmentState.ATTENDED for row, _has_come in self.rows)

    @cached_property
    def may_change(self):
        return user_can_change(self.user, self.application)

    @property
    def may_make(self):
        row = self.application
        return self.may_change and may_follow(State.APPOINTMENT, row.state, row.form)

    def is_shown(self):
        return bool(self.may_make or self.rows)


class MakeView(ActionPage):
    form_class = AppointmentForm
    heading = gettext_lazy("New appointment")
    button = gettext_lazy("Set the appointment")
    intro = gettext_lazy(
        "The applicant is told by e-mail, if there is an address, and sees it where they see how the "
        "application stands."
    )

    def make_form(self, data=None):
        own = {"application": self.object, "user": self.request.user, "moved": self.moved}
        return AppointmentForm(data, initial=self.get_initial(), **own)

    moved = None

    def get_initial(self):
        return initial_of(self.object)

    def get_context_data(self, form, **kwargs):
        if not form.is_bound and "anyway" in form.fields:
            del form.fields["anyway"]
        return super().get_context_data(form=form, **kwargs)

    def perform(self, form, version):
        actions.make(self.object, *chosen(form), by=self.request.user, version=version)
        messages.success(self.request, _("The appointment is set."))
        return redirect(self.back_url)


def chosen(form):
    """When, how long, how and where."""
    return [form.cleaned_data[name] for name in ("starts_at", "minutes", "means", "where")]


class AppointmentMixin:
    @cached_property
    def appointment(self):
        found = get_object_or_404(self.object.appointments, pk=self.kwargs["appointment"])
        found.application = self.object
        return found


class MoveView(AppointmentMixin, MakeView):
    heading = gettext_lazy("Move the appointment")
    button = gettext_lazy("Move it")

    @property
    def moved(self):
        return self.appointment

    def get_initial(self):
        return initial_from(self.appointment)

    def perform(self, form, version):
        actions.move(self.appointment, *chosen(form), by=self.request.user, version=version)
        messages.success(self.request, _("The appointment is moved. The applicant is told."))
        return redirect(self.back_url)


class CancelView(AppointmentMixin, OperationView):
    success_message = gettext_lazy("The appointment is called off. The applicant is told.")

    def perform_operation(self):
        actions.cancel(self.appointment, by=self.request.user, version=self.version)


class AttendedView(AppointmentMixin, OperationView):
    success_message = gettext_lazy("Noted.")
    attended = True

    def perform_operation(self):
        actions.hold(self.appointment, self.attended, by=self.request.user, version=self.version)


class CalendarView(NotThereMixin, WagtailAdminTemplateMixin, TemplateView):
    """
    What is planned, by day: one's own, or with `?whose=all` all that are within reach.

    Days that are over come first, until somebody has said whether the person came.
    """

    template_name = "forms/inbox/appointments/calendar.html"
    header_icon = "calendar"
    page_title = gettext_lazy("Appointments")
    most = 200
    """So many at once; nobody plans further."""

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get(self, request, *args, **kwargs):
        casework.show_list(to=request.user)
        return super().get(request, *args, **kwargs)

    @property
    def is_all(self):
        return self.request.GET.get("whose") == "all"

    def get_rows(self):
        planned = Appointment.objects.all() if self.is_all else actions.of_worker(self.request.user)
        rows = planned.filter(state=AppointmentState.PLANNED, application__in=self.applications).exclude(
            application__state=State.WITHDRAWN
        )
        return rows.select_related(
            "application__assignee__wagtail_userprofile", "made_by__wagtail_userprofile"
        )

    def get_context_data(self, **kwargs):
        rows = list(self.get_rows()[: self.most])
        days = [
            (day, [{"row": row, "reference": reference_of(row.application)} for row in of_day])
            for day, of_day in groupby(rows, key=lambda row: timezone.localdate(row.starts_at))
        ]
        today = timezone.localdate()
        return super().get_context_data(days=days, is_all=self.is_all, today=today, **kwargs)


def addresses(view):
    one = "<uuid:pk>/appointments/<uuid:appointment>/"
    return [
        path("appointments/", view(CalendarView), name="appointments"),
        path("<uuid:pk>/appointments/new/", view(MakeView), name="appoint"),
        path(one, view(MoveView), name="move_appointment"),
        path(f"{one}cancel/", view(CancelView), name="cancel_appointment"),
        path(f"{one}attended/", view(AttendedView), name="attended"),
        path(f"{one}missed/", view(AttendedView, attended=False), name="missed"),
    ]
