"""Who sees the sensitive applications of each form; and a warning where nobody does."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import trail
from forms.actions import restricting as actions
from forms.enums import AccessKind
from forms.inbox.access import NotThereMixin
from forms.inbox.restricting import PeopleField
from forms.models import ApplicationFormPage, NamedReader, UnitPermission
from forms.permissions import may_be_named, policy, within_reach
from forms.staff.step_up import StepUpMixin


@dataclass(frozen=True)
class SensitiveForm:
    """A form whose applications are for named people only, and the units they come to."""

    key: UUID
    title: str
    units: frozenset[int]


def sensitive_forms(user) -> list[SensitiveForm]:
    """Those for which the user names people; one without a page while it has such applications."""
    titles: dict[UUID, str] = {}
    units: dict[UUID, set[int]] = defaultdict(set)
    pages = ApplicationFormPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    known = {
        page.translation_key: page for page in pages.only("translation_key", "title", "unit", "is_sensitive")
    }
    found = within_reach(user, "restrict").filter(is_sensitive=True).order_by()
    for form, title, unit in found.values_list("form", "form_title", "unit").distinct():
        if form not in known or known[form].is_sensitive:
            titles.setdefault(form, title)
            units[form].add(unit)
    for form, page in known.items():
        if page.is_sensitive and policy.user_may(user, "restrict", page.unit_id, form):
            titles[form] = page.title
            units[form].add(page.unit_id)
    made = [SensitiveForm(form, title, frozenset(units[form])) for form, title in titles.items()]
    return sorted(made, key=lambda form: form.title)


def seen_by_nobody(user):
    """Open sensitive applications that no active colleague can see, of those whose readers the user names."""
    for_it = Q(group__user__named_for__form=OuterRef("form"))
    for_it |= Q(group__user__named_for__application=OuterRef("pk"))
    readers = UnitPermission.objects.filter(
        for_it & Q(group__user__is_active=True),
        Q(form=None) | Q(form=OuterRef("form")),
        unit=OuterRef("unit"),
        permission__in=policy.permissions_for(["view"]),
    )
    return within_reach(user, "restrict").open().filter(~Exists(readers), is_sensitive=True)


class ReadersForm(forms.Form):
    people = PeopleField(label=gettext_lazy("May see them"), queryset=None, required=False)

    def __init__(self, form: SensitiveForm, data=None):
        self.form, self.eligible = form, may_be_named(form.units, form.key)
        named = NamedReader.objects.filter(form=form.key).values_list("user", flat=True)
        super().__init__(data, prefix=form.key.hex, initial={"people": list(named)})
        self.fields["people"].queryset = self.eligible.select_related("wagtail_userprofile")


class ReadersView(StepUpMixin, NotThereMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = "restrict"
    template_name = "forms/inbox/readers/readers.html"
    page_title = gettext_lazy("Who sees sensitive applications")
    header_icon = "lock"

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get(self, request, *args, **kwargs):
        trail.record(AccessKind.LIST, by=request.user, note="readers")
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        sent = next((each for each in self.forms if each.key.hex == request.POST.get("form")), None)
        if sent is None:
            raise Http404
        entry = ReadersForm(sent, request.POST)
        if not entry.is_valid():
            messages.error(request, _("Not done: somebody you chose can't be named any more."))
            return self.render_to_response(self.get_context_data(refused=entry), status=422)
        people = entry.cleaned_data["people"]
        actions.name_for_form(sent.key, people, among=entry.eligible, by=request.user)
        messages.success(request, _("Saved: %s") % sent.title)
        return redirect("applications:readers")

    @property
    def forms(self):
        return sensitive_forms(self.request.user)

    def get_context_data(self, refused=None, **kwargs):
        entries = [ReadersForm(each) for each in self.forms]
        if refused:
            entries = [refused if each.form == refused.form else each for each in entries]
        waiting = seen_by_nobody(self.request.user).count()
        return super().get_context_data(entries=entries, waiting=waiting, **kwargs)


class UnseenPanel(Component):
    """On the dashboard: applications would wait for ever where nobody may see them."""

    name = "unseen"
    template_name = "forms/inbox/readers/unseen_panel.html"
    order = 40

    def __init__(self, waiting):
        self.waiting = waiting

    def get_context_data(self, parent_context):
        return {"waiting": self.waiting}


def warn_of_unseen(request, panels):
    if not policy.user_has_permission(request.user, "restrict"):
        return
    if waiting := seen_by_nobody(request.user).count():
        panels.append(UnseenPanel(waiting))


def addresses(view):
    return [path("readers/", view(ReadersView), name="readers")]
