"""An applicant who sends what no browser would: out of order, too much, with letters nobody sees."""

import random

import pytest
from django import forms
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.apply.groups import GroupField, RowForm
from forms.apply.steps import StepForm
from forms.keys import CHECK, RECEIVED
from forms.models import Application, ApplicationFormPage, Draft
from forms.questions import InformationField
from forms.uploads.field import UploadField
from tests.attack.answers import assert_decent, assert_own_error, html_of
from tests.forms.people import make_person
from tests.forms.walking import Applicant

COUNSELLING = "psychologiki-symvouleftiki-ypostirixi"
LANGUAGES = ["el", "en"]
UNSEEN = "\x00\x01\x0b\x1b\x7f\x9f\u202e\u2066\u200b\u200f\u2060\ufeff\u00ad"
NASTY = [
    UNSEEN, "<script>alert(1)</script>", '" onmouseover=alert(1) x="',
    "{{7*7654321}}{% debug %}", "' OR 1=1 --",
    "=cmd|' /C calc'!A0", "\r\nBcc: evil@example.gr", "a" * 30_000, "\n" * 10_000, "0" * 5000, "-1", "1e309",
    "None", "[]", "٣" * 11, "/" * 20, "99/99/9999", "1/1/0001", "29/2/1900", "x@" + "y." * 150 + "gr",
    "+" * 40, "+999999999999999999", "a@b.gr\nc@d.gr", "\ufffd", "e\u0301" * 200,
]  # fmt: skip


@pytest.fixture(params=LANGUAGES)
def applicant(request, kilkis):
    """Somebody who has begun the form, in Greek or in English."""
    page = ApplicationFormPage.objects.live().get(slug=COUNSELLING, locale__language_code=request.param)
    applicant = Applicant(Client(raise_request_exception=False), page)
    applicant.begin()
    return applicant


def steps_of(applicant):
    return [*(step.key for step in applicant.page.definition.steps), CHECK, RECEIVED]


def names_of(step):
    return [f"{step.key}-{question.key}" for question in step.questions]


def typed(page, person):
    """A valid answer for each question, by step."""
    kinds = {
        "text": person.name, "long_text": person.trouble, "yes_no": "yes", "phone": person.phone,
        "date": f"{person.born:%d/%m/%Y}", "email": person.email, "amka": person.amka, "declaration": "on",
    }  # fmt: skip
    return {
        step.key: {
            f"{step.key}-{question.key}": kinds.get(question.kind) or question.choices[0][0]
            for question in step.questions
        }
        for step in page.definition.steps
    }


def assert_nothing_is_sent():
    assert not Application.objects.exists()


def test_the_form_can_be_sent_at_all(applicant):
    """Else the tests below would show nothing."""
    for step, data in typed(applicant.page, make_person()).items():
        applicant.post(step, data)

    assert applicant.send().url == applicant.address(RECEIVED)
    assert Application.objects.count() == 1


def test_steps_posted_in_any_order_send_nothing_unfinished(applicant):
    order = steps_of(applicant) * 2
    random.Random(7).shuffle(order)
    for step in order:
        response = applicant.post(step, {"x": "y"})
        assert response.status_code in (302, 405)
        assert_decent(response)
    assert_nothing_is_sent()


@pytest.mark.parametrize(
    "claimed", [None, "", "nothing", CHECK, "../../admin", "\x00", "<script>alert(1)</script>", "x" * 10_000]
)
def test_a_step_that_claims_to_be_another_is_refused(applicant, claimed):
    for step in applicant.page.definition.steps:
        posted = {} if claimed is None else {"application-current_step": claimed}
        response = applicant.client.post(applicant.address(step.key), posted)
        assert_decent(response, "<script>")
        assert_own_error(response, 400, applicant.page.locale.language_code)
    assert_nothing_is_sent()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("step", ["nothing", "0", "-", "wizard", "done", "ΒΗΜΑ", "x" * 500])
def test_a_step_that_does_not_exist_is_not_there(applicant, method, step):
    response = getattr(applicant.client, method)(applicant.address(step), {"application-current_step": step})
    assert_decent(response)
    assert_own_error(response, 404, applicant.page.locale.language_code)


@pytest.mark.parametrize("applicant", ["el"], indirect=True)
@pytest.mark.parametrize("value", NASTY)
def test_nothing_that_is_typed_breaks_a_step(applicant, value):
    for step in applicant.page.definition.steps:
        first, *others = names_of(step)
        data = {**dict.fromkeys(others, value), first: [value] * 20}
        response = applicant.post(step.key, data, **{value[:50]: value[:50]})
        assert_decent(response)
        assert response.status_code == 302
        assert response.url.startswith("/")
        shown = applicant.get(step.key)
        assert_decent(shown, "<script>alert(1)", '" onmouseover=alert(1)', "53580247")
    applicant.send()
    assert_nothing_is_sent()


