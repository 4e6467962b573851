"""What the addresses of export and import answer; buttons on pages lead to them."""

from collections.abc import Iterator
from itertools import chain, count

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from forms.interchange import MOST_BYTES, Unreadable
from forms.interchange.reading import page_from
from forms.interchange.writing import text_of
from forms.keys import key_from
from forms.models import ApplicationFormPage, ApplicationIndexPage, Unit

EXPORT, IMPORT = "application_form_export", "application_form_import"


def export(request, page_id):
    """The latest draft of a form as a file, for whoever may edit it."""
    page = get_object_or_404(ApplicationFormPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    response = HttpResponse(text_of(page.get_latest_revision_as_object()), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.json"'
    return response


def may_import(user, listing) -> bool:
    """A form begins in Greek, as all pages do; its translations are made of it."""
    is_greek = listing.locale.language_code == settings.LANGUAGE_CODE
    return is_greek and listing.permissions_for_user(user).can_add_subpage()


class ImportForm(forms.Form):
    """Once valid, `page` is a form that isn't saved yet, `missing` what its ends name in vain."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=gettext_lazy("A form that was exported as JSON, here or in another municipality."),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        required=False,
        label=gettext_lazy("Unit"),
        empty_label=gettext_lazy("The one the file names"),
    )

    def __init__(self, *args, listing, **kwargs):
        super().__init__(*args, **kwargs)
        self.listing = listing

    def clean(self):
        cleaned = super().clean()
        if file := cleaned.get("file"):
            try:
                self.page, self.missing = page_from(
                    file.read(MOST_BYTES + 1), self.listing.locale, cleaned.get("unit")
                )
            except Unreadable as error:
                self.add_error("file", str(error))
        return cleaned


class ImportView(WagtailAdminTemplateMixin, FormView):
    """Makes a draft of a file below a list of forms; whether it goes public, staff decide later."""

    template_name = "forms/interchange/import.html"
    form_class = ImportForm
    page_title = gettext_lazy("Import a form")
    header_icon = "upload"

    @cached_property
    def listing(self):
        return get_object_or_404(ApplicationIndexPage, pk=self.kwargs["page_id"])

    def dispatch(self, request, *args, **kwargs):
        if not may_import(request.user, self.listing):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.listing.get_admin_display_title()

    def get_breadcrumbs_items(self):
        explore = reverse("wagtailadmin_explore", args=[self.listing.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": explore, "label": self.listing.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"listing": self.listing}

    def free_slug(self, title):
        """An address from the title that no form of the list has."""
        wish = key_from(title).replace("_", "-") or "aitisi"
        taken = set(self.listing.get_children().values_list("slug", flat=True))
        return next(slug for slug in chain([wish], (f"{wish}-{n}" for n in count(2))) if slug not in taken)

    def form_valid(self, form):
        page = form.page
        page.owner = self.request.user
        page.slug = self.free_slug(page.title)
        with transaction.atomic():
            self.listing.add_child(instance=page)
            page.save_revision(user=self.request.user, log_action="wagtail.create", clean=False)
        text = _("“%(title)s” was imported as a draft. Look it over and publish it.")
        messages.success(self.request, text % {"title": page.title})
        if form.missing:
            text = _("The Guide here has no such entries, so they were left out: %(slugs)s.")
            messages.warning(self.request, text % {"slugs": ", ".join(form.missing)})
        return redirect("wagtailadmin_pages:edit", page.pk)


def buttons(page, user, **kwargs) -> Iterator[Button]:
    """On a form, and on the list of forms, in the editor's header and in listings."""
    if isinstance(page, ApplicationFormPage) and page.permissions_for_user(user).can_edit():
        url = reverse(EXPORT, args=[page.pk])
        yield Button(_("Export as JSON"), url, icon_name="download", priority=45)
    if isinstance(page, ApplicationIndexPage) and may_import(user, page):
        url = reverse(IMPORT, args=[page.pk])
        yield Button(_("Import a form"), url, icon_name="upload", priority=45)
