"""A file of an application, opened by staff: with leave, recorded, and never as a page of ours."""

import logging

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View

from forms import trail
from forms.crypto import CannotOpen
from forms.enums import AccessKind, UploadState
from forms.inbox.access import ApplicationMixin
from forms.uploads import decoding, keeping
from forms.uploads.refused import Refused

logger = logging.getLogger(__name__)

POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""Whatever a file holds, here it runs nothing, loads nothing and belongs to no site."""

WIDTHS = {"thumb": 240, "page": 1240, "large": 2480}
"""Sizes a picture is asked for by name → pixels across."""

TURNS = (0, 90, 180, 270)
SEEN = signing.TimestampSigner(salt="forms.inbox.files")
SEEN_FOR = 600
"""Seconds that the record of a screen also stands for the pictures on it."""


def seen_by(user, file_id) -> str:
    """Says in a picture's address that the screen it stands on is on the trail already."""
    whose = f"{user.pk}:{file_id}"
    return SEEN.sign(whose).removeprefix(f"{whose}:")


class FileMixin(ApplicationMixin):
    """A view of one file, `<uuid:file>`. What isn't clean is refused in words."""

    def get(self, request, *args, **kwargs):
        if self.upload.state == UploadState.QUARANTINED:
            text = _("It waits for its virus check, because the scanner does not answer. Try again later.")
            return self.refuse(text, status=409)
        if self.upload.state == UploadState.INFECTED:
            text = _("A virus was found in it, and its content was deleted. Ask the applicant for another.")
            return self.refuse(text, status=410)
        self.record()
        try:
            return self.answer(self.upload.details, keeping.read(self.upload))
        except (CannotOpen, FileNotFoundError):
            logger.error("Upload %s of application %s cannot be read", self.upload.pk, self.object.pk)
            text = _("It is damaged or missing. Tell the administrator, and give this number: %(number)s")
            return self.refuse(text % {"number": self.upload.pk}, status=410)

    @cached_property
    def upload(self):
        return get_object_or_404(self.object.uploads, pk=self.kwargs["file"])

    def record(self):
        trail.record(AccessKind.FILE, by=self.request.user, application=self.object, note=str(self.upload.pk))

    def refuse(self, text, status):
        context = {"application": self.object, "text": text}
        return TemplateResponse(self.request, "forms/inbox/file_refused.html", context, status=status)

    def send(self, content, media_type, name, *, is_shown=False):
        return HttpResponse(
            content,
            content_type=media_type,
            headers={
                "Content-Disposition": content_disposition_header(not is_shown, name),
                "Content-Security-Policy": POLICY,
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store, private",
            },
        )


class FileView(FileMixin, View):
    """Downloads the file as it is."""

    def answer(self, details, content):
        return self.send(content, details["media_type"], details["name"])


class PictureView(FileMixin, View):
    """
    A page of the file, `<int:page>`, as a picture we have drawn ourselves; the file itself never.

    `?size=` is one of WIDTHS, `?turn=` degrees clockwise. `?seen=` tells that the screen which shows
    it was recorded for this person just now; without that, the picture is recorded itself.
    """

    def record(self):
        proof = f"{self.request.user.pk}:{self.upload.pk}:{self.request.GET.get('seen', '')}"
        try:
            SEEN.unsign(proof, max_age=SEEN_FOR)
        except signing.BadSignature:
            super().record()

    def answer(self, details, content):
        width = WIDTHS.get(self.request.GET.get("size", "page"), WIDTHS["page"])
        try:
            drawn = decoding.picture_of(
                content,
                details["media_type"],
                page=self.kwargs["page"],
                width=width,
                turn=turn_of(self.request),
            )
        except Refused as refusal:
            logger.warning("Upload %s cannot be drawn (%s)", self.upload.pk, refusal.code)
            raise Http404 from None
        return self.send(drawn, "image/jpeg", f"{self.kwargs['page']}.jpg", is_shown=True)


def turn_of(request) -> int:
    """Degrees clockwise that were asked for; 0 for anything else."""
    asked = request.GET.get("turn", "")
    return next((turn for turn in TURNS if str(turn) == asked), 0)
