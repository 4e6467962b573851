"""Questions, clicks and answers are counted, and nobody can be told from them."""

from datetime import datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from search import counting, sources
from search.models import CountedLately, Helpful, QueryClick, QueryCount
from search.personal import may_be_personal
from tests.search.factories import make_document

pytestmark = pytest.mark.django_db

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def ask(client, guide):
    """`ask("ΚΕΑ", times=3)`: so many people ask it, long after each other."""

    def ask(text, times=1, path="/anazitisi/", **headers):
        for _number in range(times):
            CountedLately.objects.all().delete()
            assert client.get(path, {"q": text}, headers=headers).status_code == 200

    return ask


@pytest.fixture
def found(indexed):
    document = make_document("Κοινωνικό εισόδημα", key="test.thing:1")
    indexed(document)
    return document


def listed():
    return list(QueryCount.objects.exclude(text="").values_list("text", flat=True))


def test_a_question_is_kept_in_words_only_from_the_third_time_on(ask, found):
    ask("Κοινωνικό Εισόδημα", times=2)
    assert QueryCount.objects.get().times == 2
    assert listed() == []

    ask("κοινωνικο εισοδημα")

    assert QueryCount.objects.get().times == 3
    assert listed() == ["κοινωνικο εισοδημα"]


def test_what_is_kept_tells_of_nobody_and_of_no_minute(ask, found):
    ask("εισόδημα", times=3, **{"User-Agent": "Mozilla/5.0 (telling)", "X-Forwarded-For": "192.0.2.7"})

    row = QueryCount.objects.values().get()

    assert (row["counted_at"].minute, row["counted_at"].second, row["counted_at"].microsecond) == (0, 0, 0)
    assert row["month"].day == 1
    assert row.keys() == {
        "id", "month", "language", "digest", "text", "times", "times_empty", "clicks", "counted_at",
    }  # fmt: skip
    assert "εισόδημα" not in row["digest"]


def test_asking_again_within_ten_minutes_counts_once(client, guide, found):
    for _reload in range(5):
        client.get("/anazitisi/?q=εισόδημα")

    assert QueryCount.objects.get().times == 1


def test_nobody_makes_a_question_listed_by_asking_it_of_several_web_processes(client, guide, found):
    for _process in range(4):
        cache.clear()  # each has a memory of its own
        client.get("/anazitisi/?q=εισόδημα")
        click(client, found.key, first="1")

    assert QueryCount.objects.values_list("times", "clicks", "text").get() == (1, 1, "")
    assert QueryClick.objects.get().times == 1


def test_the_same_question_counts_again_after_a_while(client, guide, found):
    """However the ten minutes lie on the clock, it isn't sooner than that and not much later."""
    for start in ("2026-11-23T10:00:00Z", "2026-11-24T10:09:59Z"):
        QueryCount.objects.all().delete()
        counted = []
        with time_machine.travel(datetime.fromisoformat(start), tick=False) as clock:
            for _minute in range(20):
                client.get("/anazitisi/?q=εισόδημα")
                counted.append(QueryCount.objects.get().times)
                clock.shift(timedelta(minutes=1))

        assert counted[9] == 1
        assert counted[19] <= 2
        with time_machine.travel(datetime.fromisoformat(start) + timedelta(minutes=20), tick=False):
            client.get("/anazitisi/?q=εισόδημα")
        assert QueryCount.objects.get().times == 2


def test_what_was_counted_lately_leads_to_no_question_and_no_minute_and_is_soon_gone(client, guide, found):
    with time_machine.travel(datetime.fromisoformat("2026-11-23T10:59:59Z"), tick=False):
        client.get("/anazitisi/?q=εισόδημα")
        row = CountedLately.objects.values().get()
        assert row.keys() == {"mark", "hour"}
        assert row["hour"] == datetime.fromisoformat("2026-11-23T10:00:00Z")
        assert row["mark"] != QueryCount.objects.get().digest

    counting.forget(datetime.fromisoformat("2026-11-23T11:59:59Z"))
    assert CountedLately.objects.exists()
    counting.forget(datetime.fromisoformat("2026-11-23T12:00:00Z"))
    assert not CountedLately.objects.exists()
    assert QueryCount.objects.get().times == 1


