"""A machine that sends is held up; a person never knows."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.utils import timezone

from forms import honeypot
from forms.actions import applying


@pytest.fixture
def draft(form_page):
    return applying.begin(form_page)


def sending(**posted):
    return RequestFactory().post("/", posted)


def test_what_no_person_sees_must_stay_empty(draft):
    assert not honeypot.is_tripped(sending(**{honeypot.NAME: ""}), draft)
    assert honeypot.is_tripped(sending(**{honeypot.NAME: "Buy now"}), draft)


def test_a_person_takes_some_time(draft, settings):
    settings.FORMS_LEAST_SECONDS = 3

    assert honeypot.is_tripped(sending(), draft)
    with time_machine.travel(timezone.now() + timedelta(seconds=4)):
        assert not honeypot.is_tripped(sending(), draft)


def test_staff_have_signed_in_and_are_no_machine(draft, settings):
    settings.FORMS_LEAST_SECONDS = 3
    draft.entered_by = get_user_model().objects.create_user("clerk")

    assert not honeypot.is_tripped(sending(), draft)


def test_neither_eye_nor_ear_nor_keyboard_comes_to_the_field():
    html = honeypot.fields()

    assert re.search(r'<div class="honeypot" aria-hidden="true">.*</div>', html, re.S)
    assert f'name="{honeypot.NAME}" tabindex="-1" autocomplete="off"' in html
