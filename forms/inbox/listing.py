"""The list of applications."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.widgets.button import HeaderButton

from forms import trail
from forms.enums import AccessKind
from forms.inbox import paging
from forms.inbox.access import NotThereMixin
from forms.inbox.active_filters import active_filters
from forms.inbox.counting import counted
from forms.inbox.filters import ApplicationFilterSet
from forms.inbox.queues import ALL, NOW
from forms.inbox.rows import InboxTable, columns, rows_of
from forms.models import SavedView
from forms.permissions import units_entered_for

PERSONAL = {"q", "person"}
"""Parameters of which the trail and saved views keep no value."""


class InboxView(NotThereMixin, generic.IndexView):
    """
    The applications within reach: asked for nothing, those that need this person now.

    IndexView is corrected in four points: it would answer `?export=csv`, take an invalid filter
    for none, order by what no index serves, and show to everybody with any right on the model.
    """

    any_permission_required = None
    page_title = _("Applications")
    header_icon = "mail"
    template_name = "forms/inbox/index.html"
    results_template_name = "forms/inbox/index_results.html"
    table_classname = "listing inbox-list"
    filterset_class = ApplicationFilterSet
    paginate_by = 50
    is_searchable = False
    most_at_once = 500
    """Applications that a bulk action changes."""
    find_form = save_form = None
    """What was posted from here and refused: the list shows it again."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False

    def get(self, request, *args, **kwargs):
        trail.record(AccessKind.LIST, by=request.user, note=self.told)
        return super().get(request, *args, **kwargs)

    def show_again(self):
        response = self.get(self.request)
        response.status_code = 422
        return response

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """What the address asks for, without the page."""
        return [(name, value) for name, values in self.request.GET.lists() if name != "p" for value in values]

    @cached_property
    def here(self) -> str:
        return urlencode(self.query)

    @property
    def is_savable(self) -> bool:
        """Whether it may be kept as a view: not whom somebody searched for, nor what no column holds."""
        names = {name for name, _value in self.query}
        most = SavedView._meta.get_field("query").max_length
        return bool(names) and not names & PERSONAL and len(self.here) <= most

    @property
    def told(self) -> str:
        """What was looked at, for the trail: whom somebody searched for is left out."""
        return urlencode([(name, "…" if name in PERSONAL else value) for name, value in self.query], safe="…")

    @cached_property
    def queue(self) -> str:
        """The one asked for; without any, all that the other filters let through, if there are some."""
        is_filtered = any(name != "ordering" for name, _value in self.query)
        return self.request.GET.get("queue") or (ALL if is_filtered else NOW)

    @cached_property
    def counts(self):
        return counted(self.request)

    def get_base_queryset(self):
        return self.applications

    def get_filterset_kwargs(self):
        data = self.request.GET.copy()
        data["queue"] = self.queue
        return super().get_filterset_kwargs() | {"data": data, "counts": self.counts}

    def filter_queryset(self, queryset):
        return self.filters.filter_queryset(queryset) if self.filters.is_valid() else queryset.none()

    @property
    def is_narrowed(self) -> bool:
        """Whether it shows less than the whole of a queue."""
        return not self.filters.is_valid() or bool(set(self.filters.form.changed_data) - {"queue"})

    def get_ordering(self):
        wanted = self.request.GET.get("ordering")
        return wanted if wanted in paging.ORDERINGS else paging.usual_ordering(self.queue)

    def order_queryset(self, queryset):
        return queryset.order_by(*paging.ORDERINGS[self.ordering])

    def get_paginator(self, queryset, per_page, **kwargs):
        """How many lie in a whole queue has been counted already."""
        known = None if self.is_narrowed else self.counts.by_queue[self.queue]
        return paging.Pages(queryset, per_page, ordering=self.ordering, known=known, **kwargs)

    def get_table(self, object_list):
        shown = {"with_reasons": self.queue == NOW, "with_units": len(self.counts.units) > 1}
        rows = rows_of(object_list, self.request.user, with_reasons=shown["with_reasons"])
        return InboxTable(columns(**shown), rows, **shown, **self.get_table_kwargs())

    @cached_property
    def header_buttons(self):
        buttons = []
        if units_entered_for(self.request.user):
            url = reverse("applications:enter")
            buttons.append(HeaderButton(_("New application"), url=url, icon_name="plus"))
        if self.user_has_permission("export"):
            url = f"{reverse('applications:export')}?{self.here}"
            buttons.append(HeaderButton(_("Export"), url=url, icon_name="download"))
        return buttons

    @property
    def bulk_actions(self) -> list[tuple[str, str]]:
        """Addresses and labels of what this person may do with several at once."""
        actions = bulk_action_registry.get_bulk_actions_for_model("applications", "application")
        return [
            (
                reverse("wagtail_bulk_action", args=["applications", "application", each.action_type]),
                each.button,
            )
            for each in actions
            if self.user_has_permission(each.permission_required)
        ]

    @cached_property
    def active_filters(self):
        return active_filters(self.filters, self.query)

    def get_context_data(self, *args, **kwargs):
        views = [(view, view.query == self.here) for view in SavedView.objects.filter(user=self.request.user)]
        is_saved = any(is_here for _view, is_here in views)
        return super().get_context_data(
            *args,
            queues=[(each, count, each.key == self.queue and not is_saved) for each, count in self.counts],
            saved_views=views,
            is_saved=is_saved,
            here=self.here,
            find_form=self.find_form,
            save_form=self.save_form,
            orderings=paging.LABELS,
            is_narrowed=self.is_narrowed,
            **kwargs,
        )
