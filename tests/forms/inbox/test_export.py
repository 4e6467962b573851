"""The list as a file: who may, with which columns, and on the trail before a byte leaves."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from forms.enums import AccessKind, State
from forms.models import Access, Application
from tests.forms import factories as of_forms
from tests.forms.inbox import factories
from tests.forms.inbox.test_listing import INDEX
from tests.forms.people import make_person
from tests.signing_in import sign_in

EXPORT = reverse("applications:export")
ALL = f"{EXPORT}?queue=all"
REASON = {"reason": "Απολογισμός του έτους"}


def reference(line):
    return next(iter(line.values()))


def as_csv(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def as_xlsx(response):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    head, *rows = book.active.iter_rows(values_only=True)
    response.close()
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def told(db):
    """An application with an AMKA, and one whose sender tried a formula."""
    page = of_forms.ApplicationFormPageFactory()
    person = make_person()
    row = of_forms.make_application(page, person)
    nasty = of_forms.make_application(page)
    nasty.content = nasty.content | {
        "answers": nasty.answers | {"name": "=HYPERLINK(1)", "more": f"Ο ΑΜΚΑ μου: {person.amka}"}
    }
    nasty.save()
    return page.unit, person, row, nasty


def test_the_list_leaves_as_it_is_filtered_and_the_trail_says_why(client, supervisor, centre, directorate):
    rows = {factories.application(of=centre, state=State.WAITING) for _n in range(2)}
    factories.application(of=centre)
    factories.application(of=directorate, state=State.WAITING)
    factories.application(of=centre, state=State.WAITING, is_sensitive=True)
    sign_in(client, supervisor)
    query = f"{EXPORT}?state=waiting"
    assert query in client.get(INDEX, {"state": "waiting"}).text
    assert client.get(query).context["count"] == 2
    assert not Access.objects.filter(kind=AccessKind.EXPORT).exists()

    response = client.post(query, REASON | {"kind": "csv"})
    record = Access.objects.get(kind=AccessKind.EXPORT)  # no byte was read yet
    assert (record.by, record.count) == (supervisor, 2)
    assert REASON["reason"] in record.note
    assert "state=waiting" in record.note

    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "no-store, private"
    read = as_csv(response)
    assert {reference(line) for line in read} == {row.reference for row in rows}
    assert not any("Ονοματεπώνυμο" in line for line in read)


@pytest.mark.parametrize(("kind", "read"), [("csv", as_csv), ("xlsx", as_xlsx)])
def test_answers_leave_on_request_with_every_amka_masked_and_no_formula(client, told, kind, read):
    unit, person, row, nasty = told
    sign_in(client, factories.worker("eleni", unit, actions=["view", "export"]))

    lines = {
        reference(line): line
        for line in read(client.post(ALL, REASON | {"kind": kind, "with_answers": "on"}))
    }

    theirs, formula = lines[row.reference], lines[nasty.reference]
    assert theirs["Ονοματεπώνυμο"] == person.name
    assert theirs["Τηλέφωνο"].replace(" ", "") == f"'{person.phone}"
    assert theirs["ΑΜΚΑ"] == "•" * 9 + person.amka[-2:]
    assert formula["Ονοματεπώνυμο"] == "'=HYPERLINK(1)"
    assert not any(person.amka in str(value) for line in lines.values() for value in line.values())


def test_who_may_export_but_not_see_gets_no_answers(client, told):
    unit, *_rest = told
    sign_in(client, factories.worker("eleni", unit, actions=["export"]))

    page = client.get(EXPORT)
    assert "with_answers" not in page.context["form"].fields
    line = next(iter(as_csv(client.post(ALL, REASON | {"kind": "csv", "with_answers": "on"}))))
    assert "Ονοματεπώνυμο" not in line


def test_answers_of_what_may_not_be_seen_stay(client, told, centre):
    """View for one unit, export for both."""
    unit, person, row, _nasty = told
    eleni = factories.worker("eleni", unit, actions=["export"])
    eleni.groups.add(*factories.worker("second", centre, actions=["view", "export"]).groups.all())
    seen = factories.application(of=centre)
    sign_in(client, eleni)

    lines = {
        reference(line): line
        for line in as_csv(client.post(ALL, REASON | {"kind": "csv", "with_answers": "on"}))
    }
    assert lines[seen.reference]["Ονοματεπώνυμο"]
    assert not lines[row.reference]["Ονοματεπώνυμο"]
    assert person.name not in str(lines)


def test_a_sensitive_application_leaves_with_who_is_named_for_it(client, supervisor, centre):
    secret = factories.application(of=centre, is_sensitive=True)
    sign_in(client, supervisor)
    assert client.get(EXPORT).context["count"] == 0

    supervisor.named_for.create(application=secret)
    (line,) = as_csv(client.post(EXPORT, REASON | {"kind": "csv"}))
    assert reference(line) == secret.reference


@pytest.mark.parametrize(
    "data", [{"kind": "csv"}, {"kind": "csv", "reason": " "}, REASON, REASON | {"kind": "exe"}]
)
def test_without_a_reason_nothing_leaves(client, supervisor, application, data):
    sign_in(client, supervisor)
    response = client.post(EXPORT, data)

    assert response.status_code == 422
    assert not Access.objects.filter(kind=AccessKind.EXPORT).exists()


def test_a_filter_that_cannot_be_lets_nothing_leave(client, supervisor, application):
    sign_in(client, supervisor)

    assert client.get(EXPORT, {"state": "bogus"}).context["count"] == 0
    assert as_csv(client.post(f"{EXPORT}?state=bogus", REASON | {"kind": "csv"})) == []


def test_who_may_not_export_finds_no_such_page(client, maria, editor, application):
    for user in (maria, editor):
        sign_in(client, user)
        assert client.get(EXPORT).status_code == client.post(EXPORT, REASON).status_code == 404
    sign_in(client, maria)
    assert EXPORT not in client.get(INDEX).text


def test_who_has_not_proved_lately_who_they_are_is_asked_first(client, supervisor, application):
    sign_in(client, supervisor)
    session = client.session
    for name in list(session.keys()):
        if "proved" in name:
            del session[name]
    session.save()

    response = client.post(EXPORT, REASON | {"kind": "csv"})
    assert response.status_code == 302
    assert not Access.objects.filter(kind=AccessKind.EXPORT).exists()


def test_a_row_that_cannot_be_opened_does_not_stop_the_file(client, supervisor, application, centre):
    damaged = factories.application(of=centre, decided_at=timezone.now(), state=State.WITHDRAWN)
    Application.objects.filter(pk=damaged.pk).update(sealed_content=application.sealed_content)
    sign_in(client, supervisor)

    response = client.post(ALL, REASON | {"kind": "xlsx", "with_answers": "on"})
    assert len(as_xlsx(response)) == 2
