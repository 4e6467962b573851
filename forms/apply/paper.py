"""A form as PDF, to fill in by hand."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from forms import documents


def address(page: Any) -> str:
    """Where the paper twin of a form is; "" where none can be made."""
    return f"{page.path_of_url}entypo.pdf" if documents.are_available() else ""


@require_safe
def blank(request: HttpRequest, page: Any) -> HttpResponse:
    """The paper twin of a form. It says nothing about anybody, so anybody may have it."""
    if not documents.are_available() or not page.definition.steps:
        raise Http404("No PDF can be made here.")
    response = HttpResponse(documents.blank(page, request), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.slug}.pdf"'
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response["X-Robots-Tag"] = "noindex"
    return response
