"""Decisions as documents: drawn up, looked at, issued, kept, taken back."""

import io
import json
import re
from datetime import timedelta
from html import unescape

import pypdf
import pytest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from forms import retention
from forms.actions import casework, changing
from forms.actions import documents as actions
from forms.documents import issuing, places, rendering
from forms.enums import AccessKind, EventKind, State
from forms.models import Access, Application, DocumentTemplate, IssuedDocument, Mail
from tests.forms import papers
from tests.forms.inbox import factories
from tests.signing_in import sign_in

REGISTER = {
    "protocol_number": "Α 1234/2026",
    "signer_name": "Δοκιμή Υπογράφουσα",
    "signer_title": "Προϊσταμένη",
}


@pytest.fixture
def maria(centre):
    return factories.worker("maria", centre)


@pytest.fixture
def centre(db):
    return factories.unit()


@pytest.fixture
def application(centre, maria):
    """Decided in the applicant's favour."""
    row = papers.application(of=centre)
    return casework.decide(row, State.POSITIVE, "Πληροί τα κριτήρια.", by=maria, version=0)


@pytest.fixture
def template(application):
    return papers.template(application.form)


@pytest.fixture
def desk(client, application, template, maria):
    sign_in(client, maria)
    return Desk(client, application, template)


class Desk:
    """A case worker in a browser, at an application and a template offered for it."""

    def __init__(self, client, application, template):
        self.client, self.application, self.template = client, application, template

    def url(self, name, *args):
        return reverse(f"applications:{name}", args=[self.application.pk, *args])

    @property
    def version(self):
        return Application.objects.get(pk=self.application.pk).lock_version

    def typed(self, **changed):
        usual = {"issued_on": f"{timezone.localdate():%d/%m/%Y}", "version": self.version}
        return REGISTER | usual | changed

    def fill_in(self, **changed):
        return self.client.post(self.url("issue", self.template.pk), self.typed(**changed))

    def press(self, **changed):
        return self.client.post(self.url("issue_preview", self.template.pk), self.typed(**changed))

    def issue(self):
        self.fill_in()
        response = self.press()
        assert response.status_code == 302, unescape(response.content.decode())
        return self.application.issued_documents.get(revoked_at=None)

    def page(self, name="detail", *args):
        return unescape(self.client.get(self.url(name, *args)).content.decode())


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def test_an_issued_document_says_what_the_template_and_the_application_say(desk):
    document = desk.issue()

    response = desk.client.get(desk.url("document", document.pk))
    text = text_of(response.content)
    for words in (
        "Βεβαίωση αστεγίας",
        desk.application.answers["name"],
        desk.application.reference,
        "Α 1234/2026",
        f"{document.valid_until:%d/%m/%Y}",
        "Δοκιμή Υπογράφουσα",
        "/elegchos/",
    ):
        assert words in text
    assert document.valid_until == retention.add_months(timezone.localdate(), 6)
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]


def test_the_code_on_the_paper_is_the_one_the_check_knows(desk, client):
    document = desk.issue()
    code = re.search(r"(?:[2-9A-Z]{3}-){5}[2-9A-Z]{3}", text_of(issuing.read_pdf(document)))[0]

    response = client.post("/en/elegchos/", {"code": code}, follow=True)

    assert "<h1>The document is genuine</h1>" in response.content.decode()
    assert code not in str(document.content)


def test_the_pdf_is_tagged_and_named_and_knows_its_language(desk):
    document = read(issuing.read_pdf(desk.issue()))

    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "el"
    assert document.metadata.title == "Βεβαίωση αστεγίας"
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid" in metadata


def test_under_their_names_in_production_the_styles_are_found(settings, tmp_path):
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    hashed = settings.STATIC_ROOT / "css" / "document.0123456789ab.css"
    hashed.parent.mkdir(parents=True)
    hashed.write_text("h1 {}")
    names = {"css/document.css": "css/document.0123456789ab.css"}
    (tmp_path / "staticfiles.json").write_text(json.dumps({"version": "1.1", "paths": names, "hash": ""}))
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.static.ManifestStorage"}}

    assert rendering.static_file(rendering.HOST + static("css/document.css")) == hashed


