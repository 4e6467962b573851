"""What people type, and what is made of it."""

import datetime
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from forms import blocks, fields
from forms.apply.steps import StepForm
from forms.definition import Definition, Option, Question, Step
from forms.fields import INVISIBLE
from forms.questions import field_for
from tests.forms.asking import as_data, form_of
from tests.forms.people import make_amka, make_person, make_phone

dates = st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 1, 1))


def refuses(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages[0]


@given(st.text(max_size=150))
def test_clean_text_has_nothing_unseen_and_is_in_one_line(text):
    cleaned = fields.CleanCharField(required=False).clean(text)

    assert not INVISIBLE.search(cleaned)
    assert not set(cleaned) & set("\n\r\t\u2028\u2029\u0085")
    assert unicodedata.is_normalized("NFC", cleaned)
    assert fields.CleanCharField(required=False).clean(cleaned) == cleaned


@given(st.text(max_size=300))
def test_long_text_keeps_its_lines_and_nothing_else_unseen(text):
    cleaned = fields.LongTextField(required=False).clean(text)

    assert not INVISIBLE.search(cleaned)
    assert not set(cleaned) & set("\r\t\u2028\u2029\u0085")
    assert cleaned.count("\n") <= sum(text.count(c) for c in "\n\r\u2028\u2029\u0085")


@given(
    st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"], include_characters=" .,-«»"), max_size=100)
)
def test_ordinary_words_stay_as_they_are(text):
    normal = unicodedata.normalize("NFC", text).strip()

    assert fields.CleanCharField(required=False).clean(text) == INVISIBLE.sub("", normal)


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x1b", "\x9f", "\u202e", "\u2066", "\u2069", "\u200b", "\u200f", "\ufeff", "\u00ad"]
)
def test_characters_that_cannot_be_seen_are_dropped(unseen):
    assert fields.CleanCharField().clean(f"Άν{unseen}να") == "Άννα"


def test_letters_and_accents_are_composed():
    assert fields.CleanCharField().clean("Α\u0301ννα") == "Άννα"


@given(dates, st.integers(0, 9999))
def test_every_amka_is_taken_with_or_without_spaces(born, number):
    amka = make_amka(born, number)

    assert fields.AmkaField().clean(f" {amka[:6]} {amka[6:]} ") == amka
    assert fields.fits_birth_date(amka, born)


