"""The report of what people ask, as editors read it."""

import csv
from datetime import date, datetime
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from search.models import Helpful, QueryClick, QueryCount, Synonym
from tests.search.admin.conftest import signed_in
from tests.services_guide.factories import make_service

pytestmark = pytest.mark.django_db

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def asked(text, times, *, empty=0, clicks=0, month=MARCH, language="el"):
    return QueryCount.objects.create(
        month=month,
        language=language,
        digest=f"{text} {times}" if text else f"digest {times}",
        text=text,
        times=times,
        times_empty=empty,
        clicks=clicks,
        counted_at=datetime(2026, 3, 5, 10, tzinfo=timezone.get_current_timezone()),
    )


@pytest.fixture
def report(editor, page):
    """`report(month=…)`: the page."""

    def report(**choice):
        return page(editor.get(reverse("search_report"), choice))

    return report


def rows(page, name):
    """The lines of a table, cell by cell."""
    lines = page.select(f"[aria-labelledby={name}-title] tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in line.select("th, td")[:4]] for line in lines]


def totals(page):
    return [number.text for number in page.select(".search-report__totals dd")]


def test_spellings_months_and_languages_are_summed_up_and_can_be_told_apart(report):
    asked("ΚΕΑ", 4, clicks=2)
    asked("Κ.Ε.Α.", 6, empty=3, clicks=3, month=APRIL)
    asked("rent", 5, language="en")

    assert rows(report(), "questions") == [["Κ.Ε.Α.", "10", "3", "50%"], ["rent", "5", "0", "0%"]]
    assert rows(report(month="2026-03"), "questions") == rows(report(), "questions")
    assert rows(report(month="2026-03-01", language="el"), "questions") == [["ΚΕΑ", "4", "0", "50%"]]
    assert rows(report(), "empty") == [["Κ.Ε.Α.", "10", "3", "50%"]]
    assert totals(report()) == ["15", "20%", "33%", "0", "0"]


def test_what_was_rare_or_held_back_is_only_added_up(report):
    asked("", 2)
    asked("", 1)
    asked("", 7)

    page = report()

    assert rows(page, "questions") == []
    assert totals(page) == ["10", "0%", "0%", "3", "7"]


def test_beside_each_question_a_synonym_can_be_made_of_it(editor, report, page):
    asked("ρεύμα & φως", 3, empty=3)

    link = report().select_one("[aria-labelledby=empty-title] td a")
    form = page(editor.get(link["href"]))

    assert form.select_one("input[name=written]")["value"] == "ρεύμα & φως"
    assert form.select_one("input[name=trial_question]")["value"] == "ρεύμα & φως"
    assert not Synonym.objects.exists()


def test_results_are_listed_by_how_often_they_were_opened_from_three_times_on(report, guide):
    service = make_service(guide, "Σίτιση")
    key = f"services_guide.servicepage:{service.pk}"
    for query in (asked("φαγητό", 5), asked("συσσίτιο", 5)):
        QueryClick.objects.create(query=query, key=key, times=2)
        QueryClick.objects.create(query=query, key="services_guide.servicepage:999999", times=4)
    QueryClick.objects.create(query=query, key="services_guide.servicepage:999998", times=2)

    assert rows(report(), "opened") == [["No longer on the site", "8"], ["Σίτιση", "4"]]


def test_pages_that_helped_least_come_first_and_few_answers_are_not_listed(report):
    for path, yes, no in (("/good/", 9, 1), ("/bad/", 1, 9), ("/few/", 1, 1)):
        Helpful.objects.create(month=MARCH, path=path, yes=yes, no=no)

    assert rows(report(), "helped") == [["/bad/", "1", "9"], ["/good/", "9", "1"]]
    Helpful.objects.create(month=APRIL, path="/few/", yes=0, no=1)
    assert rows(report(month="2026-04-01"), "helped") == []
    assert rows(report(), "helped")[1] == ["/few/", "1", "2"]


def test_each_table_can_be_taken_along_and_nothing_in_it_runs(editor):
    asked("=HYPERLINK(1)", 3)
    asked("ενοίκιο", 4, empty=1, clicks=2)

    response = editor.get(reverse("search_report_table", args=["questions"]), {"language": "el"})

    assert response["Content-Disposition"].startswith("attachment")
    lines = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert lines[1:] == [["ενοίκιο", "4", "1", "2"], ["'=HYPERLINK(1)", "3", "0", "0"]]
    for table in ("empty", "opened", "helped"):
        assert editor.get(reverse("search_report_table", args=[table])).status_code == 200
    assert editor.get(reverse("search_report_table", args=["users"])).status_code == 404


def test_only_who_edits_content_reads_it(client, db, guide):
    translator = signed_in("Translators")

    for url in (reverse("search_report"), reverse("search_report_table", args=["questions"])):
        assert client.get(url).url.startswith("/admin/login/")
        assert translator.get(url).status_code == 404
