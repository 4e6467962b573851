"""The report of searches on a screen of the admin, and each of its tables as CSV."""

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView, View
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from search import permissions
from search.admin.report import TABLES, Report, months
from search.admin.spreadsheet import in_csv

SHOWN = 100
"""So many rows of a table are on the screen; the CSV holds all."""


class Period(forms.Form):
    """What the report is about. Each field left open means all."""

    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"), required=False, coerce=date.fromisoformat, empty_value=None
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["month"].choices = [
            ("", _("All months")),
            *((month.isoformat(), date_format(month, "YEAR_MONTH_FORMAT")) for month in months()),
        ]
        self.fields["language"].choices = [("", _("All languages")), *settings.LANGUAGES]


class ReportMixin(View):
    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not permissions.user_can_read_report(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def period(self) -> Period:
        return Period(self.request.GET)

    @cached_property
    def report(self) -> Report:
        """Of what was chosen; of all where the choice is none of those offered."""
        return Report(**self.period.cleaned_data) if self.period.is_valid() else Report()


class ReportView(ReportMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "search/admin/report.html"
    page_title = gettext_lazy("What people ask")
    header_icon = "table"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        chosen = {name: value for name, value in self.request.GET.items() if name in Period.base_fields}
        return super().get_context_data(
            period=self.period,
            report=self.report,
            tables=TABLES,
            shown=SHOWN,
            chosen=urlencode(chosen),
            new_synonym=self._new_synonym(),
            **kwargs,
        )

    def _new_synonym(self) -> str:
        """Where a synonym is made; "" for who may not."""
        if not self.request.user.has_perm("search.add_synonym"):
            return ""
        return reverse("wagtailsnippets_search_synonym:add")


class TableView(ReportMixin, View):
    """One table in full, for who wants to go on counting."""

    def get(self, request: HttpRequest, table: str) -> HttpResponse:
        if table not in TABLES:
            raise Http404
        response = HttpResponse(in_csv(lines(self.report, table)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, f"{table}.csv")
        return response


def lines(report: Report, table: str) -> list[tuple]:
    """Heads and rows of a table, as in the CSV."""
    rows = getattr(report, table)
    if table == "opened":
        of_pages = _("Page"), _("Address"), _("Times opened")
        return [of_pages, *((row.title or _("No longer on the site"), row.url, row.times) for row in rows)]
    if table == "helped":
        return [(_("Address"), _("Yes"), _("No")), *((row.path, row.yes, row.no) for row in rows)]
    heads = pgettext("search", "Question"), _("Times asked"), _("Without a result"), _("With a click")
    return [heads, *((row.text, row.times, row.times_empty, row.clicks) for row in rows)]
