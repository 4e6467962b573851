from urllib.parse import urlsplit

from django import template
from django.conf import settings

from forms.models import ApplicationFormPage

register = template.Library()


@register.simple_tag(takes_context=True)
def quick_exit(context, page):
    """
    The way out of a page marked sensitive, `{"url", "leave_url"}`; None on any other.

    On a form the button posts to `leave_url`, which deletes what was typed and leads on to `url`.
    The policy must let a form end there, on these pages alone, hence the note on the request for
    `config.csp`. Elsewhere, and in a preview, it only leads away.
    """
    request = context.get("request")
    if request is None or not getattr(page, "is_sensitive", False):
        return None
    exit_ = {"url": settings.QUICK_EXIT_URL, "leave_url": ""}
    if isinstance(page, ApplicationFormPage) and not getattr(request, "is_preview", False):
        exit_["leave_url"] = page.get_url(request) + page.reverse_subpage("leave")
        parts = urlsplit(settings.QUICK_EXIT_URL)
        request.forms_may_lead_to = [f"{parts.scheme}://{parts.netloc}"]
    return exit_
