"""Times and shares as people in an office say them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TWO_DAYS = 48
NOTHING = "–"


def duration(hours: int | None) -> str:
    """Hours below two days, days from there on; «–» where there is nothing to tell."""
    if hours is None:
        return NOTHING
    if hours < 1:
        return _("under an hour")
    if hours < TWO_DAYS:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else NOTHING


def number(count: int) -> str:
    return number_format(count, force_grouping=count >= 10_000)
