"""The receipt: what was answered, equal to what the office reads."""

from typing import Any

from django.http import HttpRequest

from forms import addresses, receipt_code
from forms.definition import Definition
from forms.documents.rendering import pdf
from forms.models import Application

TEMPLATE = "forms/documents/receipt.html"


def receipt(application: Application, request: HttpRequest) -> bytes:
    """An application as PDF, in the words and the language of who sent it. Raises CannotOpen."""
    return pdf(TEMPLATE, particulars(application), request, application.language)


def particulars(application: Application) -> dict[str, Any]:
    definition = Definition.from_version(application.version)
    return {
        "title": definition.title,
        "reference": application.reference,
        "receipt_code": receipt_code.of(application.pk),
        "sent_at": application.sent_at,
        "unit": application.unit.slug,
        "progress_url": addresses.whole(addresses.progress(application.form, application.language)),
        "parts": parts(definition, application),
    }


def parts(definition: Definition, application: Application) -> list[dict[str, Any]]:
    """Each step that was shown, with its questions and the answers in words, line by line."""
    return [
        {
            "title": step.title,
            "rows": [{"question": question.label, "lines": words} for question, words in rows],
        }
        for step, rows in definition.in_words(application.answers)
    ]
