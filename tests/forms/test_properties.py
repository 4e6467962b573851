"""What holds for every form that could be composed and everything that could be typed into it."""

import datetime
import json
from html.parser import HTMLParser
from types import SimpleNamespace

from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.apply.answering import Answering
from forms.definition import Condition, Definition, Option, Question, Step
from forms.keys import CHECK
from tests.forms.asking import as_data, form_of
from tests.forms.people import make_amka, make_phone
from tests.forms.test_kinds import make_afm, make_iban

CHOOSING = ("one_of", "many_of", "yes_no", "declaration")
IN_ROWS = ("text", "long_text", "one_of", "many_of", "yes_no", "number", "money", "date", "phone", "email",
           "amka", "afm", "address", "iban")  # fmt: skip
KINDS = (*IN_ROWS, "group", "upload", "declaration", "information")
OPTIONS = (Option("a", "Α"), Option("b", "Β"), Option("none", "Κανένα", is_none=True))
PHONE, AMKA = make_phone(), make_amka(datetime.date(1950, 1, 1))
PAPER = {"id": "1", "name": "χαρτί.pdf", "size": 1, "state": "clean"}

walks = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def conditions(draw, earlier):
    """None, or one about a question before, as publishing lets it pass."""
    asked = [question for question in earlier if question.kind != "information"]
    if not asked or draw(st.integers(0, 2)):
        return Condition()
    question = draw(st.sampled_from(asked))
    operators = ["is_answered", "is_not_answered"]
    if question.kind in CHOOSING:
        operators += ["is", "is_not"] + (["includes"] if question.kind == "many_of" else [])
    operator = draw(st.sampled_from(operators))
    keys = [key for key, _label in question.choices] if question.kind in CHOOSING else [""]
    return Condition(question.key, operator, draw(st.sampled_from(keys)))


@st.composite
def questions(draw, key, earlier, kinds=KINDS):
    kind = draw(st.sampled_from(kinds))
    how = {"shown_if": draw(conditions(earlier)), "required": draw(st.booleans())}
    if kind in ("one_of", "many_of"):
        how["options"] = OPTIONS
    if kind == "date":
        how["period"] = draw(st.sampled_from(["any", "past", "birth", "future", "not_before"]))
        how["earliest"] = "2001-02-03"
    if kind in ("number", "money"):
        how |= {"minimum": "1", "maximum": "5000", "decimals": draw(st.integers(0, 2))}
    if kind == "group":
        fewest = draw(st.integers(0, 2))
        how |= {"fewest": fewest, "most": 3, "row_name": "Μέλος", "required": fewest > 0}
        inner: list[Question] = []
        for number in range(draw(st.integers(1, 3))):
            inner.append(draw(questions(f"{key}_{number}", inner, IN_ROWS)))
        how["questions"] = tuple(inner)
    return Question(kind=kind, key=key, label=f"Ερώτηση {key}", **how)


@st.composite
def definitions(draw):
    """As a page that passed publishing gives: conditions point back, keys differ, no step is empty."""
    steps: list[Step] = []
    earlier: list[Question] = []
    for i in range(draw(st.integers(1, 4))):
        shown_if = draw(conditions(earlier))
        if earlier and not draw(st.integers(0, 4)):
            steps.append(Step(key=f"end{i}", title="Τέλος", is_end=True, shown_if=shown_if))
            continue
        own: list[Question] = []
        for j in range(draw(st.integers(1, 3))):
            own.append(draw(questions(f"q{i}_{j}", earlier + own)))
        steps.append(Step(key=f"step{i}", title="Βήμα", questions=tuple(own), shown_if=shown_if))
        earlier += own
    return Definition(title="Αίτηση", language="el", steps=tuple(steps))