def test_an_english_document_for_who_applied_in_english(desk, application):
    application.language = "en"
    application.save()
    desk.template = papers.template(application.form, language="en", title="Certificate", name="English one")

    document = desk.issue()

    text = text_of(issuing.read_pdf(document))
    assert "Protocol number" in text
    assert "/en/elegchos/" in text
    assert read(issuing.read_pdf(document)).trailer["/Root"]["/Lang"] == "en"


def test_the_preview_shows_a_draft_without_a_code_and_issues_nothing(desk):
    assert desk.fill_in().url == desk.url("issue_preview", desk.template.pk)

    assert "Α 1234/2026" in desk.page("issue_preview", desk.template.pk)
    draft = desk.client.get(desk.url("issue_draft", desk.template.pk))
    text = text_of(draft.content)
    assert "XXX-XXX" in text
    assert desk.application.answers["name"] in text
    assert draft["Cache-Control"] == "no-store, private"
    assert not IssuedDocument.objects.exists()


def test_a_place_for_which_there_is_nothing_is_named_before_issuing(desk):
    desk.template.body = "<p>{name}, ΑΜΚΑ {amka}, {answer:nowhere|more}, {answer:nowhere}</p>"
    desk.template.save()
    desk.fill_in()

    page = desk.client.get(desk.url("issue_preview", desk.template.pk))
    assert page.context["empty"] == [places.USUAL["amka"], "“nowhere”"]


def test_issuing_is_in_the_history_and_on_the_trail_and_tells_the_applicant(desk, maria):
    document = desk.issue()

    event = desk.application.events.get(kind=EventKind.ISSUED)
    assert event.by == maria
    assert document.protocol_number in event.text
    assert Access.objects.filter(kind=AccessKind.CHANGED, note=EventKind.ISSUED).exists()
    assert Mail.objects.filter(application=desk.application, template="news").count() == 2  # decided, issued
    desk.client.get(desk.url("document", document.pk))
    assert Access.objects.get(kind=AccessKind.DOCUMENT).application_id == desk.application.pk


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(desk):
    response = desk.fill_in(signer_name="", issued_on="31/2/2026")

    assert response.status_code == 422
    page = unescape(response.content.decode())
    assert REGISTER["protocol_number"] in page
    assert "31/2/2026" in page


@pytest.mark.parametrize("days", [1, -4000])
def test_a_date_in_the_future_or_before_the_application_is_refused(desk, days):
    day = timezone.localdate() + timedelta(days=days)

    assert desk.fill_in(issued_on=f"{day:%d/%m/%Y}").status_code == 422


def test_a_protocol_number_is_given_once_a_year(desk):
    desk.issue()

    assert desk.fill_in().status_code == 422
    assert desk.press().status_code == 422
    assert IssuedDocument.objects.count() == 1


def test_after_somebody_else_changed_the_application_nothing_is_issued_until_one_has_looked(desk, maria):
    desk.fill_in()
    seen = desk.version
    casework.note(desk.application, "Τηλεφώνησε.", by=maria, version=seen)

    response = desk.press(version=seen)

    assert response.status_code == 409
    assert REGISTER["protocol_number"] in unescape(response.content.decode())
    assert not IssuedDocument.objects.exists()
    assert desk.press().status_code == 302


def test_only_templates_of_the_form_the_decision_and_the_language_are_offered(desk, application):
    form = application.form
    papers.template(form, name="Μετά από απόρριψη", outcome=State.NEGATIVE)
    papers.template(form, name="Μετά από έγκριση", outcome=State.POSITIVE)
    papers.template(form, name="Για άλλη γλώσσα", language="en")
    papers.template(form, name="Αποσυρμένη", is_offered=False)
    papers.template(factories.application().draft_id, name="Άλλης αίτησης")

    page = desk.page()

    offered = re.findall(r'documents/new/\d+/">([^<]+)', page)
    assert sorted(offered) == ["Βεβαίωση", "Μετά από έγκριση"]


