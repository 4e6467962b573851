"""
The parts of an application's screen that stand beside its answers, each a room of its own.

A new one needs a class here named in SECTIONS; its addresses, if it has any, are named in
`forms.inbox.viewset`.
"""

from django.utils.module_loading import import_string
from wagtail.admin.ui.components import Component

SECTIONS: list[str] = [
    "forms.inbox.appointments.AppointmentsSection",
    "forms.inbox.issuing.DocumentsSection",
    "forms.inbox.restricting.RestrictingSection",
    "forms.inbox.holding.HoldingSection",
    "forms.inbox.subject.RightsSection",
]
"""Dotted names of the sections, in the order of the screen."""


class Section(Component):
    """
    `view` is the DetailView that shows it; `application` and `user` are at hand.

    `key` names it in templates. `offered()` are the keys of the actions (`forms.inbox.entries.ENTRIES`)
    that it offers to this person now; `self.entry(key)` is the form of one, with what was typed when
    the action was refused.
    """

    key = ""
    is_wide = False
    """Whether it stands in the column of the answers rather than at the side."""

    def __init__(self, view):
        self.view = view
        self.application = view.object
        self.user = view.request.user

    def is_shown(self) -> bool:
        return True

    def offered(self) -> set[str]:
        return set()

    def entry(self, key):
        return self.view.get_entry(key)

    def get_context_data(self, parent_context):
        return {
            "section": self,
            "application": self.application,
            "csrf_token": parent_context.get("csrf_token"),
            "request": self.view.request,
            "user": self.user,
        }


def sections_of(view) -> list[Section]:
    """The sections that this person is shown of this application."""
    made = [import_string(name)(view) for name in SECTIONS]
    return [section for section in made if section.is_shown()]
