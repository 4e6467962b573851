"""What somebody takes away who has sent an application: on the screen, and as PDF."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from forms import addresses, documents, receipt_code
from forms.apply import following
from forms.apply.holding import application_of, private
from forms.crypto import CannotOpen
from forms.models import Application

logger = logging.getLogger(__name__)

SHOWN_FOR = timedelta(hours=1)
"""
So long after sending, the browser that sent it shows the receipt. Later, or elsewhere, one asks for
it with reference and second fact: whoever sits at a shared computer next must not find it there.
"""


def particulars(application: Application) -> dict[str, Any]:
    """
    What the received page tells: {sent_at, receipt_code, answer_by, progress_url, pdf_url}.

    `answer_by` is None where the form promises nothing; `pdf_url` is "" where no PDF can be made.
    """
    page = addresses.form_page(application.form, application.language)
    return {
        "sent_at": application.sent_at,
        "receipt_code": receipt_code.of(application.pk),
        "answer_by": answer_by(application, page),
        "progress_url": addresses.progress(application.form, application.language),
        "pdf_url": pdf_url(page),
    }


def progress_url(page: Any) -> str:
    """Where whoever comes without the session that sent it is led to, such as by a bookmark."""
    return addresses.progress(page.translation_key, page.locale.language_code)


def reference_of(application: Application) -> str:
    """Its reference; "" where that can't be opened, which is ours to mend and no error of the reader's."""
    try:
        return application.reference
    except CannotOpen:
        logger.error("Application %s can't be opened; its sender was shown no reference.", application.pk)
        return ""


def answer_by(application: Application, page: Any) -> date | None:
    """The day by which the office wants to be heard from."""
    if page is None or page.answer_days is None:
        return None
    return timezone.localdate(application.sent_at) + timedelta(days=page.answer_days)


def pdf_url(page: Any) -> str:
    """Where the receipt is; "" where there is none."""
    return f"{page.path_of_url}apodeixi.pdf" if page and documents.are_available() else ""


def is_fresh(application: Application, now: datetime | None = None) -> bool:
    """Whether it was sent so lately that the browser it came from may still show it."""
    return (now or timezone.now()) - application.sent_at < SHOWN_FOR


@private
@require_safe
def receipt(request: HttpRequest, page: Any) -> HttpResponse:
    """The receipt as PDF, for who sent it just now, or has shown to know of it."""
    if not documents.are_available():
        raise Http404("No PDF can be made here.")
    application = following.application_of(request)
    if application is None or application.form != page.translation_key:
        application = application_of(request, page)
        if application is None or not is_fresh(application):
            return redirect(progress_url(page))
    try:
        content = documents.receipt(application, request)
    except CannotOpen:
        raise Http404("It can't be opened.") from None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{application.reference}.pdf"'
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response