def test_a_template_that_does_not_fit_is_not_issued(desk):
    desk.fill_in()
    DocumentTemplate.objects.update(outcome=State.NEGATIVE)

    assert desk.client.get(desk.url("issue", desk.template.pk)).status_code == 404
    assert desk.press().status_code == 409
    assert not IssuedDocument.objects.exists()


def test_nothing_is_issued_to_who_has_withdrawn(desk):
    drawn = issuing.draw_up(desk.application, desk.template, particulars(), papers.request())
    Application.objects.update(state=State.WITHDRAWN, decided_by=None)

    with pytest.raises(changing.AlreadyWithdrawn):
        actions.issue(desk.application, drawn, by=desk.application.decided_by, version=desk.version)
    assert "documents/new" not in desk.page()


def particulars():
    return issuing.Particulars("7", timezone.localdate(), "Δοκιμή", "")


def test_revoked_with_a_reason_it_can_be_issued_anew(desk, client):
    document = desk.issue()
    url = desk.url("revoke", document.pk)

    assert client.post(url, {"version": desk.version, "reason": ""}).status_code == 422
    assert client.post(url, {"version": desk.version, "reason": "Λάθος όνομα."}).status_code == 302

    event = desk.application.events.get(kind=EventKind.REVOKED)
    assert "Λάθος όνομα." in event.text
    assert client.post(url, {"version": desk.version, "reason": "Ξανά."}).status_code == 409
    another = desk.issue()
    assert another.verification_hash != document.verification_hash
    assert issuing.read_pdf(document)


def test_what_left_the_office_stays_as_it_left(desk):
    document = desk.issue()
    before = issuing.read_pdf(document)
    DocumentTemplate.objects.update(body="<p>Άλλο κείμενο</p>", title="Άλλος τίτλος")

    document.refresh_from_db()
    assert issuing.read_pdf(document) == before
    assert desk.client.get(desk.url("document", document.pk)).content == before
    DocumentTemplate.objects.all().delete()
    assert desk.client.get(desk.url("document", document.pk)).status_code == 200


def test_text_and_pdf_lie_sealed_and_go_with_the_application(desk):
    document = desk.issue()
    row = repr(IssuedDocument.objects.values().get())
    assert desk.application.answers["name"] not in row
    assert b"%PDF" not in bytes(document.sealed_pdf)

    issuing.forget(desk.application)

    document.refresh_from_db()
    assert issuing.read_pdf(document) == b""
    assert document.content is None
    assert desk.client.get(desk.url("document", document.pk)).status_code == 410


def test_who_may_not_decide_issues_and_revokes_nothing(desk, centre, client):
    document = desk.issue()
    sign_in(client, factories.worker("reader", centre, actions=["view", "change"]))

    for name, args in {"issue": [desk.template.pk], "issue_preview": [desk.template.pk],
                       "issue_draft": [desk.template.pk], "revoke": [document.pk]}.items():  # fmt: skip
        assert client.get(desk.url(name, *args)).status_code == 404
        assert client.post(desk.url(name, *args), desk.typed()).status_code in (404, 405)
    assert client.get(desk.url("document", document.pk)).status_code == 200
    assert "documents/new" not in desk.page()


def test_a_document_is_not_found_below_another_application(desk):
    document = desk.issue()
    other = factories.application(of=desk.application.unit)

    url = reverse("applications:document", args=[other.pk, document.pk])
    assert desk.client.get(url).status_code == 404


def test_whatever_an_applicant_typed_stays_text(desk):
    nasty = '<b onclick="x">{reference}</b> & <img src=x>'
    row = papers.application(of=desk.application.unit, given=factories.answers(name=nasty))
    values = places.of_application(row, papers.DEFINITION, "Μονάδα")

    filled = places.fill("<p>{name}</p>", values)

    assert filled == "<p>&lt;b onclick=&quot;x&quot;&gt;{reference}&lt;/b&gt; &amp; &lt;img src=x&gt;</p>"