def test_letters_nobody_sees_are_in_no_answer(applicant):
    person = make_person()
    for step, data in typed(applicant.page, person).items():
        for name, value in data.items():
            question = applicant.page.definition.question(name.partition("-")[2])
            if question.kind in ("text", "long_text", "email", "phone", "amka"):
                data[name] = value[:3] + UNSEEN.replace("\x00", "") + value[3:] + "\x00"
        assert applicant.post(step, data).status_code == 302
    applicant.send()

    kept = str(Application.objects.get().content)
    assert person.name in kept
    assert not [letter for letter in UNSEEN if letter in kept or repr(letter)[1:-1] in kept]


def asked_by(fields):
    """All fields that take what is typed: the parts of a date or an address, the rows of a group."""
    for field in fields:
        if isinstance(field, GroupField):
            row = RowForm(None, group=field.question, number=0, name="row", earlier=None)
            yield from asked_by(row.fields.values())
        elif isinstance(field, forms.MultiValueField):
            yield from asked_by(field.fields)
        elif not isinstance(field, InformationField):
            yield field


def test_every_text_has_a_greatest_length(kilkis):
    """R16, over all forms there are."""
    looked_at = 0
    for page in ApplicationFormPage.objects.live():
        for step in page.definition.steps:
            form = StepForm(prefix=step.key, definition=page.definition, step=step, earlier=None)
            for field in asked_by(form.fields.values()):
                looked_at += 1
                # Choices are held to what is offered, files to their content.
                if isinstance(field, forms.CharField):
                    assert 0 < field.max_length <= 5000
                else:
                    assert isinstance(field, forms.ChoiceField | forms.BooleanField | UploadField)
    assert looked_at > 100


def test_choices_are_those_offered(applicant):
    for step in applicant.page.definition.steps:
        chosen = [f"{step.key}-{q.key}" for q in step.questions if q.choices]
        for value in ("nothing", "0", "__all__", "yes\x00", "YES", ["yes", "no"]):
            response = applicant.post(step.key, dict.fromkeys(chosen, value))
            assert response.url in (applicant.address(step.key), *map(applicant.address, steps_of(applicant)))
    applicant.send()
    assert_nothing_is_sent()


def test_what_a_draft_keeps_is_bounded(applicant):
    step = applicant.page.definition.steps[0]
    name = names_of(step)[0]

    applicant.post(step.key, {name: ["x" * 100_000] * 100})

    kept = Draft.objects.get().answers[step.key]
    assert set(kept) <= set(names_of(step))
    assert sum(len(value) for value in kept[name]) <= 20_000 * 100


def test_a_form_without_its_management_fields_is_refused_and_keeps_the_draft(applicant):
    before = Draft.objects.values().get()
    for step in steps_of(applicant)[:-1]:
        for body in (b"", b"{}", b"\xff\xfe", b"wizard_goto_step=" + step.encode()):
            response = applicant.client.post(
                applicant.address(step), body, content_type="application/x-www-form-urlencoded"
            )
            assert_own_error(response, 400, "el")
    assert Draft.objects.values().get() == before


@pytest.mark.parametrize("applicant", ["en"], indirect=True)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
@given(
    value=st.text(max_size=400), extra=st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=5)
)
def test_any_text_can_be_typed_and_comes_back(applicant, value, extra):
    value = value.encode(errors="replace").decode()
    extra = {
        key.encode(errors="replace").decode(): text.encode(errors="replace").decode()
        for key, text in extra.items()
    }
    for step in applicant.page.definition.steps[:1]:
        posted = {**extra, **dict.fromkeys(names_of(step), value), "application-current_step": step.key}
        response = applicant.client.post(applicant.address(step.key), posted)
        assert response.status_code == 302
        assert_decent(applicant.get(step.key))


def test_a_token_of_somebody_elses_page_is_refused(applicant):
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    stranger.cookies = applicant.client.cookies
    step = applicant.page.definition.steps[0].key
    for token in ("", "x", "a" * 32, "a" * 64, "\x00" * 64, "<script>alert(1)</script>", "a" * 10_000):
        for origin in ("http://evil.example", "null", "https://testserver", "http://testserver.evil.example"):
            response = stranger.post(
                applicant.address(step),
                {"application-current_step": step, "csrfmiddlewaretoken": token},
                headers={"origin": origin, "x-csrftoken": token.replace("\x00", "")},
            )
            assert_decent(response, "<script>alert(1)")
            assert_own_error(response, 403, applicant.page.locale.language_code)
    assert "alert(1)" not in html_of(applicant.get(step))
