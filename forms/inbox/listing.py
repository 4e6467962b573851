"""The list of applications."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from forms.actions import casework
from forms.inbox.access import NotThereMixin
from forms.inbox.columns import MomentColumn, ReferenceColumn, StateColumn, assignee_of
from forms.inbox.filters import ApplicationFilterSet
from forms.inbox.queues import counted
from forms.permissions import units_entered_for
from forms.reference import normalise

ORDERINGS = {
    "sent_at": ("sent_at", "pk"),
    "-sent_at": ("-sent_at", "-pk"),
    "state": ("state", "-sent_at", "-pk"),
    "-state": ("-state", "sent_at", "pk"),
}
"""Each ends like one of the table's indexes, so that the last page is as quick as the first."""


class InboxView(NotThereMixin, generic.IndexView):
    """
    All applications within reach, newest first.

    IndexView is corrected in four points: it would answer `?export=csv`, take an invalid filter
    for none, order by what no index serves, and show to everybody with any right on the model.
    """

    any_permission_required = None
    page_title = _("Applications")
    header_icon = "mail"
    results_template_name = "forms/inbox/index_results.html"
    table_classname = "listing inbox-list"
    filterset_class = ApplicationFilterSet
    default_ordering = "-sent_at"
    paginate_by = 50
    is_searchable = True

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False

    def get(self, request, *args, **kwargs):
        casework.show_list(to=request.user)
        return super().get(request, *args, **kwargs)

    @cached_property
    def columns(self):
        return [
            ReferenceColumn("reference", label=_("Reference"), get_url=self.get_detail_url),
            Column("form_title", label=_("Form")),
            StateColumn("state", label=_("State"), sort_key="state"),
            Column("channel", label=_("How it came in"), accessor="get_channel_display"),
            Column("unit", label=_("Unit")),
            Column("assignee", label=_("Assigned to"), accessor=assignee_of),
            MomentColumn("sent_at", label=_("Received"), sort_key="sent_at"),
        ]

    @cached_property
    def header_buttons(self):
        if not units_entered_for(self.request.user):
            return []
        return [HeaderButton(_("New application"), url=reverse("applications:enter"), icon_name="plus")]

    def get_detail_url(self, application):
        return reverse("applications:detail", args=[application.pk])

    def get_list_buttons(self, instance):
        return []

    def get_base_queryset(self):
        return self.applications.select_related("unit", "assignee")

    def get_search_form(self):
        data = self.request.GET if self.search_kwarg in self.request.GET else None
        return SearchForm(data, placeholder=_("Whole reference"))

    def search_queryset(self, queryset):
        """Only a whole reference is found: it lies in the table as a keyed hash, not as text."""
        if self.search_form.is_bound and not self.search_form.is_valid():
            return queryset.none()
        return queryset.with_reference(normalise(self.search_query)) if self.is_searching else queryset

    def filter_queryset(self, queryset):
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def order_queryset(self, queryset):
        return queryset.order_by(*ORDERINGS[self.ordering])

    def get_context_data(self, *args, **kwargs):
        here = self.request.GET.copy()
        for parameter in ("p", "ordering", "_w_filter_fragment"):
            here.pop(parameter, None)
        chosen = {(name, value) for name, values in here.lists() for value in values if value}
        queues = [(queue, count, set(queue.query) == chosen) for queue, count in counted(self.request.user)]
        return super().get_context_data(*args, queues=queues, **kwargs)
