"""Cells of the list that are ours."""

from django.utils.translation import gettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_user_display_name

from forms.crypto import CannotOpen


def reference_of(application) -> str:
    """The reference, or plain words where there is none: one bad row must not hide the rest."""
    try:
        return application.reference or gettext("Anonymous application")
    except CannotOpen:
        return gettext("Cannot be opened")


def assignee_of(application) -> str:
    return get_user_display_name(application.assignee) if application.assignee else ""


class ReferenceColumn(TitleColumn):
    cell_template_name = "forms/inbox/reference_cell.html"

    def get_value(self, instance):
        return reference_of(instance)


class StateColumn(Column):
    cell_template_name = "forms/inbox/state_cell.html"


class MomentColumn(Column):
    """Day and time in full: "three hours ago" is of no use in a file."""

    cell_template_name = "forms/inbox/moment_cell.html"
