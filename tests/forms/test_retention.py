"""How long applications are kept, and that nothing of anybody is left afterwards."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from forms import reference, retention, retention_preview, tasks, trail
from forms.enums import AccessKind, AfterRetention, Channel, State
from forms.models import Access, Application, Draft, Event, LookupHash, Mail, Tally
from tests.forms.factories import ApplicationFormPageFactory, make_application, make_draft
from tests.forms.people import make_person

DECIDED = datetime(2026, 1, 31, 21, 59, tzinfo=UTC)  # a minute before midnight in Athens

MONTHS = {"retention_months": 24, "negative_retention_months": 60, "closed_retention_months": 1}
ZERO = {"retention_months": 0, "negative_retention_months": None, "closed_retention_months": None}
NONE = {"retention_months": None, "negative_retention_months": None, "closed_retention_months": None}
ZERO_FOR_SOME = {"retention_months": 24, "negative_retention_months": None, "closed_retention_months": 0}

LIMITS = [
    (State.POSITIVE, MONTHS, date(2028, 1, 31)),
    (State.NEGATIVE, MONTHS, date(2031, 1, 31)),
    (State.CLOSED, MONTHS, date(2026, 2, 28)),
    (State.WITHDRAWN, MONTHS, date(2026, 2, 28)),
    (State.POSITIVE, ZERO, date(2026, 1, 31)),
    (State.NEGATIVE, ZERO, date(2026, 1, 31)),
    (State.CLOSED, ZERO, date(2026, 1, 31)),
    (State.WITHDRAWN, ZERO, date(2026, 1, 31)),
    (State.POSITIVE, ZERO_FOR_SOME, date(2028, 1, 31)),
    (State.NEGATIVE, ZERO_FOR_SOME, date(2028, 1, 31)),
    (State.CLOSED, ZERO_FOR_SOME, date(2026, 1, 31)),
    (State.WITHDRAWN, ZERO_FOR_SOME, date(2026, 1, 31)),
]
FOREVER = [(state, NONE) for state in (State.POSITIVE, State.NEGATIVE, State.CLOSED, State.WITHDRAWN)]


def ended(page, state, user, person=None):
    """An application of `person` that ended at DECIDED, with a note of a colleague."""
    application = make_application(page, person)
    Application.objects.filter(pk=application.pk).update(
        state=state,
        decided_at=DECIDED,
        decided_by=None if state == State.WITHDRAWN else user,
    )
    event = Event(application=application, kind="noted", at=DECIDED, by=user)
    event.text = person.trouble if person else "x"
    event.save()
    trail.record(AccessKind.VIEW, application=application, by=user)
    return Application.objects.get(pk=application.pk)


def athens(day, hour=0, minute=5):
    """A moment of that day, in the time of the office."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def sweep_at(moment):
    with time_machine.travel(moment, tick=False):
        tasks.sweep()


@pytest.mark.parametrize(("state", "months", "last_day"), LIMITS)
def test_each_outcome_is_kept_as_promised_and_not_a_day_longer(db, admin_user, state, months, last_day):
    page = ApplicationFormPageFactory(**months)
    application = ended(page, state, admin_user)

    assert retention.keep_until(application) == last_day
    sweep_at(athens(last_day, 23, 59))
    assert Application.objects.filter(pk=application.pk).exists()
    sweep_at(athens(last_day + timedelta(days=1)))
    assert not Application.objects.exists()


@pytest.mark.parametrize(("state", "months"), FOREVER)
def test_without_a_promise_nothing_is_deleted(db, admin_user, state, months):
    application = ended(ApplicationFormPageFactory(**months), state, admin_user)

    assert retention.keep_until(application) is None
    sweep_at(datetime(2099, 1, 1, tzinfo=UTC))
    assert Application.objects.exists()
    assert retention_preview.endless() == 1


@pytest.mark.parametrize("state", [State.RECEIVED, State.IN_REVIEW, State.WAITING])
def test_what_is_still_open_is_kept(db, state):
    application = make_application(ApplicationFormPageFactory(**ZERO))
    Application.objects.update(state=state)

    assert retention.keep_until(application) is None
    sweep_at(datetime(2099, 1, 1, tzinfo=UTC))
    assert Application.objects.exists()


