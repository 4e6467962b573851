"""Every address the public can ask for: those of the resolver, live pages, steps of forms."""

from collections import defaultdict

from wagtail.models import Page

from forms.keys import CHECK, RECEIVED
from forms.models import ApplicationFormPage
from tests.forms.inbox.addresses import walk

HUGE = 10**30
WORDS = {"pk": 1, "token": "x", "uidb64": "x"}


def of_the_resolver() -> list[str]:
    """Each pattern outside the admin, with numbers that are nobody's; signing in is public too."""
    found = []
    for address in walk():
        inside = address.route.startswith("/admin/")
        if not inside or "login" in address.name or "password_reset" in address.name:
            found += [
                address.fill(defaultdict(lambda: number, WORDS))  # noqa: B023 - used at once
                for number in (1, HUGE)
            ]
    return sorted(set(found))


def of_pages() -> list[str]:
    """Each live page, in either language."""
    return [page.get_url() for page in Page.objects.live().filter(depth__gt=1).specific()]


def of_steps() -> list[str]:
    """Each step of each form, its check page, its end, and one that doesn't exist."""
    return [
        f"{form.get_url()}{step}/"
        for form in ApplicationFormPage.objects.live()
        for step in (*(step.key for step in form.definition.steps), CHECK, RECEIVED, "nothing")
    ]


def everything() -> list[str]:
    """All of them, and some that don't exist; each with its English twin."""
    found = {*of_the_resolver(), *of_pages(), *of_steps(), "/nothing/", "/nothing.html", "/no/such/page/"}
    english = {f"/en{address}" for address in found if not address.startswith(("/en/", "/admin/"))}
    return sorted(found | english)


def language_of(address: str) -> str:
    return "en" if address.startswith("/en/") else "el"