@st.composite
def typed_well(draw, question):
    """What somebody types who answers a question properly: by part, "" for the whole."""
    if question.kind != "group" and not question.required and not draw(st.integers(0, 3)):
        return {}
    if question.kind == "group":
        rows = draw(st.integers(question.fewest, question.most))
        return {"-rows": [str(rows)]} | {
            f"-{number}-{inner.key}{part}": value
            for number in range(rows)
            for inner in question.questions
            for part, value in draw(typed_well(_required(inner))).items()
        }
    match question.kind:
        case "one_of":
            return {"": [draw(st.sampled_from(["a", "b", "none"]))]}
        case "many_of":
            return {"": draw(st.sampled_from([["a"], ["a", "b"], ["none"]]))}
        case "yes_no":
            return {"": [draw(st.sampled_from(["yes", "no"]))]}
        case "number" | "money":
            return {"": [str(draw(st.integers(1, 5000)))]}
        case "date":
            day = _day_for(question, draw)
            return {"-day": [str(day.day)], "-month": [str(day.month)], "-year": [str(day.year)]}
        case "phone":
            return {"": [PHONE]}
        case "email":
            return {"": ["name@example.gr"]}
        case "amka":
            return {"": [AMKA]}
        case "afm":
            return {"": [make_afm()]}
        case "iban":
            return {"": [make_iban()]}
        case "address":
            return {"-street": ["Οδός 1"], "-postcode": ["61100"], "-town": ["Κιλκίς"]}
        case "declaration":
            return {"": ["on"]}
        case "upload" | "information":
            return {}
        case _:
            return {"": [draw(st.text("αβγ ,.", min_size=1).filter(str.strip))]}


def _required(question):
    """In a row all is filled in, so that no row is taken for empty."""
    return Question(**{**vars(question), "required": True})


def _day_for(question, draw):
    if question.period == "future":
        return timezone.localdate() + datetime.timedelta(days=draw(st.integers(0, 999)))
    earliest = datetime.date.fromisoformat(question.earliest)
    return draw(st.dates(earliest, datetime.date(2024, 1, 1)))


def answering(definition, typed):
    """As a draft that holds `typed` and a file for every upload is read."""
    read = Answering(definition, SimpleNamespace(answers=typed))
    read.__dict__["uploads"] = {
        question.key: [PAPER] for question in definition.questions if question.kind == "upload"
    }
    return read


def fill_in(data, step):
    return {
        f"{step.key}-{question.key}{part}": value
        for question in step.questions
        for part, value in data.draw(typed_well(question)).items()
    }


def walk(data, definition):
    """Answer what is asked until nothing is left, or an end is reached; how it stands then."""
    typed = {}
    for _turn in range(len(definition.steps) + 1):
        read = answering(definition, typed)
        step = definition.step(read.furthest)
        if step is None or step.is_end:
            return read
        assert step.key not in typed, f"{step.key} was answered properly and is asked again"
        typed = typed | {step.key: fill_in(data, step)}
    raise AssertionError("the walk has no end")


@walks
@given(st.data())
def test_every_form_can_be_walked_to_its_end(data):
    definition = data.draw(definitions())
    read = walk(data, definition)

    step = definition.step(read.furthest)
    assert read.furthest == CHECK or step.is_end
    rows = definition.answered(read.answers)
    assert {q.key for _step, asked in rows for q, _text in asked} == read.answers.keys()


@walks
@given(st.data())
def test_answers_of_steps_that_are_not_shown_never_reach_the_application(data):
    definition = data.draw(definitions())
    everything = {step.key: fill_in(data, step) for step in definition.steps}

    answers = answering(definition, everything).answers

    for step in definition.steps:
        for question in step.questions:
            if question.key in answers:
                assert step.shown_if.holds(answers)
                assert question.shown_if.holds(answers)


