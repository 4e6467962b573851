"""What is refused at publishing, when only all blocks together show it: at which block, and why."""

import pytest
from django.contrib.auth import get_user_model

from forms.blocks import QuestionsBlock
from forms.models import ApplicationFormPage
from tests.forms.editing import RICH, save
from tests.forms.factories import new_id, raw_question, raw_steps
from tests.signing_in import sign_in


@pytest.fixture
def editor(db, client):
    sign_in(client, get_user_model().objects.create_superuser("editor", password="x"))
    return client


def asked(kind="text", **value):
    """A question as the editor's page has it: with every part of its block."""
    block = QuestionsBlock().child_blocks[kind]
    usual = {
        name: child.get_prep_value(child.get_default())
        for name, child in block.child_blocks.items()
        if name not in ("options", "shown_if", "key", "label")
    }
    posted = {name: "" if given is None else given for name, given in usual.items()}
    return {"kind": kind, **posted, "label": "Ερώτηση", "key": "", "shown_if": when(""), **value}


def group(*questions, **value):
    rows = [raw_question(**question) for question in questions]
    return asked("group", **{"row_name": "Μέλος", "fewest": 0, "most": 4, **value, "questions": rows})


def end(question="", operator="is", value="", **changes):
    condition = {"question": question, "operator": operator, "value": value}
    words = {"title": "Δεν γίνεται", "intro": "Απευθυνθείτε αλλού.", "services": [], "key": "telos"}
    return {"type": "end", "id": new_id(), "value": {**words, "shown_if": condition, **changes}}


def when(question, operator="is", value=""):
    return {"question": question, "operator": operator, "value": value}


def step(*questions, title="Βήμα", key="vima", **value):
    return raw_steps({"title": title, "key": key, "questions": questions, **value})[0]


WHOM = asked("one_of", key="whom", label="Για ποιον", options=[("me", "Εγώ"), ("child", "Παιδί")])


def refused(editor, page, *raw, **changes):
    """The place of the only fault, as the editor's page gets it, with the sentence."""
    response = save(editor, page, list(raw), **changes)
    assert response.status_code == 200, "it was published"
    error = response.context["form"].errors.as_data()["steps"][0].as_json_data()
    path = []
    while "messages" not in error:
        assert len(error["blockErrors"]) == 1, error
        ((place, error),) = error["blockErrors"].items()
        path.append(place)
    return tuple(path), error["messages"][0]


def published(editor, page, *raw, **changes):
    response = save(editor, page, list(raw), **changes)
    assert response.status_code == 302, response.context["form"].errors
    return ApplicationFormPage.objects.get(pk=page.pk).definition


def question_of(kind):
    if kind == "group":
        return group(asked(key="name", label="Όνομα"), key="first")
    return asked(kind, key="first")


@pytest.mark.parametrize("operator", ["is_answered", "is_not_answered"])
@pytest.mark.parametrize("kind", ["text", "number", "address", "group", "upload"])
def test_any_question_may_be_asked_whether_it_is_answered(editor, form_page, kind, operator):
    first = question_of(kind)

    form = published(
        editor, form_page, step(first, asked(key="second", label="Δεύτερη", shown_if=when("first", operator)))
    )

    assert form.question("second").shown_if.operator == operator


def test_whether_something_is_answered_names_no_answer(editor, form_page):
    later = asked(key="later", label="Μετά", shown_if=when("whom", "is_answered", "me"))

    path, _said = refused(editor, form_page, step(WHOM, later))

    assert path == (0, "questions", 1, "shown_if", "value")


@pytest.mark.parametrize("kind", ["number", "group", "upload", "address"])
def test_what_has_no_set_answers_is_not_compared_with_one(editor, form_page, kind):
    first = question_of(kind)

    path, said = refused(
        editor, form_page, step(first, asked(key="two", label="Δεύτερη", shown_if=when("first", "is", "x")))
    )

    assert path == (0, "questions", 1, "shown_if", "question")
    assert "«Ερώτηση»" in said or "“Ερώτηση”" in said


def test_information_is_never_answered(editor, form_page):
    note = asked("information", key="note", text=RICH)

    path, _said = refused(
        editor, form_page, step(note, asked(key="x", label="Άλλη", shown_if=when("note", "is_answered")))
    )

    assert path == (0, "questions", 1, "shown_if", "question")


def test_a_row_may_ask_about_its_own_row_and_about_what_came_before(editor, form_page):
    own = asked("yes_no", key="works", label="Εργάζεται;")
    rows = group(
        own,
        asked(key="job", label="Πού", shown_if=when("works", "is", "yes")),
        asked(key="school", label="Σχολείο", shown_if=when("whom", "is", "child")),
        key="members",
    )

    form = published(editor, form_page, step(WHOM, rows))

    assert [q.key for q in form.question("members").questions] == ["works", "job", "school"]


def test_nothing_outside_asks_about_one_row_of_many(editor, form_page):
    rows = group(asked("yes_no", key="works", label="Εργάζεται;"), key="members")

    path, _said = refused(
        editor, form_page, step(rows, asked(key="x", label="Άλλη", shown_if=when("works", "is", "yes")))
    )

    assert path == (0, "questions", 1, "shown_if", "question")