def test_clicks_on_what_is_not_there_leave_nothing_behind(client, ask, found, monkeypatch):
    ask("εισόδημα")
    before = CountedLately.objects.count()
    monkeypatch.setattr(sources, "still_public", lambda keys: set())

    for number in range(5):
        click(client, f"test.thing:{number}")

    assert CountedLately.objects.count() == before


def test_only_whole_first_pages_are_counted_and_no_question_of_programs(client, guide, indexed):
    indexed(*(make_document(f"Εισόδημα {number}") for number in range(25)))
    client.get("/anazitisi/?q=εισόδημα&page=2")
    client.get("/anazitisi/?q=εισόδημα&type=service")
    client.get("/anazitisi/?q=εισόδ&fragment=1")
    client.get("/api/search?q=εισόδημα")
    client.get("/api/suggest?q=εισόδημα")
    client.get("/anazitisi/")
    client.get("/anazitisi/?q=!!!")

    assert not QueryCount.objects.exists()


@pytest.mark.parametrize("header", [{"Sec-GPC": "1"}, {"DNT": "1"}, {"Sec-Purpose": "prefetch;prerender"}])
def test_whose_browser_asks_not_to_be_counted_is_not(ask, found, client, header):
    ask("εισόδημα", **header)
    assert not QueryCount.objects.exists()

    ask("εισόδημα")
    body = {"q": "εισόδημα", "key": found.key}
    assert client.post("/anazitisi/anoigma/", body, headers=OURS | header).status_code == 204
    assert not QueryClick.objects.exists()


def test_questions_without_a_result_are_told_apart(ask, found):
    ask("ξζψφγρ", times=2)
    ask("εισόδημα", times=2)

    assert sorted(QueryCount.objects.values_list("times", "times_empty")) == [(2, 0), (2, 2)]


@pytest.mark.parametrize(
    "text",
    ["οδός 12345", "κάποιος@example.gr", "01/02/1950", "Γιώργος Δοκιμαστικός 52", "2 3 4 5 6", "٠١٢٣٤"],
)
def test_what_may_point_to_a_person_is_counted_but_never_kept(ask, found, text):
    ask(text, times=4)

    assert QueryCount.objects.get().times == 4
    assert listed() == []


@pytest.mark.parametrize("text", ["ν. 4520", "επίδομα Α21", "Βοήθεια στο Σπίτι", "65 ετών", "άνω των 67"])
def test_what_points_to_nobody_may_be_kept(text):
    assert not may_be_personal(text)


def test_counting_that_fails_is_not_felt_and_its_log_repeats_nothing(ask, found, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise DatabaseError("database is locked: εισόδημα")

    monkeypatch.setattr(counting, "_add", fail)

    ask("εισόδημα")

    assert "count was not counted: DatabaseError" in caplog.text
    assert "εισόδημα" not in caplog.text


def test_a_page_waits_for_a_lock_only_a_moment():
    """And the database's usual patience, which applicants need, is back afterwards."""
    if connection.vendor != "sqlite":
        with counting._little_patience(), connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("250ms",)
        return
    with connection.cursor() as cursor:
        with counting._little_patience():
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (250,)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)


def test_the_same_question_has_another_digest_each_month(monkeypatch):
    now = counting.digest_of("ΚΕΑ", "el")
    next_month = timezone.localtime() + timedelta(days=31)
    monkeypatch.setattr(timezone, "localtime", lambda *args: next_month)

    assert now
    assert now != counting.digest_of("ΚΕΑ", "el")


# Clicks


def click(client, key, text="εισόδημα", path="/anazitisi/anoigma/", headers=OURS, **more):
    return client.post(path, {"q": text, "key": key, **more}, headers=headers)


def test_an_opened_result_is_counted_once_a_question(client, ask, found):
    strict = Client(enforce_csrf_checks=True)
    ask("εισόδημα")

    assert click(strict, found.key, first="1").status_code == 204
    click(client, found.key, first="1")

    assert QueryClick.objects.get().times == 1
    assert QueryCount.objects.get().clicks == 1
    assert not strict.cookies


