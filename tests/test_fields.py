"""How a form shows itself: the one markup of labels, hints and errors."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation


class Visit(forms.Form):
    """One field of each kind that the site shows."""

    name = forms.CharField(label="Name", help_text="As on your card.")
    mail = forms.EmailField(label="E-mail", required=False)
    where = forms.ChoiceField(
        label="Where?",
        help_text="Only we see it.",
        widget=forms.RadioSelect,
        choices=[("a", "Here"), ("b", "There")],
    )
    why = forms.MultipleChoiceField(
        label="Why?", widget=forms.CheckboxSelectMultiple, choices=[("x", "Rent"), ("y", "Light")]
    )
    true = forms.BooleanField(label="It is true.")
    step = forms.CharField(widget=forms.HiddenInput, initial="one")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def faulty():
    form = Visit({"step": "one"})
    assert not form.is_valid()
    return form


def ids(html):
    return set(re.findall(r'\bid="([^"]+)"', html))


def whole(form):
    return "".join(field.as_field_group() for field in form)


def test_a_hint_and_an_error_are_read_out_with_their_field(faulty):
    html = faulty["name"].as_field_group()
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html).group(1).split()

    assert described == ["id_name_helptext", "id_name_error"]
    assert set(described) <= ids(html)
    assert 'aria-invalid="true"' in html
    assert '<label class="field__label" for="id_name">' in html


def test_a_group_of_choices_has_its_question_as_legend(faulty):
    html = faulty["where"].as_field_group()
    described = re.search(r'<fieldset aria-describedby="([^"]+)"', html).group(1).split()

    assert re.search(r"<legend[^>]*>Where\?", html)
    assert set(described) <= ids(html)
    assert len(re.findall(r'<label class="choice"', html)) == 2


def test_a_single_box_stands_before_its_words():
    html = Visit()["true"].as_field_group()

    assert re.search(r'<label class="choice" for="id_true"><input[^>]*> <span>It is true', html)


def test_what_may_stay_empty_says_so():
    form = Visit()

    assert "(optional)" in form["mail"].as_field_group()
    assert "(optional)" not in form["name"].as_field_group()


def test_a_hidden_field_shows_nothing():
    html = Visit()["step"].as_field_group()

    assert "<label" not in html
    assert 'type="hidden"' in html


def test_words_of_editors_and_applicants_are_never_markup():
    form = Visit({"name": '"><script>x</script>'})
    form.fields["name"].label = form.fields["name"].help_text = "<b>bold</b>"
    html = form["name"].as_field_group()

    assert "<script>" not in html
    assert "<b>" not in html


def test_the_summary_of_errors_leads_to_a_place_that_exists(faulty):
    summary = render_to_string("components/error-summary.html", {"form": faulty})
    targets = set(re.findall(r'href="#([^"]+)"', summary))

    assert targets == {"id_name", "id_where_0", "id_why_0", "id_true"}
    assert targets <= ids(whole(faulty))


def test_no_summary_without_errors():
    assert render_to_string("components/error-summary.html", {"form": Visit()}).strip() == ""
