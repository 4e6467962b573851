"""The numbers on a screen of the admin, and the yearly report to take along."""

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import documents, exporting, trail
from forms.enums import AccessKind
from forms.inbox.access import NotThereMixin
from forms.numbers import counting, drawing, periods, report, tables
from forms.numbers.choosing import Choice
from forms.numbers.reach import scope_of, sees_exact
from forms.permissions import policy

REPORTED_YEARS = 5
"""For how many years the screen offers a report."""


def addresses(view):
    return [
        path("numbers/", view(NumbersView), name="numbers"),
        path("numbers/<int:year>/<str:kind>/", view(ReportView), name="numbers_report"),
    ]


class CountingMixin(NotThereMixin):
    permission_required = "count"

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def scope(self) -> Q:
        return scope_of(self.request.user)

    @cached_property
    def years(self):
        return counting.years_with_figures(self.scope, self.today)

    @cached_property
    def names(self):
        return tables.names(self.scope)


class NumbersView(CountingMixin, WagtailAdminTemplateMixin, TemplateView):
    """Plots and tables, for the period in the address."""

    template_name = "forms/numbers/screen.html"
    page_title = pgettext_lazy("statistics", "Numbers")
    header_icon = "history"

    def get(self, request, *args, **kwargs):
        choice = self.choice
        if not choice.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        trail.record(AccessKind.FIGURES, by=request.user, note=choice.chosen.label)
        figures = counting.count(self.scope & choice.scope, choice.chosen, self.today)
        shown = tables.overview(figures, self.names, self.today, is_exact=self.is_exact)
        plot = drawing.columns(shown.months, shown.period)
        return self.render_to_response(self.get_context_data(overview=shown, plot=plot))

    @cached_property
    def is_exact(self):
        return sees_exact(self.request.user)

    @cached_property
    def choice(self):
        own = policy.units_user_has_permission_for(self.request.user, "count")
        return Choice(
            self.request.GET,
            is_exact=self.is_exact,
            years=self.years,
            forms={str(form): title for form, title in self.names.forms.items()},
            units={unit: self.names.units[unit] for unit in own},
            today=self.today,
        )

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            choice=self.choice,
            is_exact=self.is_exact,
            reported_years=self.years[:REPORTED_YEARS],
            kinds=report_kinds(),
            languages=settings.LANGUAGES,
            **kwargs,
        )


def report_kinds():
    """PDF only where it can be made."""
    return ["pdf", "xlsx"] if documents.are_available() else ["xlsx"]


class ReportView(CountingMixin, View):
    """
    The year on paper or as a workbook, in the language chosen.

    It leaves the office, so small counts are hidden whoever makes it.
    """

    def get(self, request, year, kind):
        language = request.GET.get("language", get_language())
        if year not in self.years or kind not in report_kinds() or language not in dict(settings.LANGUAGES):
            raise Http404
        trail.record(AccessKind.EXPORT, by=request.user, note=f"figures {year} {kind}")
        figures = counting.count(self.scope, periods.year(year), self.today)
        with translation.override(language):
            shown = tables.overview(figures, self.names, self.today, is_exact=False)
            name = pgettext("statistics", "applications")
            if kind == "pdf":
                content, media_type = report.pdf(shown, request, language), "application/pdf"
            else:
                content, media_type = report.workbook(shown), exporting.MEDIA_TYPES[exporting.XLSX]
        return HttpResponse(
            content,
            content_type=media_type,
            headers={
                "Content-Disposition": content_disposition_header(True, f"{name}-{year}.{kind}"),
                "Cache-Control": "no-store, private",
                "X-Content-Type-Options": "nosniff",
            },
        )
