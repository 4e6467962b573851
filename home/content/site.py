"""Where the pages hang: locales, and the site whose root is the home page."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site, Task, Workflow

from .ledger import Ledger


def locales() -> tuple[Locale, list[Locale]]:
    """The site's first language, and the others; made where they are missing."""
    first, *others = [
        Locale.objects.get_or_create(language_code=code)[0]
        for code, _name in sorted(settings.LANGUAGES, key=lambda row: row[0] != settings.LANGUAGE_CODE)
    ]
    return first, others


def make_site(ledger: Ledger) -> Site | None:
    """The default site, with the home page as its root and its address from BASE_URL."""
    home = ledger.get("page:home")
    if home is None:
        return None
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    wanted = {"hostname": address.hostname, "port": port}

    def write(site):
        site = site or _welcome_site() or Site(is_default_site=True)
        site.hostname, site.port = address.hostname, port
        site.site_name, site.root_page = home.service_name, home
        site.save()
        return site

    return ledger.put("site", wanted, write, _own_site)


def remove_welcome_page() -> None:
    """Delete the page that Wagtail's installation makes, if it is as it was and nothing hangs on it."""
    welcome = Page.objects.filter(depth=2, slug="home", title="Welcome to your new Wagtail site!").first()
    if welcome is None or welcome.numchild or welcome.sites_rooted_here.exists():
        return
    if type(welcome.specific) is Page:
        welcome.delete()


def name_approval() -> None:
    """Call in Greek what Wagtail's installation named in English: «Υποβολή για έγκριση»."""
    for model in (Workflow, Task):
        model.objects.filter(name="Moderators approval").update(name="έγκριση")


def _welcome_site() -> Site | None:
    return Site.objects.filter(is_default_site=True).first()


def _own_site() -> Site | None:
    """A default site that an editor has already given a root page of its own."""
    site = _welcome_site()
    return site if site and type(site.root_page.specific) is not Page else None
