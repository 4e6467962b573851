"""The trail only grows, is proven by its chain, and lets its oldest rows go."""

import uuid
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import RequestFactory
from django.urls import reverse

from forms import trail, trail_check, whence
from forms.enums import AccessKind
from forms.inbox import detail
from forms.models import Access, TrailHead
from forms.models.trail import AppendOnly
from tests.forms.inbox import factories
from tests.forms.shared_db import in_threads
from tests.signing_in import sign_in


def write(count=5):
    for number in range(count):
        trail.record(AccessKind.VIEW, application_id=uuid.uuid4(), note=f"row {number}")


def behind_its_back(sql, *values):
    """Somebody writes into the database, past the site."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def complaint(**options):
    with pytest.raises(CommandError) as told:
        call_command("check_trail", stdout=StringIO(), **options)
    return str(told.value)


def told(**options):
    out = StringIO()
    call_command("check_trail", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda row: Access.objects.update(note="x"),
        lambda row: Access.objects.filter(pk=row.pk).delete(),
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Access.objects.bulk_update([row], ["note"]),
        lambda row: Access.objects.bulk_create([Access()]),
    ],
)
def test_a_row_is_never_altered_or_removed(db, attempt):
    write(1)

    with pytest.raises(AppendOnly):
        attempt(Access.objects.get())


@pytest.mark.usefixtures("shared_db")
def test_eight_threads_make_one_chain_without_gaps():
    results = in_threads(8, lambda i: [trail.record(AccessKind.LIST, note=str(i)) for _ in range(10)])

    assert not [error for error in results if isinstance(error, Exception)]
    assert list(Access.objects.order_by("sequence").values_list("sequence", flat=True)) == [*range(1, 81)]
    assert trail_check.check().is_whole


def test_what_is_undone_leaves_no_gap(db):
    write(2)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    write(1)

    assert trail_check.check().last == 3
    assert trail_check.check().is_whole


UPDATE = 'UPDATE applications_access SET "note" = %s WHERE sequence = %s'
DELETE = "DELETE FROM applications_access WHERE sequence = %s"
MOVE = "UPDATE applications_access SET sequence = %s WHERE sequence = %s"
HEAD = "UPDATE applications_trailhead SET sequence = %s, digest = %s"


def altered():
    behind_its_back(UPDATE, "another", 3)


def removed():
    behind_its_back(DELETE, 3)


def swapped():
    for new, old in ((99, 3), (3, 4), (4, 99)):
        behind_its_back(MOVE, new, old)


def put_in():
    for old in (5, 4, 3):
        behind_its_back(MOVE, old + 1, old)
    Access(sequence=3, kind="view", at=datetime(2026, 1, 1, tzinfo=UTC), digest="0" * 64).save()


def put_after():
    Access(sequence=6, kind="view", at=datetime(2026, 1, 1, tzinfo=UTC), digest="0" * 64).save()


def cut_off():
    behind_its_back(DELETE, 5)
    behind_its_back(DELETE, 4)


def cut_off_with_a_fitting_head():
    digest = Access.objects.get(sequence=3).digest
    cut_off()
    behind_its_back(HEAD, 3, digest)


@pytest.mark.parametrize(
    ("attack", "fault", "row"),
    [
        (altered, "changed", 3),
        (removed, "removed", 3),
        (swapped, "changed", 3),
        (put_in, "changed", 3),
        (put_after, "outside", 6),
        (cut_off, "cut_off", 4),
        (cut_off_with_a_fitting_head, "head", 0),
    ],
)
def test_the_check_names_the_first_row_that_is_not_as_it_was(db, attack, fault, row):
    write(5)
    assert "5" in told()

    attack()

    assert (trail_check.check().fault, trail_check.check().row) == (fault, row)
    assert str(row) in complaint() if row else complaint()


def test_a_head_noted_elsewhere_shows_that_an_older_copy_was_brought_back(db):
    write(3)
    older = (list(Access.objects.values()), TrailHead.objects.values().get())
    write(2)
    noted = told().split()[-1]
    assert told(holds=noted)

    QuerySet(Access).delete()
    TrailHead.objects.all().delete()
    for values in older[0]:
        Access(**values).save(force_insert=True)
    TrailHead.objects.create(**older[1])

    assert trail_check.check().is_whole
    assert complaint(holds=noted)


def test_old_rows_go_and_the_chain_begins_after_them(db, settings):
    settings.TRAIL_RETENTION_MONTHS = 12
    with time_machine.travel(datetime(2025, 1, 10, tzinfo=UTC), tick=False):
        write(3)
    with time_machine.travel(datetime(2025, 6, 10, tzinfo=UTC), tick=False):
        write(2)

    assert trail_check.let_go(date(2026, 1, 10)) == 0
    assert trail_check.let_go(date(2026, 1, 11)) == 3

    assert list(Access.objects.order_by("sequence").values_list("sequence", "kind", "count")) == [
        (4, "view", None), (5, "view", None), (6, "purged", 3)]  # fmt: skip
    assert trail_check.check().is_whole
    behind_its_back(DELETE, 4)
    assert trail_check.check().fault == "removed"


def test_what_cannot_be_proven_is_not_let_go(db, settings):
    with time_machine.travel(datetime(2020, 1, 10, tzinfo=UTC), tick=False):
        write(5)
    altered()

    assert trail_check.let_go(date(2026, 1, 11)) == 0
    assert Access.objects.count() == 5


def test_a_page_that_fails_after_the_look_leaves_its_record(client, application, maria, monkeypatch):
    def fails(application):
        raise RuntimeError

    monkeypatch.setattr(detail, "answers_of", fails)
    client.raise_request_exception = False
    sign_in(client, maria)

    response = client.get(reverse("applications:detail", args=[application.pk]))

    assert response.status_code == 500
    row = Access.objects.get(kind=AccessKind.VIEW)
    assert (row.application_id, row.unit, row.by, row.address) == (
        application.pk, application.unit, maria, "127.0.0.1")  # fmt: skip


def test_a_refused_look_leaves_its_record(client, application, stranger):
    sign_in(client, stranger)

    assert client.get(reverse("applications:detail", args=[application.pk])).status_code == 404
    row = Access.objects.get(kind=AccessKind.REFUSED)
    assert (row.application_id, row.by) == (application.pk, stranger)


@pytest.mark.parametrize(
    ("remote", "told", "proxies", "expected"),
    [
        ("192.0.2.7", "", 0, "192.0.2.7"),
        ("::ffff:192.0.2.7", "", 0, "192.0.2.7"),
        ("2001:DB8:0::0001", "", 0, "2001:db8::1"),
        ("fe80::1%eth0", "", 0, "fe80::1"),
        ("", "", 0, None),
        ("127.0.0.1", "198.51.100.1, 192.0.2.7", 1, "192.0.2.7"),
        ("127.0.0.1", "", 1, None),
    ],
)
def test_from_where_is_the_whole_address(db, settings, remote, told, proxies, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": told})

    whence.RememberWhence(lambda request: trail.record(AccessKind.LIST))(request)

    assert Access.objects.get().address == expected
    assert trail_check.check().is_whole


@pytest.fixture
def centre(db):
    return factories.unit()


@pytest.fixture
def application(centre):
    return factories.application(of=centre)


@pytest.fixture
def maria(centre):
    return factories.worker("maria", centre)


@pytest.fixture
def stranger(db):
    return factories.worker("stranger", factories.unit("Διεύθυνση"))
