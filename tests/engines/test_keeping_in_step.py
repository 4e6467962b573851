"""The site with SEARCH_URL: edits reach the server through the outbox, and an outage loses none."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search import indexing, query, sources, tasks
from search.engines import engine, indexes
from tests.engines.conftest import ask
from tests.engines.nodes import Node
from tests.search.factories import make_document
from tests.services_guide import factories
from tests.services_guide.factories import make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(db):
    return factories.make_guide()


@pytest.fixture
def service(guide, switched_over):
    service = make_service(guide, "Βεβαίωση αστεγίας")
    DBTaskResult.objects.all().delete()
    indexing.rebuild()
    assert keys_on_server() == set(sources.keys())
    return service


def keys_on_server():
    return set(indexes()[1].keys())


def run(*arguments):
    out = StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=out)
    except CommandError as error:
        return 1, out.getvalue() + str(error)
    return 0, out.getvalue()


def catch_ups():
    return DBTaskResult.objects.filter(task_path=tasks.catch_up.module_path)


@pytest.fixture
def time_passes(work_off):
    """`time_passes()`: the next attempt of what waits for later."""

    def pass_():
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))
        engine().server.server.breaker.succeeded()  # as after its pause
        work_off()

    return pass_


def test_the_first_edit_builds_the_index_and_search_asks_the_server(guide, switched_over, work_off, client):
    service = make_service(guide, "Βεβαίωση αστεγίας")
    DBTaskResult.objects.all().delete()
    service.save()
    work_off()

    answer = client.get("/api/search", {"q": "αστεγος", "lang": "el"}).json()

    assert answer["engine"] == "elasticsearch"
    assert [hit["url"] for hit in answer["results"]] == [service.get_url()]
    assert client.get("/readyz").json()["search"] == "ok"


def test_an_edit_during_an_outage_is_found_at_once_and_reaches_the_server_after_it(
    service, guide, switched_over, settings, work_off, time_passes
):
    there, away = settings.SEARCH_URL, "http://127.0.0.1:9/" + switched_over.name
    settings.SEARCH_URL = away
    service.unpublish()
    other = make_service(guide, "Επίδομα στέγασης")
    work_off()

    results = query.find("επίδομα", language="el")
    assert [hit.url for hit in results.hits] == [other.get_url()]
    assert results.is_fallback
    for _ in range(3):
        time_passes()
    assert catch_ups().filter(status="READY").count() == 1
    assert not DBTaskResult.objects.filter(status="FAILED").exists()

    settings.SEARCH_URL = there
    time_passes()

    assert keys_on_server() == set(sources.keys())
    assert not query.find("επίδομα", language="el").is_fallback
    assert not catch_ups().filter(status="READY").exists()


def test_many_edits_during_an_outage_leave_one_duty(service, switched_over, settings, work_off):
    settings.SEARCH_URL = "http://127.0.0.1:9/" + switched_over.name
    for number in range(3):
        service.title = f"Τίτλος {number}"
        service.save()
        work_off()

    assert catch_ups().filter(status="READY").count() == 1


def test_an_attempt_waits_longer_each_time_but_never_long(service, monkeypatch):
    def away():
        raise OSError

    monkeypatch.setattr(indexing, "catch_up", away)
    for attempt in (0, 5, 1000):
        tasks.catch_up.func(attempt=attempt)

    waits = [
        task.run_after - timezone.now() for task in catch_ups().filter(status="READY").order_by("run_after")
    ]
    assert waits[0] < timedelta(seconds=2)
    assert waits[-1] <= timedelta(seconds=tasks.LONGEST_PAUSE)


def test_check_search_tells_what_the_server_missed_and_repairs_it(service, guide):
    missing = make_service(guide, "Επίδομα")
    type(service).objects.filter(pk=service.pk).update(title="Άλλος τίτλος")
    server = indexes()[1]
    server.update([make_document(key="services_guide.servicepage:0")])

    code, told = run("check_search")

    assert code == 1
    assert f"elasticsearch\tmissing\t{sources.key_of(missing)}" in told
    assert f"elasticsearch\toutdated\t{sources.key_of(service)}" in told
    assert "elasticsearch\tsuperfluous\tservices_guide.servicepage:0" in told
    assert f"embedded\tmissing\t{sources.key_of(missing)}" in told
    assert "embedded\tsuperfluous" not in told
    assert run("check_search", "--repair")[0] == 0
    assert run("check_search")[0] == 0
    assert keys_on_server() == set(sources.keys())


def test_check_search_builds_the_index_that_somebody_deleted_from_the_server(service, switched_over):
    [name] = ask(switched_over, "GET", f"/{switched_over.name}-*")
    ask(switched_over, "DELETE", f"/{name}")
    assert query.find("αστεγος", language="el").is_fallback

    code, told = run("check_search", "--repair")

    assert code == 0
    assert "elasticsearch: there is no usable search index" in told
    assert not query.find("αστεγος", language="el").is_fallback


def test_check_search_names_what_the_server_refuses(service, monkeypatch):
    describe = type(service).search_document
    monkeypatch.setattr(
        type(service), "search_document", lambda self: replace(describe(self), unit="x" * 40_000)
    )

    code, told = run("check_search", "--repair")

    assert code == 1
    assert f"elasticsearch\trefused\t{sources.key_of(service)}\t" in told


def test_without_a_server_the_commands_say_so_and_the_embedded_index_is_whole(
    service, guide, switched_over, settings, client
):
    settings.SEARCH_URL = "http://127.0.0.1:9/" + switched_over.name
    make_service(guide, "Επίδομα")

    code, told = run("check_search", "--repair")
    assert code == 1
    assert "doesn't answer" in told
    code, told = run("rebuild_search")
    assert code == 0
    assert "the worker will see to the server's" in told
    assert catch_ups().filter(status="READY").exists()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["search"]) == (200, "fallback")
    assert query.find("επίδομα", language="el").total == 1


def test_a_server_that_is_new_gets_its_index_when_the_site_starts(service, switched_over, settings):
    settings.SEARCH_URL = f"{switched_over.url}/{switched_over.name}b"
    assert query.find("αστεγος", language="el").is_fallback

    run("rebuild_search", "--if-missing")

    assert not query.find("αστεγος", language="el").is_fallback
    [name] = ask(switched_over, "GET", f"/{switched_over.name}b-*")
    assert run("rebuild_search", "--if-missing") == (0, "")
    assert list(ask(switched_over, "GET", f"/{switched_over.name}b-*")) == [name]
    ask(switched_over, "DELETE", f"/{name}")


@pytest.mark.servers
def test_a_server_killed_in_the_middle_of_work_comes_back_and_catches_up(
    guide, settings, work_off, time_passes, tmp_path
):
    node = Node("opensearch", tmp_path / "node")
    node.start()
    try:
        settings.SEARCH_URL = node.wait().url
        services = [make_service(guide, f"Επίδομα {number}") for number in range(4)]
        DBTaskResult.objects.all().delete()
        tasks.refresh.enqueue([sources.key_of(services[0])])
        described = sources.documents

        def killing(keys=None):
            for number, document in enumerate(described(keys)):
                if number == 2:
                    node.kill()
                yield document

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sources, "documents", killing)
            work_off()
        results = query.find("επίδομα", language="el")
        assert (results.total, results.is_fallback) == (4, True)

        node.start()
        node.wait()
        time_passes()

        results = query.find("επίδομα", language="el")
        assert (results.total, results.is_fallback) == (4, False)
        assert keys_on_server() == set(sources.keys())
    finally:
        node.stop()
