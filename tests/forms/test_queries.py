"""How many questions a page asks the database: routing asks eight, the frame of every page three."""

import pytest
from django.test import Client

from tests.forms import household
from tests.forms.factories import ApplicationFormPageFactory, typed_by
from tests.forms.people import make_person
from tests.forms.walking import Applicant


@pytest.fixture
def warm(applicant, person):
    """An applicant who has been here before, so that only the page itself is counted."""
    applicant.fill_in(person)
    for step in ("", "who", "elegxos"):
        applicant.get(step)
    return applicant


@pytest.mark.parametrize("step", ["", "who", "elegxos"])
def test_looking_at_a_screen(warm, step, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        assert warm.get(step).status_code == 200


def test_posting_a_step(warm, person, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        assert warm.post("why", typed_by(person)["why"]).status_code == 302


def test_posting_a_step_with_rows_and_files_there_already(
    client, db, settings, tmp_path, django_assert_max_num_queries
):
    settings.UPLOADS_DIR, settings.CLAMD = tmp_path / "uploads", ""
    applicant = Applicant(client, household.make_page())
    applicant.begin()
    applicant.post("lives", {"lives-here": "yes"})
    applicant.post("home", {**household.row(0, "Άννα", "no"), "home-bills": household.picture()})

    with django_assert_max_num_queries(18):  # one to find the draft that files go to, one for its files
        applicant.post("home", household.row(0, "Άννα", "yes"))
    with django_assert_max_num_queries(16):
        assert applicant.get("home").status_code == 200


def test_sending(warm, form_page, django_assert_max_num_queries):
    neighbour = Applicant(Client(), form_page)  # after whom the version is kept and the tallies are there
    neighbour.fill_in(make_person())
    neighbour.send()

    with django_assert_max_num_queries(30):
        assert warm.send().url == warm.address("elifthi")


def test_continue_later_and_back(warm, django_assert_max_num_queries):
    later = warm.address("argotera")
    with django_assert_max_num_queries(16):
        warm.client.get(later)
    with django_assert_max_num_queries(20):
        warm.client.post(later, {"way": "code"})
    with django_assert_max_num_queries(16):
        assert warm.client.get(later).status_code == 200


def test_the_list_of_forms_asks_no_more_for_more_forms(client, form_page, django_assert_max_num_queries):
    index = form_page.get_parent()
    client.get(index.get_url())
    with django_assert_max_num_queries(16) as few:
        client.get(index.get_url())
    for i in range(5):
        ApplicationFormPageFactory(parent=index, slug=f"form-{i}", title=f"Form {i}")
    with django_assert_max_num_queries(len(few)):
        assert client.get(index.get_url()).content.count(b"application-card") >= 6
