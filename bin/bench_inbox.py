"""
What `bin/bench --inbox` measures: the list of applications with 50,000 of them. See bin/bench.

Each database is tried in a process of its own, `--database NAME`, for Django knows one database a
process. Times are of this machine; what can be compared is how many times a bare query they take.
"""

import argparse
import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from with_postgres import programs

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

UNITS, FORMS, COLLEAGUES = 3, 6, 4
"""Offices, forms, and case workers of each office."""
OPEN_SHARE = 0.3
"""How many of a hundred applications are still worked on: far more than in an office that keeps up."""
LOT = 1000
TIMES = 9
MOST_QUERIES, MOST_FIRST, MOST_LAST = 18, 110, 220
"""Queries of a page; milliseconds of the first and the last on PostgreSQL, on the cores it was made on."""


def main() -> int:
    options = argparse.ArgumentParser(description="Measure the list of applications.")
    options.add_argument("--applications", type=int, default=50_000)
    options.add_argument("--database", choices=["sqlite", "postgresql"], help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.database:
        return one(chosen)
    if programs() is None:
        print("PostgreSQL is not installed: LEFT OUT (Debian, Ubuntu: sudo apt install postgresql).")
    return max([child(name, chosen) for name in (["sqlite", "postgresql"] if programs() else ["sqlite"])])


def child(name, chosen) -> int:
    command = [sys.executable, __file__, "--database", name, "--applications", str(chosen.applications)]
    if name == "postgresql":
        command = [sys.executable, str(ROOT / "bin" / "with_postgres.py"), *command]
    led = {"CACHE_URL", "CLAMD", "EMAIL_URL", "BASE_URL", "DATABASE_URL"}
    environment = {key: value for key, value in os.environ.items() if key not in led}
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def one(chosen) -> int:
    with tempfile.TemporaryDirectory(prefix="bench-inbox-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "DEMO": "1"}
        import logging

        import django
        from django.core.management import call_command

        django.setup()
        logging.disable(logging.WARNING)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        print(f"\n{chosen.database}: loading {chosen.applications:,} applications …", flush=True)
        began = time.monotonic()
        people = load(chosen.applications)
        print(f"  loaded in {time.monotonic() - began:.0f} s", flush=True)
        return measure(people, chosen)


def load(count):
    """Sealed applications of three units; back come a supervisor of all and a case worker of one."""
    from django.db import connection
    from django.utils import timezone

    from forms.models import Application, FormVersion, LookupHash, Mail, Unit, WorkflowState

    chance, now = random.Random(1), timezone.now()  # noqa: S311 – the same each time
    units = [Unit.objects.create(slug=f"unit-{n}", name=f"Υπηρεσία {n}") for n in range(UNITS)]
    supervisor = staff("supervisor", units, ["view", "enter", "change", "decide", "assign", "export"])
    workers = {
        unit: [staff(f"worker-{unit.pk}-{n}", [unit], ["view", "change"]) for n in range(COLLEAGUES)]
        for unit in units
    }
    version = FormVersion.objects.create(
        digest="0" * 64, content={"title": "", "language": "el", "steps": []}
    )
    forms = [(uuid.uuid4(), f"Αίτηση για τη φροντίδα με αριθμό {n}") for n in range(FORMS)]
    for form, _title in forms:
        for state, amber in (("received", 1), ("in_review", 3)):
            WorkflowState.objects.create(form=form, state=state, working_days=10, amber_days=amber)
    for start in range(0, count, LOT):
        rows = [
            application(chance, now, forms, units, workers, version) for _n in range(min(LOT, count - start))
        ]
        Application.objects.bulk_create(rows)
        LookupHash.objects.bulk_create(
            LookupHash(application=row, kind="phone", digest=f"{chance.getrandbits(256):064x}")
            for row in rows
        )
        Mail.objects.bulk_create(failed_mail(row, now) for row in rows[::50])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"supervisor": supervisor, "case worker": workers[units[0]][0]}


def staff(name, units, actions):
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group, Permission

    from forms.models import UnitPermission
    from forms.permissions import policy

    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for unit in units:
        for permission in policy.permissions_for(actions):
            UnitPermission.objects.create(group=group, unit=unit, permission=permission)
    user = get_user_model().objects.create_user(name, first_name="Μαρία", last_name=name.title())
    user.groups.add(group)
    return user


def application(chance, now, forms, units, workers, version):
    from forms import reference
    from forms.crypto import blind_index
    from forms.enums import ENDED, OPEN, State
    from forms.models import Application

    form, title = chance.choice(forms)
    unit, is_open = chance.choice(units), chance.random() < OPEN_SHARE
    state = chance.choice(OPEN if is_open else ENDED)
    sent_at = now - datetime.timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
    number = reference.make()
    assignee = chance.choice([None, *workers[unit]])
    row = Application(
        draft_id=uuid.uuid4(),
        form=form,
        form_title=title,
        version=version,
        greek_version=version,
        language="el" if chance.random() < 0.9 else "en",
        unit=unit,
        state=state,
        assignee=assignee,
        sent_at=sent_at,
        changed_at=sent_at,
        first_read_at=None if is_open and chance.random() < 0.05 else now,
        answered_at=now if is_open and chance.random() < 0.02 else None,
        due_on=now.date() + datetime.timedelta(days=chance.randrange(-3, 30)) if is_open else None,
        decided_at=None if is_open else now,
        decided_by=None if is_open or state == State.WITHDRAWN else workers[unit][0],
        is_sensitive=chance.random() < 0.02,
        reference_hash=blind_index("reference", reference.normalise(number)),
    )
    row.content = {"reference": number, "answers": {"more": "Λίγα λόγια για το τι συμβαίνει. " * 12}}
    return row


def failed_mail(row, now):
    from forms.models import Mail

    mail = Mail(application=row, template="received", language="el", owed_at=now, next_try_at=now)
    mail.last_error, mail.recipient = "ConnectionRefusedError", "somebody@example.org"
    return mail


def measure(people, chosen) -> int:
    """
    Each page several times in a row; the median counts, also of the queries: once a minute a click
    is noted in the session, and that is one more.
    """
    from django.test import Client

    faults = []
    bare = statistics.median(bare_query() for _n in range(200))
    print(f"  a bare query: {bare:.2f} ms")
    for who, user in people.items():
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(user)
        last = pages_of(user)
        look(client, {})  # what is read once a process is read by now
        print(f"  {who:<34} queries   db ms   page ms   page / bare query")
        for label, query in wanted(last).items():
            runs = [look(client, query) for _n in range(TIMES)]
            queries = statistics.median_low(count for count, _db, _page in runs)
            in_db, page = (statistics.median(times) for times in ([r[1] for r in runs], [r[2] for r in runs]))
            print(f"    {label:<32} {queries:7}  {in_db:6.0f}  {page:8.0f}   {page / bare:8.0f}")
            most = MOST_LAST if "last" in label else MOST_FIRST
            if queries > MOST_QUERIES:
                faults.append(f"{who}, {label}: {queries} queries")
            if (
                chosen.database == "postgresql"
                and label in ("first page", "last page of all")
                and page > most
            ):
                faults.append(f"{who}, {label}: {page:.0f} ms")
    for fault in faults:
        print(f"  TOO MUCH: {fault}")
    return bool(faults)


def wanted(last):
    nobody = {"state": ["received"], "assignee": "nobody"}
    return {
        "first page": {},
        "last page of what needs me now": {"p": last["now"]},
        "all, first page": {"queue": "all"},
        "all, page in the middle": {"queue": "all", "p": last["all"] // 2},
        "last page of all": {"queue": "all", "p": last["all"]},
        "all by state, last page": {"queue": "all", "ordering": "state", "p": last["all"]},
        "all by due date": {"queue": "all", "ordering": "due"},
        "all by form, page in the middle": {"queue": "all", "ordering": "form", "p": last["all"] // 2},
        "filter: received, nobody's": nobody,
        "filter: online, last page": {"channel": "online", "p": last["all"]},
        "filter: days, not in Greek": {"sent_at_from": "2000-01-01", "only": "foreign"},
        "filter: a mail failed": {"only": "undelivered"},
        "a person": {"person": "ab" * 32},
    }


def pages_of(user):
    from forms.inbox.counting import count

    return {key: -(-number // 50) or 1 for key, number in count(user).by_queue.items()}


def look(client, query):
    """Queries, milliseconds in the database and milliseconds of one look at the list."""
    from django.db import connection

    times = []

    def timed(execute, sql, params, many, context):
        if sql.startswith("BEGIN"):
            return execute(sql, params, many, context)
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            times.append(time.perf_counter() - began)

    with connection.execute_wrapper(timed):
        began = time.perf_counter()
        response = client.get("/admin/applications/", query)
        took = time.perf_counter() - began
    if response.status_code != 200 or b"inbox-list" not in response.content:
        raise SystemExit(f"The list did not answer {json.dumps(query)}.")
    return len(times), sum(times) * 1000, took * 1000


def bare_query():
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
