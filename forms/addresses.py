"""Whole addresses of this site for what is read elsewhere: mails and papers."""

import uuid
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from forms.keys import PROGRESS, RETURN
from forms.models.form_page import ApplicationFormPage
from forms.models.index_page import ApplicationIndexPage


def site() -> str:
    """The front page, in the language that is active."""
    return _whole(reverse("wagtail_serve", args=[""]))


def progress(form: uuid.UUID, language: str) -> str:
    """Where one sees how an application stands."""
    return f"{_listing(form, language)}{PROGRESS}/"


def way_back(form: uuid.UUID, language: str, token: str) -> str:
    """The link that leads back to a draft."""
    return f"{_listing(form, language)}{RETURN}/{quote(token)}/"


def _listing(form: uuid.UUID, language: str) -> str:
    """The list that holds the form, in that language if there is one; the form may be gone."""
    listings = ApplicationIndexPage.objects.live()
    pages = ApplicationFormPage.objects.filter(translation_key=form)
    for page in sorted(pages, key=lambda page: page.locale.language_code != language):
        if listing := listings.parent_of(page).first():
            return _whole(listing.path_of_url)
    spoken = listings.filter(locale__language_code=language).first() or listings.first()
    return _whole(spoken.path_of_url) if spoken else site()


def _whole(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path
