"""The person's rights: what the office holds about them, as an archive to hand over."""

from django import forms
from django.http import StreamingHttpResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms.actions import subject_access
from forms.fields.text import CleanCharField
from forms.inbox.access import NotThereMixin
from forms.inbox.action_page import ActionPage
from forms.inbox.masking import mask_amka
from forms.inbox.sections import Section
from forms.permissions import user_can
from forms.staff.step_up import StepUpMixin


def addresses(view):
    return [
        path("<uuid:pk>/archive/", view(ArchiveView), name="archive"),
        path("person/", view(PersonView), name="person"),
    ]


class RightsSection(Section):
    """The ways to put an answer right, to hand an application over, and to erase it."""

    key = "rights"
    template_name = "forms/inbox/rights.html"

    def is_shown(self):
        may = self.may_correct or self.may_export or self.may_erase
        return self.application.anonymised_at is None and may

    @property
    def may_correct(self):
        return user_can(self.user, "change", self.application)

    @property
    def may_export(self):
        return user_can(self.user, "export", self.application)

    @property
    def may_erase(self):
        return user_can(self.user, "erase", self.application)


class ArchiveForm(forms.Form):
    reason = CleanCharField(
        label=gettext_lazy("Why you need it"),
        help_text=gettext_lazy(
            "For example: request of the person, and its protocol number. It is kept on the trail. "
            "Write no names and no answers."
        ),
        max_length=150,
        error_messages={"required": gettext_lazy("Write why you need it.")},
    )
    with_notes = forms.BooleanField(
        label=gettext_lazy("With the notes among colleagues"),
        help_text=gettext_lazy(
            "Left out unless you tick this: they are opinions and drafts of the office and may tell of other "
            "people. Decide case by case, and read them first."
        ),
        required=False,
    )

    def __init__(self, *args, application=None, **kwargs):
        super().__init__(*args, **kwargs)


class PersonForm(ArchiveForm):
    fact = CleanCharField(
        label=gettext_lazy("AMKA, telephone or e-mail of the person"),
        help_text=gettext_lazy("Exactly as it was given in an application. It is kept nowhere."),
        max_length=254,
        error_messages={"required": gettext_lazy("Write the AMKA, telephone or e-mail.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["fact"]


class ArchiveView(StepUpMixin, ActionPage):
    """One application with its files."""

    permission_required = "export"
    form_class = ArchiveForm
    heading = gettext_lazy("Hand over to the person")
    button = gettext_lazy("Download everything (ZIP)")
    intro = gettext_lazy(
        "The file holds all answers in the person's own words, what they may know of the history, their "
        "files and the documents that were issued, as PDF and as data. Make sure first that it is that "
        "person who asks. Parts about other people are marked: look at them before you hand it over."
    )

    @property
    def applications(self):
        return super().applications.filter(anonymised_at=None)

    def perform(self, form, version):
        return hand_out(self.request, [self.object], form.cleaned_data)


class PersonView(NotThereMixin, StepUpMixin, WagtailAdminTemplateMixin, FormView):
    """
    All applications of one person, as far as this worker may export them.

    What is typed is posted and leads to nothing that stays: no address, session or trail holds it.
    """

    permission_required = "export"
    form_class = PersonForm
    page_title = gettext_lazy("All that we hold about a person")
    header_icon = "download"
    template_name = "forms/inbox/person.html"

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form):
        within_reach = set(self.applications.values_list("pk", flat=True))
        about = subject_access.applications_about(form.cleaned_data["fact"])
        found = [application for application in about if application.pk in within_reach]
        if not found:
            form.add_error("fact", _("None of the applications that you may export holds this."))
            return self.form_invalid(form)
        return hand_out(self.request, found, form.cleaned_data)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


def hand_out(request, applications, data):
    """The archive as a download that no cache keeps; recorded before the first byte leaves."""
    subject_access.hand_out(applications, by=request.user, reason=mask_amka(data["reason"]))
    pieces = subject_access.archive(applications, request=request, with_notes=data["with_notes"])
    name = _("applications") if len(applications) > 1 else applications[0].pk
    return StreamingHttpResponse(
        pieces,
        content_type="application/zip",
        headers={
            "Content-Disposition": content_disposition_header(True, f"{name}.zip"),
            "Cache-Control": "no-store, private",
            "X-Content-Type-Options": "nosniff",
        },
    )
