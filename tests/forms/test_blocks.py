"""The builder's blocks: what becomes of them, what is translated, what publishing refuses."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.segments.types import StringSegmentValue
from wagtail_localize.strings import StringValue

from forms import keys
from forms.definition import MOST_BOXES, Condition, Definition
from forms.models import ApplicationFormPage
from forms.reading import boxes_of
from tests.forms.factories import new_id, raw_question

STREAM = ApplicationFormPage._meta.get_field("steps").stream_block
IF_YES = {"question": "owns", "operator": "is", "value": "yes"}
NAME = {"kind": "text", "key": "name", "label": "Όνομα του μέλους", "greatest_length": 80}
ROLE = {"kind": "one_of", "key": "role", "label": "Σχέση του μέλους",
        "options": [("child", "Παιδί μου"), ("spouse", "Σύζυγός μου")],
        "shown_if": IF_YES}  # fmt: skip


def raw_group(*, label="Το νοικοκυριό", questions=(NAME, ROLE), **value):
    inner = [raw_question(**asked) for asked in questions]
    return raw_question(
        kind="group", **{"key": "members", "label": label, "row_name": "Κάθε μέλος", "fewest": 1, "most": 4,
                         "questions": inner, **value}
    )  # fmt: skip


def raw_step(*questions, title="Πρώτο βήμα", key="first"):
    value = {"title": title, "key": key, "questions": list(questions)}
    return {"type": "step", "id": new_id(), "value": value}


def raw_end(*, services=()):
    listed = [{"type": "item", "id": new_id(), "value": pk} for pk in services]
    value = {"title": "Δεν δικαιούστε", "intro": "Γιατί όχι", "key": "no", "services": listed,
             "shown_if": IF_YES}  # fmt: skip
    return {"type": "end", "id": new_id(), "value": value}


def everything(**of_end):
    return STREAM.to_python(
        [
            raw_step(
                raw_question(kind="yes_no", key="owns", label="Έχετε σπίτι;"),
                raw_question(kind="number", key="rooms", label="Δωμάτια", minimum="1.00", maximum="20"),
                raw_question(kind="money", key="rent", label="Μίσθωμα"),
                raw_question(kind="date", key="since", label="Από πότε", period="not_before",
                             earliest="2020-01-31"),
                raw_group(),
                raw_question(kind="upload", key="papers", label="Χαρτιά", most=2, file_kinds="pdf"),
                raw_question(kind="information", key="info", label="Προσοχή", text="<p>Κρατήστε τα.</p>"),
                raw_question(kind="address", key="home", label="Κατοικία", is_applicants=True),
            ),
            raw_end(**of_end),
        ]
    )  # fmt: skip


@pytest.fixture
def page(form_page):
    form_page.steps = everything(services=[form_page.get_parent().pk])
    return form_page


def test_every_part_of_a_block_reaches_the_definition(form_page):
    form_page.steps = everything()
    definition = Definition.from_page(form_page)
    ask = definition.question

    assert (ask("rooms").minimum, ask("rooms").maximum, ask("rooms").decimals) == ("1.00", "20", 0)
    assert (ask("since").period, ask("since").earliest) == ("not_before", "2020-01-31")
    assert (ask("papers").most, ask("papers").file_kinds) == (2, "pdf")
    assert (ask("info").label, ask("info").text) == ("Προσοχή", "<p>Κρατήστε τα.</p>")
    assert ask("home").is_applicants
    members = ask("members")
    assert (members.row_name, members.fewest, members.most, members.required) == ("Κάθε μέλος", 1, 4, True)
    name, role = members.questions
    assert (name.label, name.greatest_length) == ("Όνομα του μέλους", 80)
    assert role.shown_if == Condition("owns", "is", "yes")
    end = definition.step("no")
    assert (end.is_end, end.intro, end.questions, end.services) == (True, "Γιατί όχι", (), ())


def test_such_a_definition_comes_back_whole_from_what_is_kept(form_page):
    form_page.steps = everything()
    definition = Definition.from_page(form_page)

    class Kept:
        content = definition.content

    assert Definition.from_version(Kept) == definition


def test_a_definition_kept_before_there_were_groups_is_still_read(form_page):
    """Its questions and steps know nothing of what was added since."""
    content = Definition.from_page(form_page).content
    old_question = {"kind", "key", "label", "help", "required", "options", "autocomplete", "period",
                    "is_applicants", "shown_if"}  # fmt: skip
    for step in content["steps"]:
        for added in ("is_end", "services"):
            del step[added]
        step["questions"] = [
            {name: value for name, value in asked.items() if name in old_question}
            for asked in step["questions"]
        ]
        for asked in step["questions"]:
            asked["options"] = [{"key": o["key"], "label": o["label"]} for o in asked["options"]]

    class Kept:
        pass

    Kept.content = {name: content[name] for name in ("title", "language", "steps")}
    old = Definition.from_version(Kept)

    assert [step.key for step in old.steps] == [step.key for step in Definition.from_page(form_page).steps]
    assert old.question("whom").display("me") == "Για μένα"


def test_words_of_groups_ends_and_information_are_translated_and_nothing_else(page):
    words = {
        segment.string.get_translatable_html()
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue) and segment.path.startswith("steps.")
    }

    assert words == {
        "Πρώτο βήμα", "Έχετε σπίτι;", "Δωμάτια", "Μίσθωμα", "Από πότε", "Το νοικοκυριό", "Κάθε μέλος",
        "Όνομα του μέλους", "Σχέση του μέλους", "Παιδί μου", "Σύζυγός μου", "Χαρτιά", "Προσοχή",
        "Κρατήστε τα.", "Κατοικία", "Δεν δικαιούστε", "Γιατί όχι",
    }  # fmt: skip


def test_a_translation_changes_words_and_keeps_keys_conditions_numbers_and_services(page):
    greek = Definition.from_page(page)
    english, _made = Locale.objects.get_or_create(language_code="en")
    segments = [
        segment.with_order(segment.order)
        if not isinstance(segment, StringSegmentValue)
        else StringSegmentValue(segment.path, StringValue(f"EN {number}"), order=segment.order)
        for number, segment in enumerate(extract_segments(page))
        if segment.path.startswith("steps.")
    ]
    target = ApplicationFormPage.objects.get(pk=page.pk)

    ingest_segments(page, target, page.locale, english, segments)
    translated = Definition.from_page(target)

    def bones(definition):
        return [
            (step.key, step.shown_if, step.services, [
                (q.key, q.kind, q.minimum, q.most, q.shown_if, [o.key for o in q.options],
                 [(inner.key, inner.shown_if, [o.key for o in inner.options]) for inner in q.questions])
                for q in step.questions
            ])
            for step in definition.steps
        ]  # fmt: skip

    assert bones(translated) == bones(greek)
    members = translated.question("members")
    shown = [members.label, members.row_name, *(o.label for o in members.questions[1].options)]
    assert all(label.startswith("EN ") for label in shown)


def test_questions_in_groups_get_keys_that_no_other_question_has():
    stream = STREAM.to_python(
        [
            raw_step(
                raw_question(kind="text", label="Όνομα"),
                raw_group(key="", questions=({"kind": "text", "label": "Όνομα"},)),
                raw_question(kind="information", text="<p>Κρατήστε τα</p>"),
            )
        ]
    )

    keys.fill(stream, {})

    assert [found.key for found in keys.keyed(stream)] == [
        "first", "onoma", "to_noikokyrio", "onoma_2", "kratiste_ta",
    ]  # fmt: skip


def refused(*blocks):
    with translation.override("en"):
        with pytest.raises(ValidationError) as error:
            STREAM.clean(STREAM.to_python(list(blocks)))
        return str(error.value.as_json_data())


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (raw_question(kind="number", label="Α", minimum="5", maximum="4"), "smaller than the least"),
        (raw_question(kind="money", label="Α", minimum="5", maximum="4"), "smaller than the least"),
        (raw_question(kind="date", label="Α", period="not_before"), "before which date"),
        (raw_group(fewest=5, most=4), "fewer rows at most"),
        (raw_group(most=20, questions=[{"kind": "address", "label": "Α"}] * 3), "at most 17 rows"),
        (raw_group(questions=[]), "required"),
    ],
)
def test_what_cannot_be_answered_is_refused_where_it_stands(question, says):
    assert says in refused(raw_step(question))


@pytest.mark.parametrize(
    "question", [raw_question(kind="date", label="Α", period="not_before"), raw_group(fewest=5)]
)
def test_a_draft_may_hold_it(question):
    stream = STREAM.to_python([raw_step(question)])

    STREAM.clean_deferred(stream)


def test_a_step_never_asks_more_than_a_request_may_hold():
    many = [
        raw_question(kind="many_of", label="Α", options=[(f"k{n}", "Α") for n in range(60)])
        for _n in range(3)
    ]

    assert "Divide it into two" in refused(raw_step(*many))


def test_an_unchecked_group_is_drawn_in_to_what_fits():
    inner = [{"kind": "address", "key": f"a{n}", "label": "Α"} for n in range(5)]
    block = STREAM.to_python([raw_step(raw_group(most=900, fewest=800, questions=inner))])[0]

    assert boxes_of(block.value["questions"][0]) <= MOST_BOXES + 2


def test_bounds_are_kept_as_they_were_written(form_page):
    form_page.steps = everything()
    form_page.steps[0].value["questions"][1].value["maximum"] = Decimal("1E+3")

    assert Definition.from_page(form_page).question("rooms").maximum == "1000"


def test_the_step_that_asks_for_whom_comes_first_where_others_may_apply(form_page):
    plain = Definition.from_page(form_page)
    form_page.allows_relatives = True
    asked = Definition.from_page(form_page)

    assert [step.key for step in asked.steps] == [
        "gia_poion",
        "gia_poion_stoicheia",
        *(step.key for step in plain.steps),
    ]


def test_a_mail_goes_to_the_first_own_address_given(form_page):
    definition = form_page.definition

    assert definition.email_of({"email": "a@example.gr"}) == "a@example.gr"
    assert definition.email_of({"email": ""}) == ""
    assert definition.email_of({}) == ""
