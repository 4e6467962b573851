"""The papers of an application on a screen of their own: page by page, file by file, large or turned."""

import logging
from urllib.parse import urlencode

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import trail
from forms.enums import AccessKind
from forms.inbox.columns import reference_of
from forms.inbox.files import TURNS, FileMixin, FileView, PictureView, seen_by, turn_of
from forms.inbox.masking import mask_amka
from forms.uploads import decoding, keeping
from forms.uploads.refused import Refused

logger = logging.getLogger(__name__)


class ViewerView(FileMixin, WagtailAdminTemplateMixin, TemplateView):
    """One page of one file, with the ways to all others. Each page that is opened is recorded."""

    template_name = "forms/inbox/viewer.html"
    header_icon = "doc-full"
    page_title = gettext_lazy("Papers")

    @cached_property
    def page(self) -> int:
        asked = self.request.GET.get("page", "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1

    @property
    def is_large(self) -> bool:
        return self.request.GET.get("zoom") == "large"

    def record(self):
        note = f"{self.upload.pk} p. {self.page}"
        trail.record(AccessKind.FILE, by=self.request.user, application=self.object, note=note)

    def get_page_title(self):
        return reference_of(self.object)

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        whole = {"url": reverse("applications:detail", args=[self.object.pk]), "label": self.get_page_title()}
        return [*self.breadcrumbs_items, listing, whole, {"url": "", "label": self.page_title}]

    def answer(self, details, content):
        try:
            pages = decoding.pages_of(content, details["media_type"])
        except Refused as refusal:
            logger.warning("Upload %s cannot be shown (%s)", self.upload.pk, refusal.code)
            pages = 0
        self.page = min(max(self.page, 1), max(pages, 1))
        response = self.render_to_response(self.get_context_data(details=details, pages=pages))
        response["Cache-Control"] = "no-store, private"
        return response

    def address(self, file_id, **more):
        """Of this screen; what is the usual is left out."""
        said = {name: value for name, value in more.items() if value}
        here = reverse("applications:viewer", args=[self.object.pk, file_id])
        return here + (f"?{urlencode(said)}" if said else "")

    def get_context_data(self, *, details, pages, **kwargs):
        page, turn, own = self.page, turn_of(self.request), self.upload.pk
        zoom = "large" if self.is_large else ""
        turned = TURNS[(TURNS.index(turn) + 1) % len(TURNS)]
        asked = {"size": zoom or "page", "turn": turn, "seen": seen_by(self.request.user, own)}
        picture = reverse("applications:picture", args=[self.object.pk, own, page])
        files = [file for file in keeping.listed(self.object) if file["state"] == "clean"]
        at = [file["id"] for file in files].index(str(own))

        def neighbour(step):
            there = at + step
            return self.address(files[there]["id"]) if 0 <= there < len(files) else ""

        return super().get_context_data(
            application=self.object,
            name=mask_amka(details["name"]),
            download=reverse("applications:file", args=[self.object.pk, own]),
            picture=f"{picture}?{urlencode(asked)}",
            page=page,
            pages=pages,
            previous_page=self.address(own, page=page - 1, zoom=zoom, turn=turn) if page > 1 else "",
            next_page=self.address(own, page=page + 1, zoom=zoom, turn=turn) if page < pages else "",
            all_pages=[(number, self.address(own, page=number, zoom=zoom)) for number in range(1, pages + 1)],
            is_large=self.is_large,
            other_size=self.address(own, page=page, zoom="" if zoom else "large", turn=turn),
            turned=self.address(own, page=page, zoom=zoom, turn=turned),
            number=at + 1,
            count=len(files),
            previous_file=neighbour(-1),
            next_file=neighbour(1),
            **kwargs,
        )


def addresses(view):
    return [
        path("<uuid:pk>/files/<uuid:file>/", view(FileView), name="file"),
        path("<uuid:pk>/files/<uuid:file>/look/", view(ViewerView), name="viewer"),
        path("<uuid:pk>/files/<uuid:file>/pages/<int:page>/", view(PictureView), name="picture"),
    ]
