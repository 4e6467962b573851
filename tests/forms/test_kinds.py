"""Every kind of question: what is taken, what is made of it, and what is said of anything else."""

import datetime

import pytest
from django.utils import timezone, translation
from stdnum import iban
from stdnum.gr import vat

from forms.definition import Option
from tests.forms.asking import answer_to, ask, form_of, refusal_of, typed_into
from tests.forms.people import make_person

TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)
OPTIONS = (Option("a", "Α"), Option("b", "Β"), Option("none", "Κανένα", is_none=True))


def day(date):
    return {"day": str(date.day), "month": str(date.month), "year": str(date.year)}


def make_afm():
    start = "09999999"
    return start + vat.calc_check_digit(start)


def make_iban(country="GR", account="01101250000000012300695"):
    return country + iban.calc_check_digits(f"{country}00{account}") + account


TAKEN = [
    (ask("text"), "Άννα", "Άννα"),
    (ask("text", greatest_length=3), "αβγ", "αβγ"),
    (ask("long_text"), "α\r\nβ", "α\nβ"),
    (ask("long_text", greatest_length=3), "α\r\nβ", "α\nβ"),
    (ask("one_of", options=OPTIONS), "b", "b"),
    (ask("many_of", options=OPTIONS), ["a", "b"], ["a", "b"]),
    (ask("many_of", options=OPTIONS), ["none"], ["none"]),
    (ask("yes_no"), "no", "no"),
    (ask("number"), "12", "12"),
    (ask("number"), "1.250", "1250"),
    (ask("number"), "1 250", "1250"),
    (ask("number"), "12.500.000", "12500000"),
    (ask("number"), "12,00", "12"),
    (ask("number"), "-3", "-3"),
    (ask("number"), "-0", "0"),
    (ask("number", decimals=1), "12,5", "12.5"),
    (ask("number", decimals=1), "12.5", "12.5"),
    (ask("number", minimum="1", maximum="9"), "9", "9"),
    (ask("money"), "450", "450.00"),
    (ask("money"), "12,50", "12.50"),
    (ask("money"), "12.50 €", "12.50"),
    (ask("money"), "1.250,00", "1250.00"),
    (ask("money"), "1,250.00", "1250.00"),
    (ask("money"), "€ 1.250", "1250.00"),
    (ask("money"), "1250 ευρώ", "1250.00"),
    (ask("money"), "0", "0.00"),
    (ask("date"), {"day": "1", "month": "2", "year": "1950"}, "1950-02-01"),
    (ask("date"), {"day": "01", "month": "Φεβρουαρίου", "year": "1950"}, "1950-02-01"),
    (ask("date"), {"day": "31", "month": "Μαΐου", "year": "1950"}, "1950-05-31"),
    (ask("date"), {"day": "9", "month": "ΙΟΥΛ", "year": "1950"}, "1950-07-09"),
    (ask("date"), {"day": "9", "month": "August", "year": "1950"}, "1950-08-09"),
    (ask("date", period="past"), day(TODAY), TODAY.isoformat()),
    (ask("date", period="future"), day(TODAY), TODAY.isoformat()),
    (ask("date", period="not_before", earliest="2024-02-29"), {"day": "29", "month": "2", "year": "2024"},
     "2024-02-29"),
    (ask("email"), "name@example.gr", "name@example.gr"),
    (ask("afm"), make_afm(), make_afm()),
    (ask("afm"), f"EL {make_afm()}", make_afm()),
    (ask("address"), {"street": "Ελευθερίας 5", "postcode": "611 00", "town": "Κιλκίς"},
     {"street": "Ελευθερίας 5", "postcode": "61100", "town": "Κιλκίς"}),
    (ask("address"), {"street": "", "postcode": "61100", "town": "Γυναικόκαστρο"},
     {"street": "", "postcode": "61100", "town": "Γυναικόκαστρο"}),
    (ask("iban"), make_iban(), make_iban()),
    (ask("iban"), iban.format(make_iban()).lower(), make_iban()),
    (ask("iban"), f"IBAN: {make_iban()}", make_iban()),
    (ask("iban"), make_iban("DE", "370400440532013000"), make_iban("DE", "370400440532013000")),
    (ask("declaration"), "on", True),
]  # fmt: skip

