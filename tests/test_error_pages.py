"""What a reader sees when something went wrong."""

import pytest
from django.test import Client
from django.views.defaults import server_error

CRISIS_NUMBERS = ("112", "1107", "15900", "197", "116111")


@pytest.mark.django_db
def test_an_unknown_page_offers_the_search_in_the_readers_language(client):
    answer = client.get("/en/no-such-page/")
    html = answer.content.decode()

    assert answer.status_code == 404
    assert '<html lang="en">' in html
    assert "<h1>We can't find this page</h1>" in html
    assert 'role="search"' in html


@pytest.mark.django_db
def test_a_lost_token_is_answered_kindly():
    answer = Client(enforce_csrf_checks=True).post("/en/anazitisi/", {"q": "x"})

    assert answer.status_code == 403
    assert "Please send it once more" in answer.content.decode()


def test_a_broken_server_still_gives_the_crisis_numbers(rf):
    """No database is at hand here: a query would fail the test."""
    answer = server_error(rf.get("/"))
    html = answer.content.decode()

    assert answer.status_code == 500
    assert all(f'href="tel:{number}"' in html for number in CRISIS_NUMBERS)
    assert "Κάτι δεν λειτούργησε" in html
    assert "Something went wrong" in html


def test_a_request_for_another_host_is_refused_without_a_look_at_the_database(client):
    answer = client.get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "Δεν καταλάβαμε το αίτημα" in answer.content.decode()
