"""What `base.html` shows around every page. Each tag works without a page, and without any content."""

from django import template
from wagtail.models import Page

from home.navigation import Surroundings

register = template.Library()


def _page(context):
    """The Wagtail page being shown, if there is one: other views use the name for their own purposes."""
    page = context.get("page")
    return page if isinstance(page, Page) and page.pk else None


@register.simple_tag(takes_context=True)
def masthead(context):
    """{title, subtitle, home_url}: the name of the service, its municipality, the home page."""
    request = context.get("request")
    home = Surroundings.of(request).home if request else None
    return {
        "title": home.service_name if home else "",
        "subtitle": home.municipality if home else "",
        "home_url": home.get_url(request) if home else "/",
    }


@register.simple_tag(takes_context=True)
def main_navigation(context):
    """The main menu: a list of {title, url, is_current}."""
    request = context.get("request")
    home = Surroundings.of(request).home if request else None
    return Surroundings.of(request).menu(home.navigation, _page(context)) if home else []


@register.simple_tag(takes_context=True)
def crisis_lines(context):
    """All helplines, in order; those with `in_topline` belong at the very top."""
    request = context.get("request")
    return Surroundings.of(request).helplines if request else []


@register.simple_tag(takes_context=True)
def footer(context):
    """{title, municipality, units, links: [{title, url, is_current}], helplines}."""
    request = context.get("request")
    home = Surroundings.of(request).home if request else None
    return {
        "title": home.service_name if home else "",
        "municipality": home.municipality if home else "",
        "units": Surroundings.of(request).units if home else [],
        "links": Surroundings.of(request).menu(home.footer_links, _page(context)) if home else [],
        "helplines": Surroundings.of(request).helplines if request else [],
    }


@register.simple_tag(takes_context=True)
def language_links(context):
    """A list of {code, name, url, is_current, is_translation, alternate}."""
    request = context.get("request")
    return Surroundings.of(request).languages(_page(context)) if request else []


@register.simple_tag(takes_context=True)
def breadcrumbs(context, page=None):
    """The way from the home page to `page`: a list of {title, url}; empty on the home page itself."""
    request = context.get("request")
    if not request or not isinstance(page, Page) or not page.pk:
        return []
    homes = [home for home in Surroundings.of(request).homes.values() if page.is_descendant_of(home)]
    if not homes:
        return []
    way = page.get_ancestors().filter(depth__gte=homes[0].depth).select_related("locale")
    return [{"title": each.title, "url": each.get_url(request)} for each in [*way, page]]