def test_the_promise_is_that_of_the_day_it_was_sent(form_page, admin_user):
    form_page.retention_months = 6
    form_page.save_revision().publish()
    application = ended(type(form_page).objects.get(pk=form_page.pk), State.POSITIVE, admin_user)
    form_page.retention_months = 1
    form_page.save_revision().publish()

    assert retention.keep_until(application) == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_end_where_the_calendar_does(day, months, expected):
    assert retention.add_months(day, months) == expected


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_nights_of_the_clock_change_delete_nothing_early(db, admin_user, night):
    application = ended(ApplicationFormPageFactory(**MONTHS), State.CLOSED, admin_user)
    Application.objects.update(keep_until=night)

    for minute in range(0, 27 * 60, 30):
        moment = athens(night, 0, 0) + timedelta(minutes=minute)
        sweep_at(moment)
        is_over = timezone.localdate(moment) > night
        assert Application.objects.filter(pk=application.pk).exists() is not is_over


def raw_database():
    """Every value of every table, as bytes, after one another."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += cursor.fetchall()
    return b"\n".join(as_bytes(value) for row in rows for value in row)


def as_bytes(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return (value.hex if isinstance(value, UUID) else str(value)).encode()


def traces(application):
    """All that could lead to the person: sealed values, keyed hashes, the reference and the ids."""
    texts = application.events.exclude(sealed_text=b"").values_list("sealed_text", flat=True)
    return [
        bytes(application.sealed_content),
        application.reference_hash.encode(),
        application.draft_id.hex.encode(),
        *(bytes(token) for token in texts),
        *(bytes(token) for token in application.mails.values_list("sealed_recipient", flat=True)),
        *(digest.encode() for digest in application.lookups.values_list("digest", flat=True)),
    ]  # fmt: skip


@pytest.mark.parametrize("then", AfterRetention)
def test_nothing_of_the_person_is_left_in_a_dump(db, admin_user, then):
    page = ApplicationFormPageFactory(after_retention=then, **MONTHS)
    person = make_person()
    application = ended(page, State.POSITIVE, admin_user, person)
    sought = traces(application)
    before = raw_database()
    assert len(sought) >= 8
    assert all(trace in before for trace in sought)

    sweep_at(datetime(2030, 1, 1, tzinfo=UTC))

    after = raw_database()
    marks = [mark.encode() for mark in [*person.marks, application.reference]]
    assert [trace for trace in [*sought, *marks] if trace in after] == []
    assert Access.objects.filter(application_id=application.pk).exists()


def test_an_anonymised_application_keeps_what_the_figures_need(db, admin_user):
    page = ApplicationFormPageFactory(after_retention=AfterRetention.ANONYMISE, **MONTHS)
    before = ended(page, State.NEGATIVE, admin_user, make_person())
    Application.objects.update(channel=Channel.COUNTER)

    sweep_at(datetime(2035, 1, 1, tzinfo=UTC))

    after = Application.objects.get()
    kept = ["form", "form_title", "unit_id", "state", "sent_at", "decided_at", "decided_by_id", "language"]
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.channel == Channel.COUNTER
    assert (after.reference, after.answers) == ("", {})
    assert after.anonymised_at == datetime(2035, 1, 1, tzinfo=UTC)
    assert [event.text for event in after.events.all()] == [None, None]
    assert not Application.objects.with_reference(reference.normalise(before.reference)).exists()
    assert not Application.objects.filter(draft_id=before.draft_id).exists()
    assert not LookupHash.objects.exists()
    assert not Mail.objects.exists()


def test_a_second_run_changes_nothing(db, admin_user):
    page = ApplicationFormPageFactory(after_retention=AfterRetention.ANONYMISE, **MONTHS)
    ended(page, State.POSITIVE, admin_user)
    sweep_at(datetime(2030, 1, 1, tzinfo=UTC))
    before = Application.objects.values().get()

    assert retention.purge(date(2031, 1, 1)) == 0
    assert Application.objects.values().get() == before


def test_a_run_that_breaks_off_goes_on_where_it_was(db, admin_user, monkeypatch):
    page = ApplicationFormPageFactory(**MONTHS)
    for _ in range(3):
        ended(page, State.CLOSED, admin_user)
    whole, calls = retention.end, []

    def breaks_at_the_second(application):
        calls.append(application)
        if len(calls) == 2:
            raise OSError("disk")
        whole(application)

    monkeypatch.setattr(retention, "end", breaks_at_the_second)
    with pytest.raises(OSError, match="disk"):
        sweep_at(athens(date(2026, 6, 1)))
    assert Application.objects.count() == 2
    monkeypatch.setattr(retention, "end", whole)
    sweep_at(athens(date(2026, 6, 1), 0, 6))

    assert not Application.objects.exists()


def test_the_run_comes_once_a_day(db, admin_user):
    page = ApplicationFormPageFactory(**MONTHS)
    sweep_at(athens(date(2026, 6, 1)))
    ended(page, State.CLOSED, admin_user)

    sweep_at(athens(date(2026, 6, 1), 12))
    assert Application.objects.exists()
    sweep_at(athens(date(2026, 6, 2)))
    assert not Application.objects.exists()
    assert Tally.objects.filter(kind=retention.DONE).count() <= 2


def test_the_address_of_a_mail_is_forgotten_once_it_has_left(form_page, work_off):
    make_application(form_page)
    waiting = Mail.objects.get()
    tasks.retention.forget_recipients()
    waiting.refresh_from_db()
    assert waiting.recipient
    work_off()

    tasks.sweep()

    assert Mail.objects.get().sent_at
    assert bytes(Mail.objects.get().sealed_recipient) == b""


@pytest.mark.usefixtures("shared_db")
def test_not_even_the_file_of_the_database_holds_what_was_deleted():
    application = make_application(ApplicationFormPageFactory(**MONTHS))
    Application.objects.update(state=State.WITHDRAWN, decided_at=DECIDED)
    sealed = bytes(application.sealed_content)[20:60]
    assert sealed in files_of_the_database()

    assert retention.purge(date(2030, 1, 1)) == 1

    assert sealed not in files_of_the_database()


def files_of_the_database():
    """The bytes of SQLite's file and its log. A server overwrites at its next VACUUM: there, of the rows."""
    if connection.vendor != "sqlite":
        return raw_database()
    name = Path(connection.settings_dict["NAME"])
    return b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))


