"""What keeps strangers out must not keep staff from their work."""

from forms.models import ApplicationFormPage
from tests.forms.editing import save, stream_data


def test_an_editor_saves_a_form_of_many_questions(kilkis, admin_client, settings):
    page = ApplicationFormPage.objects.get(
        slug="psychologiki-symvouleftiki-ypostirixi", locale__language_code="el"
    )
    for step in page.steps:
        list(step.value["questions"])  # makes whole, with defaults, what the loader left out
    raw = page.steps.get_prep_value()
    assert len(stream_data("steps", raw)) > settings.PUBLIC_MAX_NUMBER_FIELDS

    assert save(admin_client, page, raw).status_code == 302
