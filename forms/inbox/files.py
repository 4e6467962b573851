"""A file of an application, opened by staff: with leave, recorded, and never as a page of ours."""

import logging

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import View

from forms import trail
from forms.crypto import CannotOpen
from forms.enums import AccessKind, UploadState
from forms.inbox.access import ApplicationMixin
from forms.uploads import keeping

logger = logging.getLogger(__name__)

POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""Whatever a file holds, here it runs nothing, loads nothing and belongs to no site."""
SHOWN = frozenset({"image/jpeg", "image/png"})
"""Types that may be looked at in the browser with `?show=1`: pictures we have written ourselves."""


class FileView(ApplicationMixin, View):
    """Downloads one file, `<uuid:file>`, of the application."""

    def get(self, request, *args, **kwargs):
        upload = get_object_or_404(self.object.uploads, pk=kwargs["file"])
        if upload.state == UploadState.QUARANTINED:
            text = _("It waits for its virus check, because the scanner does not answer. Try again later.")
            return self.refuse(text, status=409)
        if upload.state == UploadState.INFECTED:
            text = _("A virus was found in it, and its content was deleted. Ask the applicant for another.")
            return self.refuse(text, status=410)
        trail.record(AccessKind.FILE, by=request.user, application=self.object)
        try:
            return self.answer(upload.details, keeping.read(upload))
        except (CannotOpen, FileNotFoundError):
            logger.error("Upload %s of application %s cannot be read", upload.pk, self.object.pk)
            text = _("It is damaged or missing. Tell the administrator, and give this number: %(number)s")
            return self.refuse(text % {"number": upload.pk}, status=410)

    def answer(self, details, content):
        media_type, is_shown = details["media_type"], "show" in self.request.GET
        disposition = content_disposition_header(not (is_shown and media_type in SHOWN), details["name"])
        return HttpResponse(
            content,
            content_type=media_type,
            headers={
                "Content-Disposition": disposition,
                "Content-Security-Policy": POLICY,
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store, private",
            },
        )

    def refuse(self, text, status):
        context = {"application": self.object, "text": text}
        return TemplateResponse(self.request, "forms/inbox/file_refused.html", context, status=status)
