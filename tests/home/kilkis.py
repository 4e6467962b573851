"""
The Kilkis content for tests. Import both fixtures into a conftest:

    from tests.home.kilkis import kilkis, kilkis_content, kilkis_live

`kilkis` holds the content for a module, each test in a transaction of its own; `kilkis_live` puts it
into the database for good, for tests with a server or threads. Loading takes seconds, so it is done
once; afterwards the rows themselves are put back.
"""

from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

_rows: dict[str, bytes | tuple[list[str], list[tuple]]] = {}
"""What was loaded, by table: as PostgreSQL's COPY writes it, or columns and rows."""


@pytest.fixture(scope="module")
def kilkis_content(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        content = transaction.atomic()
        content.__enter__()
        put_content()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        content.__exit__(None, None, None)
        forget_what_was_read()


@pytest.fixture
def kilkis(kilkis_content, db):
    """The Kilkis content, for tests that go through the test client."""
    forget_what_was_read()


@pytest.fixture
def kilkis_live(transactional_db):
    """The Kilkis content where other threads see it too."""
    with transaction.atomic():
        put_content()


def put_content() -> None:
    """Load, the first time; after that put back what was loaded."""
    if _rows:
        _put_rows()
    else:
        call_command("load_kilkis", stdout=StringIO())
        # Tests of search rebuild the index: these tasks would only index each page once more.
        DBTaskResult.objects.all().delete()
        _keep_rows()
    forget_what_was_read()


def forget_what_was_read() -> None:
    """Content types and site roots are remembered outside the database."""
    ContentType.objects.clear_cache()
    cache.clear()


def _tables() -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    # SQLite's own index of words follows its table by triggers: rows of its own would come twice.
    return [table for table in tables if not table.endswith("_fts")]


def _keep_rows() -> None:
    with connection.cursor() as cursor:
        for table in _tables():
            _rows[table] = _copied(cursor, connection.ops.quote_name(table))


def _put_rows() -> None:
    """Foreign keys are checked at the end of the transaction, so tables may come in any order."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"DELETE FROM {quote(table)}")  # noqa: S608
        for table, rows in _rows.items():
            _put(cursor, quote(table), rows)


def _copied(cursor, table):
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} TO STDOUT") as copy:
            return b"".join(copy)
    cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
    return [column[0] for column in cursor.description], cursor.fetchall()


def _put(cursor, table, rows):
    # PostgreSQL goes on counting from where it was when these rows were made: no number comes twice.
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            copy.write(rows)
    elif rows[1]:
        names = ", ".join(map(connection.ops.quote_name, rows[0]))
        places = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows[1])  # noqa: S608
