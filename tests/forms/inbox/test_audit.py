"""The trail on the screen: auditors read who did what, and never what an application says."""

import csv
import io
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from forms import trail
from forms.enums import AccessKind
from forms.models import Access
from tests.forms.inbox import addresses, factories
from tests.signing_in import sign_in

TRAIL = "/admin/applications/trail/"


@pytest.fixture
def auditor(client, centre):
    sign_in(client, factories.worker("auditor", centre, actions=["audit"]))
    return client


def rows_on(response):
    return [row for row, *_rest in response.context["rows"]]


def test_an_auditor_sees_who_opened_what_and_no_reference(auditor, application, maria):
    trail.record(AccessKind.VIEW, by=maria, application=application)

    response = auditor.get(TRAIL)

    assert application.reference not in response.text
    assert str(application.pk)[:8] in response.text
    assert reverse("applications:detail", args=[application.pk]) not in response.text
    assert rows_on(response)[0].kind == AccessKind.TRAIL


def test_who_also_may_see_it_gets_a_link(client, centre, application, maria):
    trail.record(AccessKind.VIEW, by=maria, application=application)
    sign_in(client, factories.worker("both", centre, actions=["audit", "view"]))

    assert reverse("applications:detail", args=[application.pk]) in client.get(TRAIL).text


def test_rows_of_other_units_and_forms_are_not_there(client, centre, directorate, application, maria):
    other, mine = factories.application(of=directorate), factories.application(of=centre, form=uuid.uuid4())
    person = factories.worker("auditor", actions=[])
    person.groups.get().unit_permissions.create(
        unit=centre, form=mine.form, permission=factories.policy.permissions_for(["audit"]).get()
    )
    for each in (application, other, mine):
        trail.record(AccessKind.VIEW, by=maria, application=each)
    trail.record(AccessKind.SIGNED_IN, by=maria)
    sign_in(client, person)

    assert [row.application_id for row in rows_on(client.get(TRAIL))] == [mine.pk]


def test_rows_are_found_by_person_kind_day_and_application(auditor, application, maria, nikos):
    trail.record(AccessKind.VIEW, by=maria, application=application)
    trail.record(AccessKind.FILE, by=nikos, application=application)
    day = Access.objects.first().at.date().isoformat()

    def found(**filters):
        return [row.kind for row in rows_on(auditor.get(TRAIL, filters)) if row.kind != AccessKind.TRAIL]

    assert found(who=nikos.pk) == ["file"]
    assert found(what="view") == ["view"]
    assert found(application=str(application.pk)) == ["file", "view"]
    assert found(application=str(application.pk)[:8]) == ["file", "view"]
    assert found(since="2001-01-01", until="2001-01-02") == []
    assert found(since=day) == ["file", "view"]
    response = auditor.get(TRAIL, {"application": "<script>"})
    assert response.status_code == 422
    assert rows_on(response) == []


def test_the_page_tells_whether_the_trail_is_whole(auditor, application, maria):
    trail.record(AccessKind.VIEW, by=maria, application=application)

    auditor.post(f"{TRAIL}check/", follow=True)
    assert auditor.get(TRAIL).context["outcome"].is_whole

    with connection.cursor() as cursor:
        cursor.execute("UPDATE applications_access SET note = 'x' WHERE sequence = 1")
    response = auditor.post(f"{TRAIL}check/", follow=True)

    assert (response.context["outcome"].fault, response.context["outcome"].row) == ("changed", 1)


def test_the_export_holds_what_is_filtered_and_is_recorded(auditor, application, maria):
    maria.first_name = "=1+1"
    maria.save()
    trail.record(AccessKind.VIEW, by=maria, application=application, note="=cmd|x")
    trail.record(AccessKind.FILE, by=maria, application=application)

    response = auditor.post(f"{TRAIL}export/?what=view")

    lines = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert len(lines) == 2
    assert "'=cmd|x" in lines[1]
    assert application.reference not in str(lines)
    row = Access.objects.get(kind=AccessKind.EXPORT)
    assert (row.note, row.count) == ("trail", 1)


def test_the_list_asks_as_much_whatever_it_holds(auditor, application, maria, django_assert_max_num_queries):
    for _ in range(40):
        trail.record(AccessKind.VIEW, by=maria, application=application)
    auditor.get(TRAIL)

    with django_assert_max_num_queries(20):
        auditor.get(TRAIL)


def test_no_address_shows_an_auditor_an_answer(auditor, application, settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path
    mail, upload = factories.failed_mail(application), factories.paper(application)
    samples = {"pk": application.pk, "mail": mail.pk, "file": upload.pk}
    open_to_them = set()
    for address in addresses.inbox():
        others = dict.fromkeys(("appointment", "document", "template"), uuid.uuid4())
        url = address.fill(Anything(samples | others))
        for response in (auditor.get(url), auditor.post(url)):
            if response.status_code != 404 and response.status_code != 405:
                open_to_them.add(address.name)

    assert open_to_them == {"applications:trail", "applications:check_trail", "applications:export_trail"}


class Anything(dict):
    """A number for whatever else an address takes."""

    def __missing__(self, key):
        return "1"


def test_only_auditors_have_it_in_their_menu(client, centre, maria):
    home = reverse("wagtailadmin_home")
    sign_in(client, maria)
    assert TRAIL not in client.get(home).text
    assert client.get(TRAIL).status_code == 404

    sign_in(client, factories.worker("auditor", centre, actions=["audit"]))
    assert TRAIL in client.get(home).text
