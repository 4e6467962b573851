"""Issuing documents of one application: what is offered, what it says, and what has left."""

from dataclasses import asdict
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from forms import browser, documents, trail
from forms.actions import documents as actions
from forms.crypto import CannotOpen
from forms.documents import issuing
from forms.documents.editing import shown
from forms.documents.issuing import Particulars
from forms.enums import AccessKind, State
from forms.fields import CleanCharField, LongTextField
from forms.inbox.access import ApplicationMixin
from forms.inbox.action_page import ActionPage, ApplicationPage
from forms.inbox.files import POLICY
from forms.inbox.sections import Section
from forms.inbox.when import DayField
from forms.models import DocumentTemplate
from forms.permissions import user_can

ASIDE, KEPT = "document", timedelta(minutes=30)
"""Where the particulars wait for the preview, sealed, and for how long."""


class DocumentsSection(Section):
    key = "documents"
    template_name = "forms/inbox/issuing/section.html"

    @cached_property
    def issued(self):
        rows = self.application.issued_documents.select_related("issued_by__wagtail_userprofile")
        return list(rows.defer("sealed_content", "sealed_pdf"))

    @cached_property
    def templates(self):
        if not self.may_decide or self.application.state == State.WITHDRAWN or not documents.are_available():
            return []
        return [(template, language_of(template)) for template in issuing.offered(self.application)]

    @cached_property
    def may_decide(self):
        return user_can(self.user, "decide", self.application)

    def is_shown(self):
        return bool(self.issued or self.templates)

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"today": timezone.localdate()}


def language_of(template: DocumentTemplate) -> str:
    return get_language_info(template.language)["name_local"]


class ParticularsForm(forms.Form):
    """What the office adds to a document."""

    protocol_number = CleanCharField(
        label=gettext_lazy("Protocol number"),
        help_text=gettext_lazy("From the register of your office."),
        max_length=60,
        error_messages={"required": gettext_lazy("Write the protocol number.")},
    )
    issued_on = DayField(
        label=gettext_lazy("Date"), error_messages={"required": gettext_lazy("Write the date.")}
    )
    signer_name = CleanCharField(
        label=gettext_lazy("Signed by"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write who signs.")},
    )
    signer_title = CleanCharField(label=gettext_lazy("Office of the signer"), max_length=150, required=False)

    def __init__(self, *args, application, **kwargs):
        self.application = application
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].latest = timezone.localdate()
        self.fields["issued_on"].earliest = timezone.localdate(application.sent_at)

    def clean(self):
        cleaned = super().clean()
        number, day = cleaned.get("protocol_number"), cleaned.get("issued_on")
        if number and day and actions.is_taken(self.application, number, day):
            message = _("Another document of that year has this number. Look in the register.")
            self.add_error("protocol_number", ValidationError(message, code="taken"))
        return cleaned


class RevocationForm(forms.Form):
    reason = LongTextField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "Staff read it. Whoever checks the document learns only that it is not genuine."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason.")},
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)


class FillInView(ActionPage):
    """First page: number, date, signer. Leads on to the preview."""

    permission_required = "decide"
    form_class = ParticularsForm
    button = gettext_lazy("Go on to the preview")
    intro = gettext_lazy("Nothing leaves the office yet: you see the document first.")

    @property
    def heading(self):
        return self.template.title

    @cached_property
    def template(self):
        return template_of(self.object, self.kwargs["template"])

    def get(self, request, *args, **kwargs):
        if not issuing.offered(self.object).filter(pk=self.template.pk).exists():
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        signer = {"signer_name": self.template.signer_name, "signer_title": self.template.signer_title}
        return {"issued_on": timezone.localdate()} | signer | typed_before(self.request, self.object)

    def perform(self, form, version):
        issuing.empty_places(self.object, self.template, Particulars(**form.cleaned_data))  # it can be opened
        typed = form.cleaned_data | {"issued_on": form.cleaned_data["issued_on"].isoformat()}
        kept = {"application": str(self.object.pk), "version": version, "typed": typed}
        browser.put_aside(self.request, ASIDE, kept | {"template": self.template.pk})
        return redirect("applications:issue_preview", self.object.pk, self.template.pk)


def template_of(application, pk) -> DocumentTemplate:
    """Whether it still fits the application's state is asked when it is issued."""
    return get_object_or_404(DocumentTemplate, pk=pk, form=application.form)


def typed_before(request, application) -> dict:
    """What this person has just filled in for a document of this application."""
    kept = browser.aside(request, ASIDE, KEPT)
    if not kept or kept["application"] != str(application.pk):
        return {}
    return kept["typed"] | {"issued_on": date.fromisoformat(kept["typed"]["issued_on"])}