@given(dates, st.integers(0, 9999), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_makes_no_amka(born, number, place, difference):
    amka = make_amka(born, number)
    digit = str((int(amka[place]) + difference) % 10)

    refuses(fields.AmkaField(), amka[:place] + digit + amka[place + 1 :])


@given(st.text(max_size=30))
def test_whatever_is_taken_for_an_amka_has_eleven_ascii_digits(text):
    try:
        cleaned = fields.AmkaField(required=False).clean(text)
    except ValidationError:
        return
    assert cleaned == "" or (len(cleaned) == 11 and cleaned.isascii() and cleaned.isdigit())


def test_digits_of_other_scripts_are_no_amka():
    amka = make_person().amka
    arabic = "".join(chr(0x0660 + int(digit)) for digit in amka)
    fullwidth = "".join(chr(0xFF10 + int(digit)) for digit in amka)

    for foreign in (arabic, fullwidth):
        refuses(fields.AmkaField(), foreign)


def test_an_amka_with_a_digit_too_few_is_told_so():
    with translation.override("en"):
        assert "10" in refuses(fields.AmkaField(), make_person().amka[:-1])


def test_a_phone_is_kept_in_one_form_however_it_is_written():
    number = make_phone()
    local = number.removeprefix("+30")

    for written in (
        local,
        f"{local[:3]} {local[3:6]} {local[6:]}",
        f"0030{local}",
        f"+30 ({local[:4]}) {local[4:]}",
    ):
        assert fields.GreekPhoneField().clean(written) == number


def test_foreign_phones_are_taken_with_their_country():
    assert fields.GreekPhoneField().clean("+49 30 901820") == "+4930901820"


@pytest.mark.parametrize(
    "written", ["12", "call me", "69", "+", "0" * 30, "6900000000 ή 2100000000", "１２３"]
)
def test_what_is_no_phone_is_refused(written):
    refuses(fields.GreekPhoneField(), written)


@given(st.text(max_size=45))
def test_whatever_is_taken_for_a_phone_is_plus_and_digits(text):
    try:
        cleaned = fields.GreekPhoneField(required=False).clean(text)
    except ValidationError:
        return
    assert cleaned == "" or (cleaned[0] == "+" and cleaned[1:].isascii() and cleaned[1:].isdigit())


@pytest.mark.parametrize("language", ["el", "en"])
def test_a_date_begins_with_the_day_in_every_language(language):
    with translation.override(language):
        for written in ("1/2/1950", "01-02-1950", "01.02.1950", " 1/2/1950 ", "1 2 1950"):
            assert fields.DayFirstDateField().clean(written) == datetime.date(1950, 2, 1)


@pytest.mark.parametrize(
    "written", ["1950-02-01", "2/30/1950", "31/2/1950", "1/2/50", "x", "1/2/0000", "1/2/0050", "١/٢/١٩٥٠"]
)
def test_what_is_no_date_is_refused(written):
    refuses(fields.DayFirstDateField(), written)


def test_a_birth_lies_between_1900_and_today():
    field = field_for(Question(kind="date", key="born", label="", period="birth"))
    today = timezone.localdate()

    assert field.clean(f"{today:%d/%m/%Y}") == today
    refuses(field, "31/12/1899")
    refuses(field, f"{today + datetime.timedelta(days=1):%d/%m/%Y}")


@pytest.mark.parametrize(
    "written", ["a@b.gr, c@d.gr", "a@b.gr\nBcc: c@d.gr", "a@b.gr\r\nX: y", "a@b", "@", "a b@c.gr"]
)
def test_only_one_plain_email_address_is_taken(written):
    refuses(fields.OneEmailField(), written)


def test_an_answer_that_was_not_offered_is_refused():
    options = (Option("a", "Α"), Option("b", "Β"))

    refuses(field_for(Question(kind="one_of", key="k", label="", options=options)), "c")
    refuses(field_for(Question(kind="many_of", key="k", label="", options=options)), ["a", "c"])
    refuses(field_for(Question(kind="yes_no", key="k", label="")), "maybe")


def test_a_choice_that_need_not_be_made_can_be_taken_back():
    field = field_for(Question(kind="yes_no", key="k", label="", required=False))

    assert "" in dict(field.choices)
    assert field.clean("") == ""


def test_a_required_declaration_must_be_confirmed():
    refuses(field_for(Question(kind="declaration", key="k", label="")), False)


KINDS = list(blocks.QuestionsBlock().child_blocks)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_question_has_a_field_and_each_text_a_greatest_length(kind):
    question = Question(kind=kind, key="k", label="Ετικέτα", options=(Option("a", "Α"),))
    field = form_of(question)["k"].field

    boxes = getattr(field.widget, "widgets", [field.widget])
    for box in boxes:
        if getattr(box, "input_type", "") in ("text", "tel", "email") or kind == "long_text":
            most = getattr(box, "most", 0) or int(box.attrs["maxlength"])
            assert 0 < most <= fields.TEXT
            assert "autocomplete" in box.attrs


BORN = Question(kind="date", key="born", label="", period="birth", autocomplete="bday")
AMKA = Question(kind="amka", key="amka", label="", is_applicants=True)


def test_amka_and_date_of_birth_must_agree():
    person = make_person()
    born = {"born-day": f"{person.born.day}", "born-month": f"{person.born.month}",
            "born-year": f"{person.born.year}"}  # fmt: skip
    own = {**born, "amka": person.amka}
    other = {**born, "amka": make_amka(person.born + datetime.timedelta(days=1))}

    assert not form_of(BORN, AMKA, typed=own).errors
    assert form_of(BORN, AMKA, typed=other).errors.keys() == {"amka"}
    assert not form_of(BORN, Question(kind="amka", key="amka", label=""), typed=other).errors


def test_they_must_agree_across_steps_too():
    person = make_person()
    wrong = person.born + datetime.timedelta(days=1)
    asked = Step(key="s", title="", questions=(BORN,))
    definition = Definition(title="", language="el", steps=(Step("a", "", questions=(AMKA,)), asked))
    form = StepForm(
        as_data({"born": f"{wrong:%d/%m/%Y}"}),
        prefix="s",
        definition=definition,
        step=asked,
        earlier={"amka": person.amka},
    )

    assert form.errors.keys() == {"born"}


@pytest.mark.parametrize(
    "key", ["prefix", "data", "fields", "clean", "errors", "groups", "is_bound", "default_renderer"]
)
def test_a_question_may_have_any_key(key):
    form = form_of(Question(kind="text", key=key, label=""), typed={key: "answer"})

    assert form.is_valid()
    assert form.answers == {key: "answer"}