LEFT_EMPTY = [
    ("text", "", ""),
    ("long_text", "", ""),
    ("one_of", "", ""),
    ("many_of", [], []),
    ("yes_no", "", ""),
    ("number", "", ""),
    ("money", " ", ""),
    ("date", {"day": "", "month": "", "year": ""}, ""),
    ("phone", "", ""),
    ("email", "", ""),
    ("amka", "", ""),
    ("afm", "", ""),
    ("address", {"street": " ", "postcode": "", "town": ""}, {}),
    ("iban", "", ""),
    ("declaration", "", False),
]

REFUSED = [
    (ask("text", greatest_length=3), "αβγδ", "too long: 4 characters; at most 3"),
    (ask("long_text", greatest_length=3), "αβγδ", "too long: 4 characters; at most 3"),
    (ask("many_of", options=OPTIONS), ["a", "none"], "either “Κανένα” or the others"),
    (ask("number"), "δώδεκα", "Write a number in digits"),
    (ask("number"), "1,2,3", "Write a number in digits"),
    (ask("number"), "--1", "Write a number in digits"),
    (ask("number"), "1" * 60, "Write a number in digits"),
    (ask("number"), "12,5", "Write a whole number"),
    (ask("number", decimals=1), "12,55", "at most 1 digit after the comma"),
    (ask("number"), "1,250", "Write 1250 or 1,25"),
    (ask("number", minimum="1"), "0", "The least that fits here is 1"),
    (ask("number", maximum="10"), "11", "The most that fits here is 10"),
    (ask("money"), "-5", "The least that fits here is 0.00"),
    (ask("money"), "12,505", "Write 12505 or 12,50"),
    (ask("money"), "πολλά", "Write a number in digits, for example 1,250.00"),
    (ask("date"), {"day": "1", "month": "", "year": ""}, "missing: month, year"),
    (ask("date"), {"day": "32", "month": "1", "year": "1950"}, "from 1 to 31"),
    (ask("date"), {"day": "1", "month": "13", "year": "1950"}, "from 1 to 12"),
    (ask("date"), {"day": "1", "month": "foo", "year": "1950"}, "from 1 to 12"),
    (ask("date"), {"day": "1", "month": "1", "year": "50"}, "four digits"),
    (ask("date"), {"day": "30", "month": "2", "year": "1950"}, "that month has fewer days"),
    (ask("date"), {"day": "٣", "month": "1", "year": "1950"}, "from 1 to 31"),
    (ask("date", period="past"), day(TOMORROW), "can't lie in the future"),
    (ask("date", period="birth"), {"day": "31", "month": "12", "year": "1899"}, "before 1/1/1900"),
    (ask("date", period="future"), {"day": "1", "month": "1", "year": "1950"}, "can't lie in the past"),
    (ask("date", period="not_before", earliest="2024-03-01"), {"day": "29", "month": "2", "year": "2024"},
     "before 1/3/2024"),
    (ask("phone"), "12", "all its 10 digits"),
    (ask("email"), "name@", "one e-mail address"),
    (ask("amka"), "1", "11 digits; you wrote 1"),
    (ask("afm"), make_afm()[:-1], "9 digits; you wrote 8"),
    (ask("afm"), "abcdefghi", "digits only"),
    (ask("afm"), make_afm()[:-1] + str((int(make_afm()[-1]) + 1) % 10), "one of the digits must be wrong"),
    (ask("address"), {"street": "Οδός 1", "postcode": "123", "town": "Κιλκίς"}, "5 digits"),
    (ask("address"), {"street": "Οδός 1", "postcode": "61100", "town": ""}, "town or the settlement"),
    (ask("address"), {"street": "ο" * 201, "postcode": "61100", "town": "Κιλκίς"}, "too long"),
    (ask("iban"), "0123", "begins with two letters"),
    (ask("iban"), make_iban()[:-1], "27 characters with its GR; you wrote 26"),
    (ask("iban"), "GR00" + make_iban()[4:], "one of the characters must be wrong"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize(("question", "typed", "answer"), TAKEN)
def test_what_is_written_well_is_kept_in_one_form_in_every_language(question, typed, answer, language):
    with translation.override(language):
        assert answer_to(question, typed) == answer


@pytest.mark.parametrize(("kind", "typed", "answer"), LEFT_EMPTY)
def test_what_need_not_be_answered_may_be_left_empty(kind, typed, answer):
    assert answer_to(ask(kind, required=False, options=OPTIONS), typed) == answer


@pytest.mark.parametrize(("kind", "typed", "_answer"), LEFT_EMPTY)
def test_what_must_be_answered_says_so(kind, typed, _answer):
    assert refusal_of(ask(kind, options=OPTIONS), typed)


@pytest.mark.parametrize(("question", "typed", "says"), REFUSED)
def test_a_wrong_answer_is_told_what_is_wrong_and_how_to_put_it_right(question, typed, says):
    with translation.override("en"):
        assert says in refusal_of(question, typed)


@pytest.mark.parametrize(("question", "typed", "_says"), REFUSED)
def test_a_wrong_answer_is_told_so_in_greek(question, typed, _says):
    with translation.override("el"):
        message = refusal_of(question, typed)

    assert any("α" <= letter <= "ω" for letter in message.lower())
    with translation.override("en"):
        assert message != refusal_of(question, typed)


@pytest.mark.parametrize(("question", "typed", "_says"), REFUSED)
def test_what_was_typed_wrongly_stands_there_again(question, typed, _says):
    form = form_of(question, typed=typed_into(question, typed))
    html = form["k"].as_field_group()

    parts = typed.values() if isinstance(typed, dict) else typed if isinstance(typed, list) else [typed]
    for part in filter(None, parts):
        assert f'value="{part}"' in html or f">\n{part}</textarea>" in html


@pytest.mark.parametrize(
    ("question", "boxes"),
    [(ask("date"), ["k-day", "k-month", "k-year"]), (ask("address"), ["k-street", "k-postcode", "k-town"])],
)
def test_several_boxes_are_one_fieldset_each_with_its_label(question, boxes):
    form = form_of(question, typed={boxes[0]: "x"})
    html = form["k"].as_field_group()

    assert html.count("<fieldset") == html.count("<legend") == 1
    assert 'aria-describedby="id_s-k_' in html.partition(">")[2].partition("<legend")[0]
    for number, name in enumerate(boxes):
        assert f'name="s-{name}"' in html
        assert f'for="id_s-k_{number}"' in html
        assert f'id="id_s-k_{number}"' in html


def test_the_browser_may_fill_in_dates_of_birth_and_addresses_part_by_part():
    born = form_of(ask("date", autocomplete="bday"))["k"].as_field_group()
    home = form_of(ask("address", is_applicants=True))["k"].as_field_group()

    assert [f'autocomplete="bday-{part}"' in born for part in ("day", "month", "year")] == [True] * 3
    for token in ("street-address", "postal-code", "address-level2"):
        assert f'autocomplete="{token}"' in home


@pytest.mark.parametrize("who", ["relative", "professional"])
def test_the_browser_fills_in_nothing_when_somebody_else_is_meant(who):
    questions = [
        ask("text", autocomplete="name"),
        ask("date", autocomplete="bday"),
        ask("address", is_applicants=True),
    ]
    for question in questions:
        html = form_of(question, earlier={"gia_poion": who})["k"].as_field_group()
        assert 'autocomplete="off"' in html
        assert html.count("autocomplete=") == html.count('autocomplete="off"')


def test_a_date_that_a_draft_kept_in_one_box_is_found_again():
    form = form_of(ask("date"), typed={"k": "27/3/1950"})

    assert form.is_valid()
    assert form.answers == {"k": "1950-03-27"}
    assert 'value="27"' in str(form["k"])


def test_information_is_shown_and_never_an_answer():
    form = form_of(ask("information", label="Προσοχή", text="<p>Κρατήστε τα χαρτιά.</p>"), typed={"k": "x"})

    assert form.is_valid()
    assert form.answers == {}
    html = form["k"].as_field_group()
    assert "Προσοχή" in html
    assert "<p>Κρατήστε τα χαρτιά.</p>" in html
    assert "<input" not in html


@pytest.mark.parametrize("kind", ["text", "long_text"])
def test_a_limit_is_counted_live_and_stands_there_without_javascript(kind):
    with translation.override("en"):
        html = form_of(ask(kind, greatest_length=40))["k"].as_field_group()

    assert 'data-most="40"' in html
    assert "At most 40 characters" in html
    assert 'aria-describedby="id_s-k_count"' in html
    assert "maxlength" not in html  # what is pasted in isn't cut off without a word


def test_a_short_text_without_a_limit_of_its_own_has_no_count():
    assert "character-count" not in form_of(ask("text"))["k"].as_field_group()


def test_the_own_amka_is_taken():
    person = make_person()

    assert answer_to(ask("amka"), f"{person.amka[:6]} {person.amka[6:]}") == person.amka
