"""The fixed vocabularies of an application's life."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an application stands. `OPEN`, `DECIDED` and `ENDED` group them."""

    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", _("Being reviewed")
    WAITING = "waiting", _("Waiting for papers")
    APPOINTMENT = "appointment", _("Appointment set")
    POSITIVE = "positive", _("Decided positive")
    NEGATIVE = "negative", _("Decided negative")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn by the applicant")


OPEN = [State.RECEIVED, State.IN_REVIEW, State.WAITING, State.APPOINTMENT]
DECIDED = [State.POSITIVE, State.NEGATIVE, State.CLOSED]
"""By a case worker, who is named with the decision."""
ENDED = [*DECIDED, State.WITHDRAWN]


class Channel(TextChoices):
    """How an application came in. Through all but the first, staff keyed it in."""

    ONLINE = "online", _("Online")
    COUNTER = "counter", _("At the counter")
    TELEPHONE = "telephone", _("By telephone")
    PAPER = "paper", _("On paper")


class UploadState(TextChoices):
    """Whether a file may be opened. Without a scanner configured, a checked file is clean."""

    CLEAN = "clean", _("Checked")
    QUARANTINED = "quarantined", _("Not yet scanned for viruses")
    INFECTED = "infected", _("A virus was found")


class AfterRetention(TextChoices):
    """What happens to an application whose time has come."""

    DELETE = "delete", _("Delete it")
    ANONYMISE = "anonymise", _("Keep its form, state and dates for the figures, and nothing else")


class EventKind(TextChoices):
    """What happened to an application: each is one row of its history."""

    SENT = "sent", _("Sent by the applicant")
    ENTERED = "entered", _("Keyed in for the applicant")
    TAKEN = "taken", _("Taken")
    ASSIGNED = "assigned", _("Assigned")
    RELEASED = "released", _("Put back to the unassigned")
    NOTED = "noted", _("Note")
    STATE_CHANGED = "state_changed", _("State changed")
    DECIDED = "decided", _("Decided")
    PAPERS_ASKED = "papers_asked", _("Papers asked for")
    TOLD = "told", _("Message to the applicant")
    PAPERS_ARRIVED = "papers_arrived", _("Papers sent by the applicant")
    WITHDRAWN = "withdrawn", _("Withdrawn by the applicant")
    APPOINTMENT_MADE = "appointed", _("Appointment set")
    APPOINTMENT_MOVED = "moved", _("Appointment moved")
    APPOINTMENT_CANCELLED = "cancelled", _("Appointment cancelled")
    ATTENDED = "attended", _("Came to the appointment")
    MISSED = "missed", _("Did not come to the appointment")
    ISSUED = "issued", _("Document issued")
    REVOKED = "revoked", _("Document revoked")
    RESTRICTED = "restricted", _("Only named people may see it")
    UNRESTRICTED = "unrestricted", _("No longer only for named people")
    HELD = "held", _("Kept beyond its time")
    HOLD_ENDED = "hold_ended", _("Kept no longer than its time")
    CORRECTED = "corrected", _("Answer corrected")


class AccessKind(TextChoices):
    """What somebody looked at, changed or took along: each is one row of the trail."""

    LIST = "list", _("Saw the list")
    VIEW = "view", _("Opened the application")
    PREVIOUS = "previous", _("Opened an earlier application of the same person")
    REVEAL = "reveal", _("Revealed the AMKA")
    FILE = "file", _("Opened a file")
    PRINT = "print", _("Printed the application")
    CHANGED = "changed", _("Changed the application")
    DOCUMENT = "document", _("Opened an issued document")
    EXPORT = "export", _("Exported the list")
    ARCHIVE = "archive", _("Exported the application with its files")
    ERASED = "erased", _("Erased the application on request")
    PURGED = "purged", _("Removed at the end of its time")
    TRAIL = "trail", _("Read the trail")
    FIGURES = "figures", _("Saw the numbers")
    RIGHTS = "rights", _("Changed rights")
    SIGNED_IN = "signed_in", _("Signed in")
    SECOND_FACTOR = "second_factor", _("Changed a second factor")
    KEYS = "keys", _("Changed the data keys")
    REFUSED = "refused", _("Was refused")


class LookupKind(TextChoices):
    """By what an application can be looked up exactly, through a keyed hash."""

    PHONE = "phone", _("Phone")
    AMKA = "amka", _("AMKA")
    EMAIL = "email", _("E-mail")


class Means(TextChoices):
    """How an appointment is held."""

    OFFICE = "office", _("At the office")
    PHONE = "phone", _("By telephone")


class AppointmentState(TextChoices):
    PLANNED = "planned", _("Planned")
    ATTENDED = "attended", _("Came")
    MISSED = "missed", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")