def test_within_a_row_too_a_condition_points_back(editor, form_page):
    rows = group(
        asked(key="job", label="Πού", shown_if=when("works", "is", "yes")),
        asked("yes_no", key="works", label="Εργάζεται;"),
        key="members",
    )

    path, _said = refused(editor, form_page, step(rows))

    assert path == (0, "questions", 0, "questions", 0, "shown_if", "question")


def test_a_key_doubles_in_a_row_too(editor, form_page):
    rows = group(asked(key="whom", label="Άλλη ερώτηση"), key="members")

    path, _said = refused(editor, form_page, step(WHOM, rows))

    assert path == (0, "questions", 1, "questions", 0, "key")


def test_a_key_that_somebody_wrote_twice_is_refused_and_not_changed_in_silence(editor, form_page):
    path, _said = refused(
        editor, form_page, step(asked(key="one", label="Πρώτη"), asked(key="one", label="Δεύτερη"))
    )

    assert path == (0, "questions", 1, "key")


def test_a_made_key_gives_way_to_a_written_one(editor, form_page):
    form = published(editor, form_page, step(asked(label="Name"), asked(key="name", label="Άλλη")))

    assert [q.key for q in form.questions] == ["name_2", "name"]


def test_all_that_a_group_holds_gets_keys_from_its_words(editor, form_page):
    rows = group(asked(label="Όνομα"), asked("amka", label="ΑΜΚΑ"), label="Μέλη")

    members = published(editor, form_page, step(rows)).steps[0].questions[0]

    assert [members.key, *(q.key for q in members.questions)] == ["meli", "onoma", "amka"]


def test_an_end_needs_a_condition(editor, form_page):
    path, _said = refused(editor, form_page, step(WHOM), end())

    assert path == (1, "shown_if", "question")


def test_an_end_needs_words(editor, form_page):
    path, _said = refused(editor, form_page, step(WHOM), end("whom", "is", "me", intro=""))

    assert path == (1, "intro")


def test_an_end_may_stand_for_some_answers(editor, form_page):
    form = published(editor, form_page, step(WHOM), end("whom", "is", "me"), step(asked(), key="b"))

    assert form.step("telos").is_end


@pytest.mark.parametrize(
    "second", [when("whom", "is", "child"), when("whom", "is_not", "me"), when("whom", "is_answered")]
)
def test_a_form_whose_every_answer_leads_to_an_end_is_refused(editor, form_page, second):
    path, said = refused(
        editor,
        form_page,
        step(WHOM),
        end("whom", "is", "me"),
        end(key="telos_2", **second),
        step(asked(key="more"), key="b"),
    )

    assert path == (2, "shown_if", "value")
    assert "Για ποιον" in said


def test_a_question_that_may_be_left_out_leaves_a_way_round_the_ends(editor, form_page):
    whom = {**WHOM, "required": False}

    form = published(
        editor, form_page, step(whom), end("whom", "is", "me"), end("whom", "is", "child", key="telos_2")
    )

    assert len(form.steps) == 3


def test_conditions_may_ask_who_applies_for_whom_where_the_form_lets_others_apply(editor, form_page):
    paper = asked(key="authority", label="Εξουσιοδότηση", shown_if=when("gia_poion", "is", "relative"))

    form = published(editor, form_page, step(paper), allows_relatives="on")
    path, _said = refused(editor, form_page, step(paper))

    assert form.question("authority").shown_if.question == "gia_poion"
    assert path == (0, "questions", 0, "shown_if", "question")


def test_the_sentences_say_at_the_head_of_the_page_where_to_look(editor, form_page):
    rows = group(asked(key="whom", label="Άλλη ερώτηση"), key="members", label="Μέλη")
    response = save(editor, form_page, [step(WHOM, rows, title="Νοικοκυριό")])

    (said,) = response.context["form"].non_field_errors()

    assert said.startswith("1. Νοικοκυριό → 2. Μέλη → 1. Άλλη ερώτηση: ")


@pytest.mark.parametrize(
    ("bounds", "at"),
    [
        ({"kind": "number", "minimum": "5", "maximum": "4", "decimals": 0}, "maximum"),
        ({"kind": "upload", "most": 0, "file_kinds": "any"}, "most"),
    ],
)
def test_bounds_that_nobody_can_keep_are_refused(editor, form_page, bounds, at):
    path, _said = refused(editor, form_page, step(asked(key="x", **bounds)))

    assert path == (0, "questions", 0, at)


def test_a_group_with_fewer_rows_at_most_than_at_least_is_refused(editor, form_page):
    path, _said = refused(editor, form_page, step(group(asked(label="Όνομα"), fewest=5, most=2)))

    assert path == (0, "questions", 0, "most")


def test_a_draft_keeps_all_of_this_for_later(editor, form_page):
    raw = [step(), end(), step(group(asked(key="a"), fewest=5, most=2), asked(key="a"), key="b")]

    assert save(editor, form_page, raw, publish=False).status_code == 302
