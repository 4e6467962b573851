"""
Whether a machine sends: it fills in what no person sees, or is done faster than anyone can read.

No third party is asked and nobody solves a puzzle. Who trips is never turned away: the check page
comes back with `NOTE`, and whoever looks it over and sends again gets through.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from forms.models import Draft

NAME = "sxolio_2"
"""
Of the field nobody sees. No word that browsers fill in by themselves, such as a name, an address
or a website; a machine fills in whatever it finds. No step can have it: it has no step's prefix.
"""

NOTE = _(
    "We could not tell that a person sent this. Please look your answers over once more"
    " and press “Send the application” again."
)


def fields() -> SafeString:
    """What the form of the check page holds for it."""
    return render_to_string("components/honeypot.html", {"name": NAME})


def is_tripped(request: HttpRequest, draft: Draft) -> bool:
    """Whether what sends `draft` looks like a machine. Staff, who have signed in, never do."""
    if draft.entered_by_id is not None:
        return False
    least = timedelta(seconds=settings.FORMS_LEAST_SECONDS)
    return bool(request.POST.get(NAME)) or timezone.now() < draft.started_at + least
