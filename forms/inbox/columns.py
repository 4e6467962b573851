"""What the list and other screens call an application and who has it."""

from django.utils.translation import gettext
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
