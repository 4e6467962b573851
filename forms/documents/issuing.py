"""
Decisions as documents: drawn up from a template and an application, frozen, kept sealed.

What left the office stays as it left: neither the template nor the application changes it later. When
its application goes, text and PDF are emptied, and the row that stays answers whoever checks its code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from forms import addresses, retention, verification_code
from forms.crypto import open_sealed, seal
from forms.definition import Definition
from forms.documents import places, qr
from forms.documents.rendering import pdf
from forms.models import Application, ApplicationFormPage, DocumentTemplate, IssuedDocument

TEMPLATE = "forms/documents/issued.html"

Content = Mapping[str, str]
"""What a document says, as JSON keeps it; `body` is HTML, days are ISO, "" stands for none."""


@dataclass(frozen=True)
class Particulars:
    """What the office adds: from its register, and who signs."""

    protocol_number: str
    issued_on: date
    signer_name: str
    signer_title: str


@dataclass(frozen=True)
class DrawnUp:
    """A document about to be issued; nothing of it is stored yet."""

    template: DocumentTemplate
    particulars: Particulars
    content: Content
    code: str
    pdf: bytes

    @property
    def valid_until(self) -> date | None:
        return valid_until(self.template, self.particulars.issued_on)


def offered(application: Application) -> QuerySet[DocumentTemplate]:
    """
    Templates that fit the application as it stands: of its form, for its state or for any.

    In the applicant's language, and in the site's own: other offices ask for papers in that one.
    """
    return DocumentTemplate.objects.filter(
        Q(outcome="") | Q(outcome=application.state),
        is_offered=True,
        form=application.form,
        language__in={application.language, settings.LANGUAGE_CODE},
    )


def draw_up(
    application: Application, template: DocumentTemplate, particulars: Particulars, request: HttpRequest
) -> DrawnUp:
    """A document with a new code. Raises CannotOpen where the application's answers can't be read."""
    content = _content(application, template, particulars)
    code = verification_code.make()
    return DrawnUp(template, particulars, content, code, _as_pdf(content, request, code=code))


def draft(
    application: Application, template: DocumentTemplate, particulars: Particulars, request: HttpRequest
) -> bytes:
    """The same to look at first: marked as a draft, without a code that works."""
    content = _content(application, template, particulars)
    with translation.override(template.language):
        return _as_pdf(content, request, mark=_("DRAFT"))


def sample(template: DocumentTemplate, request: HttpRequest) -> bytes:
    """The document of a template, saved or not, with made-up particulars and marked as such."""
    with translation.override(template.language):
        values = places.made_up(definition_of(template))
        particulars = Particulars("0000", timezone.localdate(), template.signer_name, template.signer_title)
        content = _filled(template, particulars, values) | {"unit": "", "unit_name": values["unit"]}
        return _as_pdf(content, request, mark=_("SAMPLE"))


def empty_places(application: Application, template: DocumentTemplate, particulars: Particulars) -> list[str]:
    """What the template has a place for and the application doesn't hold, in words. Raises CannotOpen."""
    empty = places.empty(template.body, _values(application, template, particulars))
    return [places.named(place, _asked(application, template)) for place in empty]


def read_pdf(document: IssuedDocument) -> bytes:
    """The PDF as it was issued; b"" once it was forgotten. Raises CannotOpen."""
    return open_sealed(document.sealed_pdf, _context(document)) if document.sealed_pdf else b""


def keep(document: IssuedDocument, drawn: DrawnUp) -> None:
    """Put text and PDF into the row, sealed."""
    document.content = dict(drawn.content)
    document.sealed_pdf = seal(drawn.pdf, _context(document))


def forget(application: Application) -> None:
    """Empty what its documents say, before the application goes. Whoever has a code can still check it."""
    application.issued_documents.update(sealed_content=b"", sealed_pdf=b"")


def definition_of(template: DocumentTemplate) -> Definition | None:
    """What the template's form asks today, in its language if there is such a page; None without a page."""
    pages = ApplicationFormPage.objects.filter(translation_key=template.form).select_related("locale")
    page = min(pages, key=lambda page: page.locale.language_code != template.language, default=None)
    return Definition.from_page(page) if page else None


def valid_until(template: DocumentTemplate, issued_on: date) -> date | None:
    months = template.validity_months
    return None if months is None else retention.add_months(issued_on, months)


def _context(document: IssuedDocument) -> str:
    """To what a sealed PDF is bound, as `forms.crypto.Sealed` binds values."""
    return f"{document._meta.db_table}.pdf:{document.pk}"


def _asked(application, template) -> Definition:
    """The form as it was answered, in the words of the template's language where there are such."""
    is_own = template.language == application.language
    return Definition.from_version(application.version if is_own else application.greek_version)


def _values(application, template, particulars) -> dict[str, str]:
    with translation.override(template.language):
        asked = _asked(application, template)
        found = places.of_application(application, asked, str(application.unit.name))
        return found | _values_of_office(template, particulars)


def _values_of_office(template, particulars) -> dict[str, str]:
    return {
        "protocol": particulars.protocol_number,
        "issued_on": places.shown(particulars.issued_on),
        "valid_until": places.shown(valid_until(template, particulars.issued_on)),
    }


def _content(application, template, particulars) -> dict[str, str]:
    values = _values(application, template, particulars)
    unit = {"unit": application.unit.slug, "unit_name": application.unit.name}
    return _filled(template, particulars, values) | unit


def _filled(template, particulars, values) -> dict[str, str]:
    until = valid_until(template, particulars.issued_on)
    body = places.fill(expand_db_html(template.body), dict(values) | _values_of_office(template, particulars))
    return {
        "language": template.language,
        "title": template.title,
        "body": body,
        "protocol_number": particulars.protocol_number,
        "issued_on": particulars.issued_on.isoformat(),
        "valid_until": until.isoformat() if until else "",
        "signer_name": particulars.signer_name,
        "signer_title": particulars.signer_title,
    }


def _as_pdf(content: Content, request: HttpRequest, *, code: str = "", mark: str = "") -> bytes:
    language = content["language"]
    until = content["valid_until"]
    with translation.override(language):
        address = addresses.whole(reverse("check_document"))
        context = {
            **content,
            "body": mark_safe(content["body"]),  # noqa: S308 - rich text of staff, its places escaped
            "issued_on": date.fromisoformat(content["issued_on"]),
            "valid_until": date.fromisoformat(until) if until else None,
            "mark": mark,
            "code": code or verification_code.grouped("X" * verification_code.LENGTH),
            "check_address": address,
            "qr": qr.svg(f"{address}#{code}", _("QR code that leads to the page of the check")),
        }
    return pdf(TEMPLATE, context, request, language)
