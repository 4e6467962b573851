"""The days on which the office is closed, the town's own ones as a town types them."""

from datetime import date

import pytest
from django.core.checks import run_checks

from forms import holidays


def complaints():
    return [each for each in run_checks() if each.id == "forms.E012"]


def test_the_country_s_holidays_and_the_town_s_own_are_known(settings):
    settings.LOCAL_HOLIDAYS = ["06-21", "10-26"]

    assert {date(2027, 3, 25), date(2027, 6, 21), date(2027, 10, 26)} <= holidays.of(2027)
    assert complaints() == []


def test_a_holiday_of_leap_years_only_is_left_out_of_the_others(settings):
    settings.LOCAL_HOLIDAYS = ["02-29"]

    assert complaints() == []
    assert date(2028, 2, 29) in holidays.of(2028)
    assert not [day for day in holidays.of(2027) if day.month == 2 and day.day > 27]


@pytest.mark.parametrize("typed", ["21-06", "6/21", "2026-06-21", "06-31", "", "Ιούνιος", "06"])
def test_what_is_no_day_is_named_before_the_site_starts(settings, typed):
    settings.LOCAL_HOLIDAYS = ["06-21", typed]

    (complaint,) = complaints()

    assert repr(typed) in complaint.msg
    assert "06-21" in complaint.hint


@pytest.mark.parametrize("typed", ["21-06", "", "06"])
def test_what_is_no_day_takes_no_page_down(settings, typed):
    settings.LOCAL_HOLIDAYS = ["06-21", typed]

    assert date(2027, 6, 21) in holidays.of(2027)
