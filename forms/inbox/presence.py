"""Colleagues who have the same application open see each other."""

from datetime import timedelta

from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin.utils import get_user_display_name

from forms.inbox.access import ApplicationMixin
from forms.models import Presence

GONE = timedelta(seconds=60)
"""After so long without a sign somebody is taken to have left."""


def be_present(application, user) -> None:
    """Note that this person has it open now."""
    Presence.objects.bulk_create(
        [Presence(application=application, user=user, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["application", "user"],
        update_fields=["seen_at"],
    )


def forget_the_gone() -> None:
    """Who left is forgotten: who looked at what is for the trail alone to keep."""
    Presence.objects.filter(seen_at__lt=timezone.now() - GONE).delete()


def others_present(application, user) -> list[str]:
    """Names of the colleagues who have it open, in the order of their coming."""
    here = application.presences.filter(seen_at__gt=timezone.now() - GONE).exclude(user=user)
    return [get_user_display_name(each.user) for each in here.select_related("user").order_by("pk")]


def words_for(names: list[str]) -> str:
    """«Η Μαρία το έχει ανοιχτό κι εκείνη»; "" for nobody."""
    if not names:
        return ""
    said = ngettext(
        "%(names)s has this application open too.", "%(names)s have this application open too.", len(names)
    )
    return said % {"names": ", ".join(names)}


class PresenceView(ApplicationMixin, View):
    """
    A sign of life from an open screen, every 20 seconds; `version` is the one it shows.

    Says who else is there, and whether the application has changed since. It is no look: it shows
    nothing of the application; and it is no work, so a session doesn't live on by it.
    """

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        be_present(self.object, request.user)
        forget_the_gone()
        return JsonResponse(
            {
                "others": words_for(others_present(self.object, request.user)),
                "changed": self.changed() if self.is_outdated else "",
            },
            headers={"Cache-Control": "no-store, private"},
        )

    @property
    def is_outdated(self) -> bool:
        return self.request.POST.get("version", "") != str(self.object.lock_version)

    def changed(self) -> str:
        latest = self.object.events.select_related("by").order_by("at", "pk").last()
        if latest is None or latest.by is None:
            return _("This application has changed since you opened it.")
        who = get_user_display_name(latest.by)
        return _("%(who)s has changed this application since you opened it.") % {"who": who}


def addresses(view):
    return [path("<uuid:pk>/presence/", view(PresenceView), name="presence")]
