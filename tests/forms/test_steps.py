"""The form of a step: rows, buttons inside it, ends, and what a draft keeps of what was typed."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from forms.apply.steps import StepForm
from forms.definition import Condition, Definition, Option, Question, Step
from tests.forms.asking import ask, form_of

MEMBERS = Question(
    kind="group",
    key="members",
    label="Νοικοκυριό",
    row_name="Μέλος",
    fewest=1,
    most=3,
    questions=(
        Question(kind="text", key="name", label="Όνομα"),
        Question(kind="date", key="born", label="Γέννηση", period="birth"),
        Question(kind="yes_no", key="school", label="Σχολείο;"),
        Question(kind="text", key="which", label="Ποιο;", shown_if=Condition("school", "is", "yes")),
    ),
)
OPTIONAL = Question(
    kind="group", key="pets", label="Ζώα", questions=(Question(kind="text", key="pet", label="Ζώο"),), most=2
)


def row(number, *, school="no", **changes):
    """A row filled in well, by field name."""
    values = {
        "name": "Άννα",
        "born-day": "1",
        "born-month": "2",
        "born-year": "2015",
        "school": school,
        **changes,
    }
    return {f"members-{number}-{name}": value for name, value in values.items()}


def rows_shown(form, key="members"):
    return len(form[key].rows)


def test_each_row_that_was_filled_in_is_an_answer():
    form = form_of(MEMBERS, typed={"members-rows": "2", **row(0), **row(1, school="yes", which="1ο")})

    assert form.is_valid(), form.errors
    assert form.answers["members"] == [
        {"name": "Άννα", "born": "2015-02-01", "school": "no"},
        {"name": "Άννα", "born": "2015-02-01", "school": "yes", "which": "1ο"},
    ]


def test_a_row_left_empty_is_no_answer():
    empty = dict.fromkeys(row(1), "")

    form = form_of(MEMBERS, typed={"members-rows": "2", **row(0), **empty})

    assert form.is_valid()
    assert len(form.answers["members"]) == 1


def test_a_group_that_need_not_be_answered_may_stay_empty():
    form = form_of(OPTIONAL, typed={"pets-rows": "1", "pets-0-pet": " "})

    assert form.is_valid()
    assert form.answers == {"pets": []}


def test_what_is_wrong_in_a_row_is_said_at_its_box_and_led_to():
    with translation.override("en"):
        form = form_of(
            MEMBERS, typed={"members-rows": "2", **row(0), **row(1, **{"name": "", "born-day": "40"})}
        )
        assert not form.is_valid()
        html = form["members"].as_field_group()
        summary = render_to_string("components/error-summary.html", {"form": form})

    for field in ("name", "born"):
        assert f'id="id_s-members-1-{field}_error"' in html
    assert 'href="#id_s-members-1-name"' in summary
    assert 'href="#id_s-members-1-born_0"' in summary
    assert "Μέλος 2: Όνομα – Answer this question." in summary
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall('href="#([^"]+)"', summary)) <= ids


def test_too_few_rows_are_refused_at_the_first_empty_one():
    form = form_of(MEMBERS, typed={"members-rows": "1"})

    assert not form.is_valid()
    assert form["members"].rows[0]["name"].errors


def test_a_group_of_optional_questions_still_needs_its_fewest_rows():
    group = ask(
        "group", fewest=2, most=3, questions=(Question(kind="text", key="a", label="", required=False),)
    )
    with translation.override("en"):
        form = form_of(group, typed={"k-rows": "2", "k-0-a": "Α"})

        assert form.errors["k"] == ["Fill in at least 2."]


@pytest.mark.parametrize("claimed", ["", "-1", "99", "9999999999", "2; drop", "NaN", "٣", "0", "1e9", "\x00"])
def test_absurd_numbers_of_rows_do_no_harm(claimed):
    form = form_of(MEMBERS, typed={"members-rows": claimed, **row(0)})

    assert form.is_valid()
    assert len(form.answers["members"]) == 1
    assert 1 <= rows_shown(form) <= MEMBERS.most


def test_without_the_number_of_rows_those_posted_count():
    assert rows_shown(form_of(MEMBERS, typed={**row(0), **row(1)})) == 2


def test_no_request_makes_more_rows_than_a_screen_holds():
    typed = {f"members-{number}-name": "x" for number in range(99)}

    assert rows_shown(form_of(MEMBERS, typed=typed)) == 20


def test_rows_a_draft_holds_beyond_what_the_form_allows_by_now_are_shown_and_asked_about():
    typed = {f"pets-{number}-pet": "γάτα" for number in range(4)}
    with translation.override("en"):
        form = form_of(OPTIONAL, typed=typed)

        assert rows_shown(form, "pets") == 4
        assert form.errors["pets"] == ["Only 2 fit here. Remove the others."]


def test_adding_a_row_keeps_all_that_was_typed_and_says_nothing_of_errors():
    form = form_of(MEMBERS, typed={"members-rows": "1", "members-0-name": "Άννα", "members-add": "1"})

    assert form.wants_redisplay
    kept = form.kept_data()
    assert kept == {"s-members-rows": ["2"], "s-members-0-name": ["Άννα"]}
    form.hide_errors()
    assert "field__error" not in form["members"].as_field_group()
    assert not form["members"].error_links


def test_no_row_is_added_beyond_the_most():
    form = form_of(MEMBERS, typed={"members-rows": "3", "members-add": "1"})

    assert form.kept_data()["s-members-rows"] == ["3"]
    assert 'name="s-members-add"' not in form["members"].as_field_group()


def test_removing_a_row_moves_the_later_ones_up():
    typed = {"members-rows": "3", **{f"members-{n}-name": f"Ν{n}" for n in range(3)}, "members-1-remove": "1"}
    form = form_of(MEMBERS, typed=typed)

    assert form.wants_redisplay
    assert form.kept_data() == {
        "s-members-rows": ["2"],
        "s-members-0-name": ["Ν0"],
        "s-members-1-name": ["Ν2"],
    }


def test_all_rows_of_an_optional_group_can_be_removed():
    kept = form_of(OPTIONAL, typed={"pets-rows": "1", "pets-0-pet": "Γ", "pets-0-remove": "1"}).kept_data()
    assert kept == {"s-pets-rows": ["0"]}

    again = form_of(OPTIONAL, typed={"pets-rows": "0"})
    assert again.is_valid()
    assert rows_shown(again, "pets") == 0
    assert 'name="s-pets-add"' in again["pets"].as_field_group()


def test_enter_in_a_row_goes_on_and_removes_nothing():
    html = form_of(MEMBERS, typed={"members-rows": "3"})["members"].as_field_group()

    first = re.search(r"<button[^>]*>", html)[0]
    assert "name=" not in first


def test_the_last_row_is_the_place_to_come_back_to():
    html = form_of(MEMBERS, typed={"members-rows": "2"})["members"].as_field_group()

    assert html.count('id="id_s-members"') == 1
    assert html.index('id="id_s-members"') > html.index('name="s-members-0-name"')


def test_the_browser_fills_in_nothing_about_others_in_rows():
    group = ask("group", questions=(Question(kind="phone", key="tel", label="", autocomplete="tel"),))

    assert 'autocomplete="off"' in form_of(group)["k"].as_field_group()


def test_a_group_that_is_not_asked_after_all_holds_nobody_up():
    asked = Question(kind="yes_no", key="any", label="Μένετε με άλλους;")
    group = Question(
        **{**vars(MEMBERS), "shown_if": Condition("any", "is", "yes")},
    )
    form = form_of(asked, group, typed={"any": "no", "members-rows": "1", "members-0-born-day": "x"})

    assert form.is_valid()
    assert form.answers == {"any": "no"}
    assert "field__error" not in form["members"].as_field_group()


def test_a_row_may_hang_on_an_earlier_step():
    group = ask(
        "group",
        fewest=1,
        questions=(
            Question(kind="text", key="name", label=""),
            Question(kind="text", key="card", label="", shown_if=Condition("foreign", "is", "yes")),
        ),
    )
    typed = {"k-rows": "1", "k-0-name": "Α"}

    assert form_of(group, typed=typed, earlier={"foreign": "no"}).is_valid()
    assert not form_of(group, typed=typed, earlier={"foreign": "yes"}).is_valid()


@pytest.mark.parametrize("typed", [None, {}, {"x": "1"}])
def test_an_end_is_never_passed(typed):
    end = Step(key="s", title="Δεν δικαιούστε", is_end=True)
    form = form_of(typed=typed)
    assert form.is_valid() is (typed is not None)

    definition = Definition(title="", language="el", steps=(end,))
    data = form.data if typed is not None else None
    assert not StepForm(data, prefix="s", definition=definition, step=end, earlier={}).is_valid()


UPLOAD = ask("upload", most=2)
PAPER = {"id": "7f8e", "name": "βεβαίωση.pdf", "size": 10, "state": "clean"}


def test_the_files_of_the_draft_are_the_answer_whatever_is_posted():
    form = form_of(UPLOAD, typed={"k": "other"}, uploads={"k": [PAPER]})

    assert form.is_valid()
    assert form.answers == {"k": [{"id": "7f8e", "name": "βεβαίωση.pdf", "size": 10}]}
    assert not form_of(UPLOAD, typed={"k": "7f8e"}).is_valid()


@pytest.mark.parametrize("button", ["upload", "remove"])
def test_the_buttons_of_an_upload_lead_back_to_the_step(button):
    assert form_of(UPLOAD, typed={f"k-{button}": "1"}).wants_redisplay
    assert not form_of(UPLOAD, typed={"k": "1"}).wants_redisplay


def test_why_a_file_was_refused_is_said_even_where_other_errors_are_not():
    form = form_of(
        ask("text"), Question(kind="upload", key="u", label=""), typed={"u-refused": ["too_large:a.pdf"]}
    )
    assert form.errors.keys() == {"k", "u"}

    form.hide_errors()

    assert form.errors.keys() == {"u"}
    assert "s-u-refused" not in form.kept_data()


def test_only_what_belongs_to_the_step_is_kept_and_only_in_bounds():
    typed = {"k": "α" * 30_000, "other": "x", "k-day": "1"}

    assert form_of(ask("long_text"), typed=typed).kept_data() == {"s-k": ["α" * 20_000]}


@pytest.mark.parametrize(
    ("operator", "answer", "is_asked"),
    [("is_answered", "x", True), ("is_answered", "", False), ("is_not_answered", "", True)],
)
def test_a_question_may_hang_on_whether_another_is_answered(operator, answer, is_asked):
    first = Question(kind="text", key="first", label="Πρώτη", required=False)
    second = ask("text", shown_if=Condition("first", operator))
    with translation.override("en"):
        form = form_of(first, second, typed={"first": answer})

        assert ("k" in form.errors) is is_asked
        assert "Only if you " in form["k"].help_text


def test_none_of_these_stands_alone():
    options = (Option("a", "Α"), Option("none", "Τίποτα", is_none=True))

    assert form_of(ask("many_of", options=options), typed={"k": ["none"]}).is_valid()
    assert not form_of(ask("many_of", options=options), typed={"k": ["a", "none"]}).is_valid()
