"""The documents that the office issues, as the Kilkis content brings them."""

from forms.documents import issuing, places
from forms.models import DocumentTemplate
from home.content.documents import DocumentLoader
from home.content.ledger import Ledger


def test_each_form_that_ends_in_a_document_has_one_for_yes_and_no_in_both_languages(kilkis):
    kinds = DocumentTemplate.objects.order_by("form", "language", "outcome")
    by_form = {}
    for template in kinds:
        by_form.setdefault(template.form, []).append((template.language, template.outcome))

    every = [(language, outcome) for language in ("el", "en") for outcome in ("negative", "positive")]
    assert list(by_form.values()) == [every, every]


def test_all_their_places_can_be_filled(kilkis):
    for template in DocumentTemplate.objects.all():
        definition = issuing.definition_of(template)
        assert definition.language == template.language
        assert places.unknown(template.body, definition) == [], template.name


def test_the_certificate_that_homelessness_was_found_is_valid_for_half_a_year(kilkis):
    found = DocumentTemplate.objects.exclude(validity_months=None)

    assert {(row.outcome, row.validity_months) for row in found} == {("positive", 6)}


def test_what_an_editor_wrote_stays_and_what_they_deleted_is_gone(kilkis):
    changed, deleted = DocumentTemplate.objects.all()[:2]
    changed.body = "<p>Όπως το έγραψε η συντάκτρια.</p>"
    changed.save()
    deleted.delete()

    for job in DocumentLoader(Ledger()).jobs():
        job()

    assert DocumentTemplate.objects.count() == 7
    changed.refresh_from_db()
    assert changed.body == "<p>Όπως το έγραψε η συντάκτρια.</p>"
