"""Whether a form may be begun now, and what to tell those who come when it can't."""

import datetime
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Kind = Literal["open", "maintenance", "stopped", "not_yet", "closed", "full"]


@dataclass(frozen=True)
class Availability:
    """How a form stands at one moment, in words of the language that was active."""

    kind: Kind
    text: str
    """A sentence or two for who wants to apply; "" where nothing needs saying."""
    tag: str
    """The same in a few words, for a list."""

    @property
    def is_open(self) -> bool:
        """Whether anybody may begin."""
        return self.kind == "open"

    @property
    def may_send(self) -> bool:
        """Whether what was begun may be sent: a form that closes, or fills up, cuts nobody off."""
        return self.kind != "maintenance"


def availability(page: Any, now: datetime.datetime | None = None) -> Availability:
    """How the form `page` stands at `now`; the first of several reasons not to be open is told."""
    now = now or timezone.now()
    if page.maintenance_note:
        return Availability(
            "maintenance", page.maintenance_note, pgettext("application form", "Not available for now")
        )
    if not page.is_accepting or not page.steps:
        closed = pgettext("application form", "Closed")
        usual = _("Applications can't be made here at the moment.")
        return Availability("stopped", page.closed_note or usual, page.closed_note or closed)
    if page.opens_at and now < page.opens_at:
        return _not_yet(page, now)
    if page.closes_at and now >= page.closes_at:
        return _closed(page, now)
    if _is_full(page):
        text = _("As many applications as there is room for have been sent. No more can be made now.")
        return Availability("full", text, pgettext("application form", "Full"))
    return _open(page, now)


def _not_yet(page: Any, now: datetime.datetime) -> Availability:
    moment = _moment(page.opens_at, now)
    return Availability(
        "not_yet",
        _("You can apply here from %(date)s at %(time)s.") % moment,
        _("Opens on %(date)s at %(time)s") % moment,
    )


def _closed(page: Any, now: datetime.datetime) -> Availability:
    moment = _moment(page.closes_at, now)
    text = _("The time to apply ended on %(date)s at %(time)s.") % moment
    return Availability("closed", f"{text} {page.closed_note}".strip(), _("Closed on %(date)s") % moment)


def _open(page: Any, now: datetime.datetime) -> Availability:
    if not page.closes_at:
        return Availability("open", "", pgettext("application form", "Open"))
    moment = _moment(page.closes_at, now)
    return Availability(
        "open",
        _("You can apply until %(date)s at %(time)s.") % moment,
        _("Open until %(date)s at %(time)s") % moment,
    )


def _is_full(page: Any) -> bool:
    """Whether the greatest number was sent, in all languages together, with those that are gone by now."""
    if not page.most_applications:
        return False
    counted = [apps.get_model("applications", name).objects for name in ("Application", "PastCase")]
    sent = sum(rows.filter(form=page.translation_key).count() for rows in counted)
    return sent >= page.most_applications


def _moment(moment: datetime.datetime, now: datetime.datetime) -> dict[str, str]:
    """Day and time as one says them here; the year only where it isn't this one."""
    local = timezone.localtime(moment)
    day = "j E" if local.year == timezone.localtime(now).year else "j E Y"
    return {"date": date_format(local, day), "time": date_format(local, "G:i")}
