"""Showing one AMKA to who asks for it: recorded first, and in that one answer only."""

import re

from django.http import Http404
from django.urls import path
from django.views.generic import View

from forms import trail
from forms.enums import AccessKind
from forms.inbox.access import ApplicationMixin
from forms.inbox.detail import DetailView
from forms.inbox.masking import Mask

PLACE = re.compile(r"(answer|event)(\.[\w-]{1,80}){1,3}")
"""What `forms.inbox.masking` calls a place: it goes into the trail's note, where nothing else may stand."""


class RevealView(ApplicationMixin, View):
    """A POST with the `place` of the AMKA. The answer is the application's screen with it in sight."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        place = request.POST.get("place", "")
        if not PLACE.fullmatch(place):
            raise Http404
        trail.record(AccessKind.REVEAL, by=request.user, application=self.object, note=place)
        screen = DetailView(mask=Mask({place}))
        screen.setup(request, **kwargs)
        return screen.answer()


def addresses(view):
    return [path("<uuid:pk>/reveal/", view(RevealView), name="reveal")]
