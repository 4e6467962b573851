"""The form changes while somebody fills it in: they are led to what is new, told why, and keep the rest."""

import copy

import pytest

from forms.apply.changes import SEEN
from tests.forms.factories import COUNSELLING, make_english, steps, typed_by
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant

CHANGED = "Η φόρμα άλλαξε"
VILLAGE = {"kind": "text", "key": "village", "label": "Οικισμός"}


def changed(step, *, add=(), drop=(), edit=None):
    """COUNSELLING with other questions in one step."""
    form = copy.deepcopy(COUNSELLING)
    [meant] = [each for each in form if each["key"] == step]
    meant["questions"] = [
        {**asked, **(edit or {}).get(asked["key"], {})}
        for asked in meant["questions"]
        if asked["key"] not in drop
    ] + list(add)
    return form


def publish(page, form):
    page.steps = steps(*form)
    page.save_revision().publish()


@pytest.fixture
def done(applicant, person):
    """An applicant who has answered everything and not sent it."""
    applicant.fill_in(person)
    return applicant


def news(applicant, step):
    return applicant.get(step).context["news"]


@pytest.mark.parametrize("required", [True, False])
def test_a_new_question_is_led_to_and_named_once(done, person, required):
    publish(done.page, changed("who", add=[{**VILLAGE, "required": required}]))

    assert done.get("elegxos").url == done.address("who")
    assert done.send().url == done.address("who")
    page = text_of(done.get("who"))
    assert "Οικισμός" in news(done, "who")
    assert news(done, "who") in page
    assert person.name in page

    typed = {**typed_by(person)["who"], "who-village": "Δοϊράνη" if required else ""}
    assert done.post("who", typed).url == done.address("why")
    assert not news(done, "who")
    assert done.get("elegxos").status_code == 200


def test_a_new_step_is_led_to_and_explained(done, person):
    new = {"title": "Ο τόπος", "key": "place", "questions": [VILLAGE]}
    publish(done.page, [COUNSELLING[0], new, *COUNSELLING[1:]])

    assert done.send().url == done.address("place")
    assert news(done, "place")
    assert done.post("place", {"place-village": "Δοϊράνη"}, change="1").url == done.address("elegxos")
    assert not news(done, "place")


def test_who_has_not_come_so_far_is_told_nothing(applicant, person):
    applicant.begin()
    applicant.post("who", typed_by(person)["who"])
    publish(applicant.page, changed("why", add=[VILLAGE]))

    assert not news(applicant, "why")


def test_who_has_begun_and_typed_nothing_is_told_nothing(applicant):
    applicant.begin()
    publish(applicant.page, changed("who", add=[VILLAGE]))

    assert not news(applicant, "who")


def test_a_question_that_asks_for_something_else_now_is_named_where_the_answer_no_longer_fits(done, person):
    options = [("divorce", "Διαζύγιο"), ("grief", "Πένθος")]
    publish(done.page, changed("why", edit={"reasons": {"options": options}}))

    assert done.send().url == done.address("why")
    assert "Λόγοι" in news(done, "why")


def test_other_words_are_no_news(done):
    publish(
        done.page, changed("who", edit={"name": {"label": "Το όνομά σας", "help": "Όπως στην ταυτότητα"}})
    )

    assert done.get("elegxos").status_code == 200
    assert not news(done, "who")


def test_another_language_is_no_news(done):
    english = Applicant(done.client, make_english(done.page))

    assert english.get("elegxos").status_code == 200
    assert not news(english, "who")


def test_a_question_that_moved_to_another_step_takes_its_answer_along(done, person):
    moved = next(asked for asked in COUNSELLING[1]["questions"] if asked["key"] == "more")
    form = changed("why", drop=["more"])
    form[0]["questions"].append(moved)
    publish(done.page, form)

    assert done.get("elegxos").status_code == 200
    assert person.trouble in text_of(done.get("who"))
    done.send()
    assert done.application.answers["more"] == person.trouble


def test_a_question_that_is_taken_out_and_put_back_has_its_answer_again(done, person):
    publish(done.page, changed("why", drop=["more"]))
    typed = {name: value for name, value in typed_by(person)["why"].items() if name != "why-more"}
    done.post("why", typed)
    publish(done.page, COUNSELLING)

    assert person.trouble in text_of(done.get("why"))


def test_an_answer_hidden_by_another_is_there_again_when_that_is_changed_back(done, person):
    asked_of_children = {"question": "whom", "operator": "is", "value": "child"}
    publish(done.page, changed("oath", add=[{**VILLAGE, "required": False, "shown_if": asked_of_children}]))
    for_child, for_me = typed_by(person, whom="child"), typed_by(person)
    done.post("why", for_child["why"])
    done.post("child", for_child["child"])
    done.post("oath", {"oath-true": "on", "oath-village": "Δοϊράνη"})

    done.post("why", for_me["why"])
    done.post("oath", {"oath-true": "on"})
    done.post("why", for_child["why"])

    assert "Δοϊράνη" in text_of(done.get("oath"))


def test_a_cleared_answer_stays_cleared(done, person):
    typed = {name: value for name, value in typed_by(person)["why"].items() if name != "why-reasons"}

    done.post("why", typed)

    assert "reasons" in done.get("why").context["form"].errors


def test_a_page_loaded_before_the_change_has_not_shown_what_is_new(done, person):
    before = done.get("who").context["seen"]
    publish(done.page, changed("who", add=[{**VILLAGE, "required": False}]))

    stale = done.post("who", {**typed_by(person)["who"], SEEN: before})

    assert done.client.get(stale.url).status_code in (200, 302)
    assert "Οικισμός" in news(done, "who")
    fresh = done.get("who").context["seen"]
    done.post("who", {**typed_by(person)["who"], SEEN: fresh})
    assert not news(done, "who")


def test_new_information_asks_nothing(done):
    note = {"kind": "information", "key": "note", "label": "", "text": "<p>Καλό είναι να ξέρετε.</p>"}
    form = changed("who")
    publish(done.page, form)
    page = done.page
    raw = steps(*form).get_prep_value()
    raw[0]["value"]["questions"].append({"type": "information", "id": "n", "value": {"text": note["text"]}})
    page.steps = page.steps.stream_block.to_python(raw)
    page.save_revision().publish()

    assert done.get("elegxos").status_code == 200
    assert not news(done, "who")
