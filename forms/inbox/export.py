"""The page that exports the list as it is filtered: asked for with a reason, recorded, then sent."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import trail
from forms.enums import AccessKind
from forms.exporting import CSV, XLSX, download
from forms.fields.text import CleanCharField
from forms.inbox.access import NotThereMixin
from forms.inbox.exported import Exported
from forms.inbox.listing import InboxView
from forms.staff.step_up import StepUpMixin


class ExportForm(forms.Form):
    reason = CleanCharField(
        label=gettext_lazy("Why you need it"),
        help_text=gettext_lazy("It is kept on the trail. Write no names and no answers."),
        max_length=150,
        error_messages={"required": gettext_lazy("Write why you need it.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=[(XLSX, gettext_lazy("Excel (XLSX)")), (CSV, gettext_lazy("Text with commas (CSV)"))],
        initial=XLSX,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a kind of file.")},
    )
    with_answers = forms.BooleanField(
        label=gettext_lazy("With the answers of the applicants"),
        help_text=gettext_lazy("They stay personal data in the file: keep it as you keep the applications."),
        required=False,
    )

    def __init__(self, *args, may_see_answers, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_see_answers:
            del self.fields["with_answers"]


class ExportView(NotThereMixin, StepUpMixin, WagtailAdminTemplateMixin, FormView):
    """
    Exports what the list shows under the filters in the address, as far as the person may export it.

    Who may not finds nothing here before anybody is asked for a code: hence the order of the mixins.
    """

    permission_required = "export"
    form_class = ExportForm
    page_title = gettext_lazy("Export the list")
    header_icon = "download"
    template_name = "forms/inbox/export.html"

    @cached_property
    def listing(self) -> InboxView:
        """The list, of what may be exported alone."""
        listing = InboxView(permission_required=self.permission_required, index_url_name="applications:index")
        listing.setup(self.request)
        return listing

    @cached_property
    def rows(self):
        return self.listing.get_queryset()

    @cached_property
    def count(self) -> int:
        return self.rows.count()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"may_see_answers": self.user_has_permission("view")}

    def form_valid(self, form):
        with_answers = form.cleaned_data.get("with_answers", False)
        kind, count, user = form.cleaned_data["kind"], self.count, self.request.user
        what = [form.cleaned_data["reason"], kind, "answers" if with_answers else "", self.listing.told]
        trail.record(AccessKind.EXPORT, by=user, count=count, note=" · ".join(filter(None, what)))
        name = f"{_('applications')}-{timezone.localdate():%Y-%m-%d}"
        return download(Exported(self.rows, count, user, with_answers=with_answers), kind, name)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_breadcrumbs_items(self):
        listing = {"url": self.back, "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    @property
    def back(self) -> str:
        """The list with the same filters."""
        return reverse("applications:index") + (f"?{self.listing.here}" if self.listing.here else "")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            count=self.count, back=self.back, active_filters=self.listing.active_filters, **kwargs
        )
