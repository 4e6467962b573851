"""How many questions a page asks the database: routing asks eight, the frame of every page three."""

import pytest

from tests.forms.factories import ApplicationFormPageFactory, typed_by


@pytest.fixture
def warm(applicant, person):
    """An applicant who has been here before, so that only the page itself is counted."""
    applicant.fill_in(person)
    for step in ("", "who", "elegxos"):
        applicant.get(step)
    return applicant


@pytest.mark.parametrize("step", ["", "who", "elegxos"])
def test_looking_at_a_screen(warm, step, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        assert warm.get(step).status_code == 200


def test_posting_a_step(warm, person, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        assert warm.post("why", typed_by(person)["why"]).status_code == 302


def test_sending(warm, django_assert_max_num_queries):
    with django_assert_max_num_queries(28):
        warm.send()
    assert warm.application


def test_the_list_of_forms_asks_no_more_for_more_forms(client, form_page, django_assert_max_num_queries):
    index = form_page.get_parent()
    client.get(index.get_url())
    with django_assert_max_num_queries(16) as few:
        client.get(index.get_url())
    for i in range(5):
        ApplicationFormPageFactory(parent=index, slug=f"form-{i}", title=f"Form {i}")
    with django_assert_max_num_queries(len(few)):
        assert client.get(index.get_url()).content.count(b"application-card") >= 6