class PreviewMixin:
    """Of the pages after the first: `particulars` as they were filled in there, or None."""

    permission_required = "decide"

    @cached_property
    def template(self):
        return template_of(self.object, self.kwargs["template"])

    @cached_property
    def particulars(self):
        typed = typed_before(self.request, self.object)
        return Particulars(**typed) if typed else None

    @property
    def first_page(self):
        return reverse("applications:issue", args=[self.object.pk, self.template.pk])


class PreviewView(PreviewMixin, ActionPage):
    """Second page: what the document will say, and the button that issues it."""

    template_name = "forms/inbox/issuing/preview.html"
    form_class = ParticularsForm
    button = gettext_lazy("Issue the document")
    button_is_final = True
    heading = gettext_lazy("Before the document is issued")

    def get(self, request, *args, **kwargs):
        if self.particulars is None:
            messages.error(request, _("Please fill this in once more: it was kept for half an hour only."))
            return redirect(self.first_page)
        return super().get(request, *args, **kwargs)

    def make_form(self, data=None):
        form = super().make_form(data)
        for field in form.fields.values():
            field.widget = forms.HiddenInput()
        return form

    def get_initial(self):
        return asdict(self.particulars) if self.particulars else {}

    def get_context_data(self, form, **kwargs):
        particulars = (
            Particulars(**form.cleaned_data) if form.is_bound and form.is_valid() else self.particulars
        )
        return super().get_context_data(
            form=form,
            template=self.template,
            language=language_of(self.template),
            particulars=particulars,
            valid_until=particulars and issuing.valid_until(self.template, particulars.issued_on),
            empty=particulars and issuing.empty_places(self.object, self.template, particulars),
            first_page=self.first_page,
            **kwargs,
        )

    def perform(self, form, version):
        particulars = Particulars(**form.cleaned_data)
        drawn = issuing.draw_up(self.object, self.template, particulars, self.request)
        actions.issue(self.object, drawn, by=self.request.user, version=version)
        browser.drop_aside(self.request, ASIDE)
        messages.success(self.request, _("Issued. Print it, sign it and give it to the applicant."))
        return redirect(self.back_url)


class DraftView(PreviewMixin, ApplicationPage):
    """The draft as PDF, to look at."""

    def get(self, request, *args, **kwargs):
        if self.particulars is None:
            raise Http404
        trail.record(AccessKind.VIEW, by=request.user, application=self.object, note="draft of a document")
        return shown(issuing.draft(self.object, self.template, self.particulars, request))


class DocumentMixin(ApplicationMixin):
    @cached_property
    def document(self):
        return get_object_or_404(self.object.issued_documents, pk=self.kwargs["document"])


class DocumentView(DocumentMixin, View):
    """An issued document, downloaded again as it was."""

    def get(self, request, *args, **kwargs):
        try:
            pdf = actions.open_pdf(self.document, by=request.user)
        except CannotOpen:
            pdf = b""
        if not pdf:
            text = _("It is damaged or missing. Tell the administrator, and give this number: %(number)s")
            context = {"application": self.object, "text": text % {"number": self.document.pk}}
            return TemplateResponse(request, "forms/inbox/file_refused.html", context, status=410)
        name = f"{self.document.title} {self.document.protocol_number}.pdf".replace("/", "-")
        headers = {
            "Content-Disposition": content_disposition_header(True, name),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store, private",
        }
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)


class RevokeView(DocumentMixin, ActionPage):
    permission_required = "decide"
    form_class = RevocationForm
    button = gettext_lazy("Revoke it for good")
    button_is_final = True
    intro = gettext_lazy(
        "From then on the check says that the document is not genuine. You can issue another one afterwards."
    )

    @property
    def heading(self):
        return _("Revoke “%(title)s”") % {"title": actions.named(self.document)}

    def perform(self, form, version):
        actions.revoke(self.document, form.cleaned_data["reason"], by=self.request.user, version=version)
        messages.success(self.request, _("Revoked."))
        return redirect(self.back_url)


def addresses(view):
    return [
        path("<uuid:pk>/documents/new/<int:template>/", view(FillInView), name="issue"),
        path("<uuid:pk>/documents/new/<int:template>/preview/", view(PreviewView), name="issue_preview"),
        path("<uuid:pk>/documents/new/<int:template>/draft/", view(DraftView), name="issue_draft"),
        path("<uuid:pk>/documents/<uuid:document>/", view(DocumentView), name="document"),
        path("<uuid:pk>/documents/<uuid:document>/revoke/", view(RevokeView), name="revoke"),
    ]