@walks
@given(st.data())
def test_an_application_always_renders_and_survives_being_kept(data):
    definition = data.draw(definitions())
    answers = walk(data, definition).answers
    kept = json.loads(json.dumps(answers))

    assert kept == answers
    version = SimpleNamespace(content=json.loads(json.dumps(definition.content)))
    again = Definition.from_version(version)
    assert again == definition
    for step, rows in again.answered(kept):
        assert step.title
        for question, text in rows:
            assert bool(text) is bool(kept[question.key] not in ("", [], {}))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.sampled_from(["2024-13-01", "NaN", "1e999999999", "-Infinity", "+30", "yes"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["name", "street", "town", "postcode", "a", "inner"]), inner, max_size=3
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KINDS), anything, st.sampled_from(["el", "en"]))
def test_whatever_an_answer_holds_is_read_out_somehow(kind, answer, language):
    inner = tuple(Question(kind=each, key="inner", label="Λ", options=OPTIONS) for each in IN_ROWS[:1])
    question = Question(kind=kind, key="q", label="Λ", options=OPTIONS, questions=inner, row_name="Μ")
    definition = Definition("Α", language, (Step("s", "Σ", questions=(question,)),))

    [(_step, [(_question, text)])] = definition.answered({"q": answer})

    assert isinstance(text, str)
    with translation.override(language):
        assert all(isinstance(word, str) for word in question.words(answer))
    Condition("q", "is", "yes").holds({"q": answer})


class Boxes(HTMLParser):
    """What stands in the text boxes of a page, by name."""

    def __init__(self, html):
        super().__init__()
        self.found, self.within = {}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input" and attrs.get("type") in ("text", "tel", "email"):
            self.found[attrs["name"]] = attrs.get("value") or ""
        if tag == "textarea":
            self.within = attrs["name"]
            self.found[self.within] = ""

    def handle_data(self, data):
        if self.within:
            self.found[self.within] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.found[self.within] = self.found[self.within].removeprefix("\n")
            self.within = None


WRITTEN = [kind for kind in IN_ROWS if kind not in CHOOSING]
PARTS = {"date": ("-day", "-month", "-year"), "address": ("-street", "-postcode", "-town")}
anything_typed = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), min_size=1, max_size=60
)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(WRITTEN), st.booleans())
def test_whatever_was_typed_stands_there_again_as_it_was_typed(data, kind, in_a_group):
    asked = Question(kind=kind, key="q", label="Ετικέτα")
    place = "g-0-q" if in_a_group else "q"
    typed = {f"{place}{part}": data.draw(anything_typed) for part in PARTS.get(kind, ("",))}
    if in_a_group:
        asked = Question(kind="group", key="g", label="Ομάδα", questions=(asked,))
    form = form_of(asked, typed=typed)

    kept = form.kept_data()
    assert {name: kept[f"s-{name}"] for name in typed} == {name: [value] for name, value in typed.items()}
    form.is_valid()
    [field] = form
    shown = Boxes(field.as_field_group()).found
    assert {name: shown[f"s-{name}"] for name in typed} == typed


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(KINDS))
def test_whatever_is_posted_is_answered_or_refused_and_never_an_error(data, kind):
    options = {"options": OPTIONS, "row_name": "Μ", "fewest": data.draw(st.integers(0, 2))}
    inner = tuple(Question(kind=each, key=each, label="", options=OPTIONS) for each in ("text", "date"))
    question = Question(kind=kind, key="q", label="", questions=inner, **options)
    names = ["q", "q-day", "q-year", "q-town", "q-rows", "q-add", "q-0-text", "q-1-date-day", "q-0-remove",
             "q-77-text", "q-refused", "q-upload"]  # fmt: skip
    posted = data.draw(st.dictionaries(st.sampled_from(names), st.lists(st.text(max_size=20), min_size=1)))

    form = form_of(question, typed=posted)
    if form.is_valid():
        json.dumps(form.answers)
    else:
        assert form.errors
    form.kept_data()
    for field in form:
        field.as_field_group()


def test_a_page_never_posts_more_fields_than_are_taken(settings):
    dates = tuple(Question(kind="date", key=f"d{n}", label="") for n in range(2))
    group = Question(kind="group", key="g", label="", most=20, fewest=20, questions=dates)
    form = form_of(group, typed={"g-rows": "20"})
    html = form["g"].as_field_group()

    assert group.boxes <= settings.PUBLIC_MAX_NUMBER_FIELDS
    assert html.count("<input") < settings.PUBLIC_MAX_NUMBER_FIELDS
    assert as_data({"g-rows": "20"}) == form.data
