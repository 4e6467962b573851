"""Addresses of what belongs to an application, for pages, mails and papers."""

import uuid
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from forms.keys import PROGRESS, RETURN
from forms.models.form_page import ApplicationFormPage
from forms.models.index_page import ApplicationIndexPage


def whole(path: str) -> str:
    """An address that works outside a browser too."""
    return settings.BASE_URL.rstrip("/") + path


def site() -> str:
    """The front page, in the language that is active."""
    return reverse("wagtail_serve", args=[""])


def progress(form: uuid.UUID, language: str) -> str:
    """Where one sees how an application stands."""
    return f"{_listing(form, language)}{PROGRESS}/"


def way_back(form: uuid.UUID, language: str, token: str) -> str:
    """The link that leads back to a draft."""
    return f"{_listing(form, language)}{RETURN}/{quote(token)}/"


def form_page(form: uuid.UUID, language: str) -> ApplicationFormPage | None:
    """The public page of a form, in that language if there is one; None once it is gone."""
    pages = ApplicationFormPage.searchable().filter(translation_key=form).select_related("locale")
    return min(pages, key=lambda page: page.locale.language_code != language, default=None)


def _listing(form: uuid.UUID, language: str) -> str:
    """The list that holds the form, in that language if there is one; the form may be gone."""
    listings = ApplicationIndexPage.objects.live()
    page = form_page(form, language)
    if page and (listing := listings.parent_of(page).first()):
        return listing.path_of_url
    spoken = listings.filter(locale__language_code=language).first() or listings.first()
    return spoken.path_of_url if spoken else site()