def test_what_was_asked_while_typing_is_counted_once_it_is_told(client, guide, found):
    client.get("/anazitisi/?q=εισόδημα&fragment=1")
    told = {"q": "εισόδημα", "asked": "1"}

    client.post("/anazitisi/anoigma/", {**told, "key": found.key, "first": "1"}, headers=OURS)
    client.post("/anazitisi/anoigma/", told, headers=OURS)
    client.post("/anazitisi/anoigma/", {"q": "ξζψφγρ", "asked": "1"}, headers=OURS)

    assert sorted(QueryCount.objects.values_list("times", "times_empty", "clicks")) == [(1, 0, 1), (1, 1, 0)]


def test_a_click_on_what_is_not_there_counts_nothing(client, ask, found, monkeypatch):
    ask("εισόδημα")
    click(client, found.key, text="κάτι που δεν ρώτησε κανείς")
    monkeypatch.setattr(sources, "still_public", lambda keys: set())
    click(client, "test.thing:2")
    click(client, "\x00" * 5000)
    client.post("/anazitisi/anoigma/", {}, headers=OURS)

    assert not QueryClick.objects.exists()


def test_a_flood_of_clicks_ends(client, ask, found, monkeypatch):
    monkeypatch.setattr(counting, "MOST_CLICKS", 3)
    ask("εισόδημα")

    for number in range(10):
        click(client, f"test.thing:{number}")

    assert QueryClick.objects.count() == 3


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Origin": "null"}, False),
        ({}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Referer": "http://testserver/anazitisi/?q=x"}, True),
    ],
)
def test_only_pages_of_this_site_may_tell_of_clicks_and_answers(client, ask, found, headers, is_taken):
    ask("εισόδημα")

    assert click(client, found.key, headers=headers).status_code == (204 if is_taken else 403)
    assert QueryClick.objects.exists() is is_taken
    answer = client.post("/anazitisi/chrisimo/", {"page": "x", "answer": "yes"}, headers=headers)
    assert answer.status_code == (400 if is_taken else 403)


# Was this helpful?


def answer_on(client, path, answer):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    form = page.select_one("#helpful form")
    body = {field["name"]: field["value"] for field in form.select("input")}
    return client.post(form["action"], {**body, "answer": answer}, headers=OURS)


def test_an_answer_leads_back_with_thanks_and_is_counted_by_address_and_month(guide, found):
    client = Client(enforce_csrf_checks=True)

    response = answer_on(client, "/anazitisi/?q=εισόδημα", "no")

    assert response.status_code == 303
    assert response.url.startswith("/anazitisi/?q=%CE%B5")
    shown = BeautifulSoup(client.get(response.url).content, "html.parser").select_one("#helpful")
    assert shown.select_one("[role=status]")
    assert not shown.form
    assert list(Helpful.objects.values_list("path", "yes", "no")) == [("/anazitisi/", 0, 1)]
    assert not client.cookies


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"page": "/anazitisi/", "answer": "yes"},
        {"page": "//evil.example:x", "answer": "yes"},
        {"page": counting.digest_of.__name__, "answer": "perhaps"},
    ],
)
def test_an_answer_about_what_no_page_asked_is_refused(client, body):
    assert client.post("/anazitisi/chrisimo/", body, headers=OURS).status_code == 400
    assert not Helpful.objects.exists()


def test_answers_about_one_page_in_an_hour_have_an_end(client, guide, found, monkeypatch):
    monkeypatch.setattr(counting, "MOST_ANSWERS", 2)

    for _number in range(4):
        assert answer_on(client, "/anazitisi/?q=εισόδημα", "yes").status_code == 303

    assert Helpful.objects.get().yes == 2


# Forgetting


def test_after_thirteen_months_all_is_gone_and_of_a_month_that_is_over_what_was_rare(ask, found):
    ask("εισόδημα", times=3)
    ask("σπάνιο", times=2)
    ask("άλλο", times=1)
    ask("οδός 12345", times=4)
    Helpful.objects.create(month=QueryCount.objects.first().month, path="/x/", yes=1)
    now = timezone.now()

    counting.forget(now)
    assert QueryCount.objects.count() == 4

    counting.forget(now + timedelta(days=32))
    counting.forget(now + timedelta(days=32))
    assert set(QueryCount.objects.values_list("digest", "times").filter(text="")) == {("", 3), ("-", 4)}
    assert listed() == ["εισόδημα"]

    counting.forget(now + timedelta(days=366))
    assert QueryCount.objects.exists()
    counting.forget(now + timedelta(days=31 * 14))
    assert not QueryCount.objects.exists()
    assert not Helpful.objects.exists()