def test_drafts_go_with_their_time_and_not_before(form_page):
    make_draft(form_page)
    lifetime = timedelta(hours=settings.DRAFT_LIFETIME_HOURS)

    assert retention.purge_drafts(timezone.now() + lifetime - timedelta(minutes=1)) == 0
    assert retention.purge_drafts(timezone.now() + lifetime + timedelta(minutes=1)) == 1
    assert not Draft.objects.exists()


def preview():
    out = StringIO()
    call_command("purge_expired", dry_run=True, stdout=out)
    return out.getvalue()


def test_the_preview_counts_by_form_and_outcome_what_tonight_removes(db, admin_user):
    page = ApplicationFormPageFactory(**MONTHS)
    people = [make_person() for _ in range(3)]
    for person in people:
        ended(page, State.CLOSED, admin_user, person)
    ended(page, State.POSITIVE, admin_user)

    with time_machine.travel(athens(date(2026, 2, 27), 12), tick=False):
        assert "3" not in preview().partition("\n")[2]
    with time_machine.travel(athens(date(2026, 2, 28), 12), tick=False):
        told = preview()
        tasks.sweep()
        assert Application.objects.count() == 4
    assert "01/03/2026" in told
    assert f"{page.title} · {State.CLOSED.label} · {AfterRetention.DELETE.label}: 3" in told
    assert str(State.POSITIVE.label) not in told
    assert [mark for person in people for mark in person.marks if mark in told] == []
    sweep_at(athens(date(2026, 3, 1)))
    assert Application.objects.count() == 1
