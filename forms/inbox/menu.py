"""The inbox in the admin's menu, and what else of the menu case workers see."""

from django.urls import reverse_lazy
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from forms.inbox.counting import COUNTED, counted
from forms.permissions import applications_of, policy, units_entered_for, user_works_applications
from forms.staff.gate import is_held_back


class InboxMenuItem(MenuItem):
    """«Αιτήσεις (12)». All requests share the item, so the count is made when it is drawn."""

    def is_shown(self, request):
        return user_works_applications(request.user)

    def render_component(self, request):
        unread = unread_by(request)
        label = f"{self.label} ({number_format(unread, force_grouping=True)})" if unread else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


def unread_by(request) -> int:
    """Counted already where the queues are shown; elsewhere an index alone says it."""
    if hasattr(request, COUNTED):
        return counted(request).by_queue["unread"]
    return applications_of(request.user).unread().count()


class EntryMenuItem(MenuItem):
    """«Νέα αίτηση», for who keys in applications for others."""

    def is_shown(self, request):
        return bool(units_entered_for(request.user))


def entry_menu_item():
    return EntryMenuItem(
        _("New application"), reverse_lazy("applications:enter"), name="entry", icon_name="plus", order=11
    )


class RightMenuItem(MenuItem):
    """For who holds `action` somewhere."""

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.action = action

    def is_shown(self, request):
        return policy.user_has_permission(request.user, self.action)


def appointments_menu_item():
    url, label = reverse_lazy("applications:appointments"), _("Appointments")
    return RightMenuItem(label, url, name="appointments", icon_name="calendar", order=12, action="change")


def numbers_menu_item():
    url, label = reverse_lazy("applications:numbers"), pgettext_lazy("statistics", "Numbers")
    return RightMenuItem(label, url, name="numbers", icon_name="table", order=13, action="count")


def trail_menu_item():
    url = reverse_lazy("applications:trail")
    return RightMenuItem(_("Who saw what"), url, name="trail", icon_name="history", order=14, action="audit")


def readers_menu_item():
    url, label = reverse_lazy("applications:readers"), _("Sensitive applications")
    return RightMenuItem(label, url, name="readers", icon_name="lock", order=15, action="restrict")


def retention_menu_item():
    url, label = reverse_lazy("applications:retention"), _("End of keeping")
    return RightMenuItem(label, url, name="retention", icon_name="bin", order=16, action="erase")


def arranging_menu_item():
    url, label = reverse_lazy("applications:workflows"), _("States and mails")
    return RightMenuItem(label, url, name="arranging", icon_name="cogs", order=17, action="assign")


def keep_to_the_inbox(request, menu_items):
    """Case workers have no use for "Help" and whatever else shows itself to everybody."""
    if is_held_back(request.user):
        own = InboxMenuItem | EntryMenuItem | RightMenuItem
        menu_items[:] = [item for item in menu_items if isinstance(item, own)]
