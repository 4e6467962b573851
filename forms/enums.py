"""The fixed vocabularies of an application's life."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an application stands. `OPEN` and `DECIDED` group them."""

    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", _("Being reviewed")
    WAITING = "waiting", _("Waiting for papers")
    POSITIVE = "positive", _("Decided positive")
    NEGATIVE = "negative", _("Decided negative")
    CLOSED = "closed", _("Closed")


OPEN = [State.RECEIVED, State.IN_REVIEW, State.WAITING]
DECIDED = [State.POSITIVE, State.NEGATIVE, State.CLOSED]


class EventKind(TextChoices):
    """What happened to an application: each is one row of its history."""

    SENT = "sent", _("Sent by the applicant")
    TAKEN = "taken", _("Taken")
    ASSIGNED = "assigned", _("Assigned")
    RELEASED = "released", _("Put back to the unassigned")
    NOTED = "noted", _("Note")
    STATE_CHANGED = "state_changed", _("State changed")
    DECIDED = "decided", _("Decided")


class AccessKind(TextChoices):
    """What somebody looked at: each look is one row of the access trail."""

    LIST = "list", _("Saw the list")
    VIEW = "view", _("Opened the application")
    REFUSED = "refused", _("Was refused")


class LookupKind(TextChoices):
    """By what an application can be looked up exactly, through a keyed hash."""

    PHONE = "phone", _("Phone")
    AMKA = "amka", _("AMKA")
    EMAIL = "email", _("E-mail")
