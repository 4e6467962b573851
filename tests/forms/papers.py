"""Templates and issued documents to test with."""

import datetime
from dataclasses import replace

from django.test import RequestFactory
from django.utils import timezone

from forms import verification_code
from forms.crypto import seal
from forms.models import DocumentTemplate, IssuedDocument
from tests.forms.inbox import factories

OWN = {"name": "name", "phone": "tel", "mail": "email"}

DEFINITION = replace(
    factories.COUNSELLING,
    steps=tuple(
        replace(
            step,
            questions=tuple(
                replace(question, autocomplete=OWN.get(question.key, "off")) for question in step.questions
            ),
        )
        for step in factories.COUNSELLING.steps
    ),
)
"""As forms really ask: the browser knows name, phone and e-mail, and so does the office."""

BODY = "<p>Βεβαιώνεται ότι {name} έκανε αίτηση {reference}.</p><p>{answer:more}</p>"


def template(form, **fields):
    usual = {
        "name": "Βεβαίωση",
        "form": form,
        "language": "el",
        "title": "Βεβαίωση αστεγίας",
        "body": BODY,
        "validity_months": 6,
        "signer_name": "Δοκιμή Υπογράφουσα",
        "signer_title": "Προϊσταμένη",
    }
    return DocumentTemplate.objects.create(**usual | fields)


def issued(application, by, *, code=None, **fields):
    """As `forms.actions.documents.issue` leaves it, with a PDF that is none; returns it and its code."""
    code = code or verification_code.make()
    usual = {
        "title": "Βεβαίωση αστεγίας",
        "protocol_number": "1234",
        "issued_on": timezone.localdate(),
        "valid_until": timezone.localdate() + datetime.timedelta(days=180),
        "issued_by": by,
        "made_at": timezone.now(),
        "verification_hash": verification_code.hashed(code),
    }
    document = IssuedDocument(application=application, **usual | fields)
    document.content = {"body": "<p>Κείμενο</p>"}
    document.sealed_pdf = seal(b"%PDF-1.7", f"{document._meta.db_table}.pdf:{document.pk}")
    document.save(force_insert=True)
    return document, code


def request():
    return RequestFactory().get("/")


def application(**fields):
    return factories.application(definition=DEFINITION, **fields)
