from django import template
from django.urls import reverse

from search.listening import SIGNER, THANKS

register = template.Library()


@register.inclusion_tag("search/helpful.html", takes_context=True)
def was_it_helpful(context):
    """
    “Was this helpful?” about the page shown, or thanks for the answer.

    Nothing on a page that somebody may have to leave quickly, nor where there is no request.
    """
    request, page = context.get("request"), context.get("page")
    if request is None or getattr(page, "is_sensitive", False):
        return {}
    asked = request.GET.copy()
    is_answered = asked.pop(THANKS, None) is not None
    asked.pop("fragment", None)
    return {
        "is_answered": is_answered,
        "page": SIGNER.sign(request.path),
        "query": asked.urlencode(),
        "action": reverse("search_helped"),
    }
