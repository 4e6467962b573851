"""
Invitations to appointments: calendar entries (RFC 5545, 5546) that say when, and nothing of why or where.

A mail carries one as it is when it leaves, so a delayed mail never brings back an older time. The place
stands on the page of the application's progress alone.
"""

from datetime import UTC
from email.mime.text import MIMEText
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from forms import addresses
from forms.enums import AppointmentState
from forms.models import Application, Appointment, Mail

FILE_NAME = "appointment.ics"


def attached(mail: Mail) -> list[MIMEText]:
    """What a mail brings along, in its language: the invitation, or its withdrawal. [] for other mails."""
    if mail.appointment is None or mail.application is None:
        return []
    is_off = mail.appointment.state == AppointmentState.CANCELLED
    method = "CANCEL" if is_off else "REQUEST"
    content = calendar(mail.appointment, mail.application, method, mail.language, attendee=mail.recipient)
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename=FILE_NAME)
    return [part]


def calendar(
    appointment: Appointment, application: Application, method: str, language: str, *, attendee: str = ""
) -> bytes:
    """The appointment as a calendar file; `language`, which must be active, is that of its link."""
    link = addresses.whole(addresses.progress(application.form, language))
    is_off = method == "CANCEL"
    entry = Event()
    entry.add("uid", f"{appointment.pk}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("sequence", appointment.revision)
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", appointment.starts_at.astimezone(UTC))
    entry.add("dtend", appointment.ends_at.astimezone(UTC))
    entry.add("summary", _("Appointment"))
    entry.add("description", _("You find the place, or how we call you, here: %(link)s") % {"link": link})
    entry.add("url", link)
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    entry.add("class", "PRIVATE")
    entry.add("organizer", _address(settings.DEFAULT_FROM_EMAIL))
    if attendee:
        entry.add("attendee", _address(attendee))
    file = Calendar()
    file.add("prodid", "-//Social Protection//Appointments//EN")
    file.add("version", "2.0")
    file.add("method", method)
    file.add_component(entry)
    return file.to_ical()


def _address(text: str) -> Any:
    """An address as calendars write it, without the name that may stand before it."""
    return vCalAddress(f"mailto:{text.rpartition('<')[2].rstrip('>')}")
