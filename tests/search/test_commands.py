from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from search import indexing, query, sources
from search.engines import engine
from tests.search.factories import make_document
from tests.services_guide.factories import make_service

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except CommandError as error:
        return 1, out.getvalue() + str(error)
    return 0, out.getvalue()


@pytest.fixture
def service(guide):
    service = make_service(guide, "Βεβαίωση αστεγίας")
    run("rebuild_search")
    return service


def test_rebuild_search_makes_all_found_and_says_how_many(guide):
    make_service(guide, "Βεβαίωση αστεγίας")

    code, out = run("rebuild_search")

    assert code == 0
    assert str(sources.count()) in out
    assert query.find("αστεγος", language="el").total == 1


def test_what_waits_for_single_pages_is_done_by_a_rebuild_that_ends_well(guide, monkeypatch):
    make_service(guide, "Βεβαίωση αστεγίας")
    single = DBTaskResult.objects.filter(task_path__startswith="search.tasks.refresh")
    assert single.count() >= 1
    monkeypatch.setattr(type(engine()), "wait", 0)

    with engine().folders.lock(0):
        assert run("rebuild_search")[0] == 1
    assert single.count() >= 1
    assert run("rebuild_search")[0] == 0

    assert not single.exists()


def test_what_begins_to_wait_during_a_rebuild_stays(guide, monkeypatch):
    rebuild = indexing.rebuild

    def while_an_editor_saves(progress):
        total = rebuild(progress)
        make_service(guide, "Βεβαίωση αστεγίας")
        return total

    monkeypatch.setattr(indexing, "rebuild", while_an_editor_saves)
    run("rebuild_search")

    assert DBTaskResult.objects.filter(task_path="search.tasks.refresh").exists()


def test_rebuild_search_shows_progress_to_a_person(guide):
    class Terminal(StringIO):
        def isatty(self):
            return True

    out = Terminal()
    call_command("rebuild_search", stdout=out)

    assert f"{sources.count()} of {sources.count()}" in out.getvalue()


def test_rebuild_search_says_that_another_process_is_writing(service, monkeypatch):
    monkeypatch.setattr(type(engine()), "wait", 0)

    with engine().folders.lock(0):
        code, out = run("rebuild_search")

    assert code == 1
    assert "another process" in out.lower()
    assert query.find("αστεγος", language="el").total == 1


def test_check_search_is_content_when_index_and_content_agree(service):
    assert run("check_search")[0] == 0


def test_check_search_tells_each_difference_and_repairs_it(service, guide):
    missing = make_service(guide, "Επίδομα")
    type(service).objects.filter(pk=service.pk).update(title="Άλλος τίτλος")
    engine().update([make_document(key="services_guide.servicepage:0")], remove=[])

    code, out = run("check_search")

    assert code == 1
    assert f"missing\t{sources.key_of(missing)}" in out
    assert f"outdated\t{sources.key_of(service)}" in out
    assert "superfluous\tservices_guide.servicepage:0" in out

    assert run("check_search", "--repair")[0] == 0
    assert run("check_search")[0] == 0


@pytest.mark.parametrize("damage", ["missing", "garbled"])
def test_check_search_says_that_there_is_no_usable_index_and_builds_one(service, damage):
    if damage == "missing":
        engine().folders.pointer.unlink()
    else:
        (engine().folders.current() / "meta.json").write_bytes(b"\xff")

    code, out = run("check_search")

    assert code == 1
    assert "no usable search index" in out
    assert run("check_search", "--repair")[0] == 0
    assert query.find("αστεγος", language="el").total == 1
