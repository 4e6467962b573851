"""
Arranging forms' states and the reasons for closing.

For who may assign applications of a form: those who divide its work also say how it is named and timed.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms.actions import arranging
from forms.actions.changing import ChangedMeanwhile
from forms.enums import OPEN
from forms.inbox.access import NotThereMixin
from forms.inbox.workflow_entries import LANGUAGES, StatesForm
from forms.models import Application, ApplicationFormPage, Unit, WorkflowState
from forms.permissions import policy

CHANGED_MEANWHILE = gettext_lazy(
    "Not saved: somebody changed it since you opened it. Save again to put yours in its place."
)


def addresses(view):
    return [
        path("workflows/", view(WorkflowsView), name="workflows"),
        path("workflows/<uuid:form>/", view(WorkflowView), name="workflow"),
    ]


@dataclass(frozen=True)
class Arranged:
    """A form whose states somebody may arrange."""

    form: UUID
    title: str
    unit: str
    has_page: bool
    open: int
    has_own: bool


def forms_arranged_by(user) -> list[Arranged]:
    """
    Forms for which the user assigns applications, by title; also those whose page is gone.

    A form is of the unit its page names; without a page, of those that have its applications.
    """
    titles, units = pages()
    open_count = dict.fromkeys(titles, 0)
    sent = Application.objects.order_by().values_list("form", "unit", "form_title")
    for form, unit, title, count in sent.annotate(open=Count("pk", filter=Q(state__in=OPEN))):
        open_count[form] = open_count.get(form, 0) + count
        if form not in titles:
            units.setdefault(form, {})[unit] = title
    own = set(WorkflowState.objects.values_list("form", flat=True))
    names = dict(Unit.objects.values_list("pk", "name"))
    found = []
    for form, titles_by_unit in units.items():
        for unit, title in titles_by_unit.items():
            if policy.user_may(user, "assign", unit, form):
                has_page = form in titles
                found.append(Arranged(form, title, names[unit], has_page, open_count[form], form in own))
                break
    return sorted(found, key=lambda each: each.title)


def pages() -> tuple[dict[UUID, str], dict[UUID, dict[int, str]]]:
    """Titles of all forms with a page, in Greek where there is one; and the same by unit."""
    rows = ApplicationFormPage.objects.order_by("pk").select_related("locale")
    rows = rows.only("translation_key", "title", "unit", "locale__language_code")
    titles, units = {}, {}
    for page in sorted(rows, key=lambda page: page.locale.language_code == settings.LANGUAGE_CODE):
        titles[page.translation_key] = page.title
        units[page.translation_key] = {page.unit_id: page.title}
    return titles, units


class ArrangingView(NotThereMixin, WagtailAdminTemplateMixin, TemplateView):
    """Offered to who assigns; between its pages one goes by `tabs`."""

    permission_required = "assign"
    header_icon = "cogs"

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(languages=LANGUAGES.items(), **kwargs)


class WorkflowsView(ArrangingView):
    template_name = "forms/inbox/workflow/forms.html"
    page_title = gettext_lazy("States of each form")

    def get_context_data(self, **kwargs):
        return super().get_context_data(forms=forms_arranged_by(self.request.user), **kwargs)


class WorkflowView(ArrangingView):
    template_name = "forms/inbox/workflow/states.html"

    @cached_property
    def arranged(self) -> Arranged:
        found = forms_arranged_by(self.request.user)
        arranged = next((each for each in found if each.form == self.kwargs["form"]), None)
        if arranged is None:
            raise Http404("No such form.")
        return arranged

    def get_page_title(self):
        return self.arranged.title

    def get(self, request, *args, **kwargs):
        return self.show(StatesForm(form=self.arranged.form))

    def post(self, request, *args, **kwargs):
        typed = StatesForm(request.POST, form=self.arranged.form)
        if not typed.is_valid():
            messages.error(request, _("Not saved yet: something is wrong below."))
            return self.show(typed, status=422)
        version = request.POST.get("version", "")
        try:
            arranging.arrange_states(self.arranged.form, typed.asked, by=request.user, version=version)
        except ChangedMeanwhile:
            messages.error(request, CHANGED_MEANWHILE)
            return self.show(typed, status=409)
        messages.success(request, _("Saved. It holds from now on, for open applications too."))
        return redirect("applications:workflows")

    def show(self, form, status=200):
        version = arranging.version_of_states(self.arranged.form)
        context = self.get_context_data(form=form, arranged=self.arranged, version=version)
        return self.render_to_response(context, status=status)
