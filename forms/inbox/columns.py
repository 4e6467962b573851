"""Cells of the list that are ours."""

from django.utils.translation import gettext
from wagtail.admin.ui.tables import Column, TitleColumn

from forms.crypto import CannotOpen


def reference_of(application) -> str:
    """The reference, or plain words when the row's key is gone: one bad row must not hide the rest."""
    try:
        return application.reference
    except CannotOpen:
        return gettext("Cannot be opened")


class ReferenceColumn(TitleColumn):
    cell_template_name = "forms/inbox/reference_cell.html"

    def get_value(self, instance):
        return reference_of(instance)


class StateColumn(Column):
    cell_template_name = "forms/inbox/state_cell.html"
