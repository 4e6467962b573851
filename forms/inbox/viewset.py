"""The addresses of the inbox, /admin/applications/…"""

from importlib import import_module

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from forms.inbox import operations
from forms.inbox.detail import DetailView
from forms.inbox.entry import EntryView
from forms.inbox.export import ExportView
from forms.inbox.finding import FindView
from forms.inbox.listing import InboxView
from forms.inbox.menu import InboxMenuItem
from forms.inbox.saved_views import SavedViewsView, SaveView

PARTS: list[str] = [
    "forms.inbox.viewer",
    "forms.inbox.revealing",
    "forms.inbox.previous",
    "forms.inbox.presence",
    "forms.inbox.printing",
    "forms.inbox.appointments",
    "forms.inbox.issuing",
    "forms.inbox.numbers",
    "forms.inbox.mails",
    "forms.inbox.workflows",
    "forms.inbox.reasons",
    "forms.inbox.restricting",
    "forms.inbox.readers",
    "forms.inbox.correcting",
    "forms.inbox.holding",
    "forms.inbox.trail",
    "forms.inbox.subject",
    "forms.inbox.erasure",
]
"""Modules of the inbox with addresses of their own: each has `addresses(view) -> list[URLPattern]`."""


class InboxViewSet(ViewSet):
    """A plain viewset: Wagtail's ModelViewSet would bring seven addresses nobody wants here."""

    name = "applications"
    icon = "mail"
    menu_label, menu_name, menu_order = _("Applications"), "inbox", 10
    menu_item_class = InboxMenuItem
    add_to_admin_menu = True

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(index_url_name="applications:index", **kwargs)

    def get_urlpatterns(self):
        view = self.construct_view
        return [
            path("", view(InboxView), name="index"),
            path("find/", view(FindView), name="find"),
            path("views/", view(SavedViewsView), name="views"),
            path("views/save/", view(SaveView), name="save_view"),
            path("export/", view(ExportView), name="export"),
            path("new/", view(EntryView), name="enter"),
            path("<uuid:pk>/", view(DetailView), name="detail"),
            path("<uuid:pk>/take/", view(operations.TakeView), name="take"),
            path("<uuid:pk>/release/", view(operations.ReleaseView), name="release"),
            path("<uuid:pk>/assign/", view(operations.AssignView), name="assign"),
            path("<uuid:pk>/note/", view(operations.NoteView), name="note"),
            path("<uuid:pk>/state/", view(operations.StateView), name="state"),
            path("<uuid:pk>/papers/", view(operations.PapersView), name="papers"),
            path("<uuid:pk>/message/", view(operations.MessageView), name="message"),
            path("<uuid:pk>/decide/", view(operations.DecideView), name="decide"),
            path("<uuid:pk>/close/", view(operations.CloseView), name="close"),
            path("<uuid:pk>/mails/<uuid:mail>/retry/", view(operations.RetryMailView), name="retry_mail"),
            *(address for part in PARTS for address in import_module(part).addresses(view)),
        ]
