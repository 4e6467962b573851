"""Buttons inside a step: rows that come and go, files that arrive, and an end that none can pass."""

import pytest
from wagtail.models import Site

from forms.models import Application, Draft, Upload
from forms.uploads import keeping
from services_guide.models import GuideIndexPage
from tests.forms import household
from tests.forms.factories import make_english
from tests.forms.test_journey import text_of
from tests.forms.walking import Applicant
from tests.services_guide.factories import make_service


@pytest.fixture(autouse=True)
def uploads_dir(settings, tmp_path):
    settings.UPLOADS_DIR, settings.CLAMD = tmp_path / "uploads", ""
    return settings.UPLOADS_DIR


@pytest.fixture
def form_page(db):
    return household.make_page()


@pytest.fixture
def at_home(applicant):
    """An applicant who has come to the step with the rows and files."""
    applicant.begin()
    assert applicant.post("lives", {"lives-here": "yes"}).url == applicant.address("home")
    return applicant


def test_a_row_is_added_in_place_and_nothing_is_called_missing(at_home):
    added = at_home.post("home", {**household.row(0, "Ανδρέας"), "home-members-add": "1"})

    assert added.url == at_home.address("home") + "?at=members#id_home-members"
    page = at_home.client.get(added.url)
    form = page.context["form"]
    assert len(form["members"].rows) == 2
    assert "Ανδρέας" in text_of(page)
    assert not form.errors
    assert "error-summary" not in text_of(page).partition("<main")[2]


def test_what_is_missing_is_told_as_soon_as_one_goes_on(at_home):
    at_home.post("home", {**household.row(0, "Ανδρέας"), "home-members-add": "1"})

    assert at_home.post("home", household.row(0, "Ανδρέας")).url == at_home.address("home")
    assert "members" in at_home.get("home").context["form"].errors


def test_a_row_is_removed_and_the_others_keep_their_answers(at_home):
    rows = household.row(0, "Ανδρέας", "yes") | household.row(1, "Βασιλική", "no")

    at_home.post("home", {**rows, "home-members-0-remove": "1"})

    page = text_of(at_home.get("home", at="members"))
    assert "Βασιλική" in page
    assert "Ανδρέας" not in page


def test_rows_and_files_reach_the_application(at_home):
    rows = household.row(0, "Ανδρέας", "yes") | household.row(1, "Βασιλική", "no")
    at_home.post("home", {**rows, "home-bills": household.picture(), "home-bills-upload": "1"})
    assert at_home.post("home", rows).url == at_home.address("oath")
    at_home.post("oath", {"oath-true": "on"})
    assert "logariasmos" in text_of(at_home.get("elegxos"))

    at_home.send()

    answers = at_home.application.answers
    assert [row["first_name"] for row in answers["members"]] == ["Ανδρέας", "Βασιλική"]
    upload = Upload.objects.get()
    assert upload.application == at_home.application
    assert [file["id"] for file in answers["bills"]] == [str(upload.pk)]
    assert keeping.read(upload)


def test_a_file_comes_along_with_the_step_it_is_chosen_in(at_home):
    typed = {**household.row(0, "Ανδρέας", "yes"), "home-bills": household.picture()}

    assert at_home.post("home", typed).url == at_home.address("oath")
    assert Upload.objects.get().draft == at_home.draft


def test_a_file_that_is_refused_keeps_one_on_the_step_and_says_why_until_it_is_posted_again(at_home):
    rows = household.row(0, "Ανδρέας", "yes")

    assert at_home.post("home", {**rows, "home-bills": household.no_picture()}).url == at_home.address("home")
    page = at_home.get("home")
    assert "photo.png" in page.context["form"].errors["bills"][0]
    assert "Ανδρέας" in text_of(page)
    assert at_home.post("home", rows).url == at_home.address("oath")


def test_pressing_upload_shows_the_refusal_and_no_other_error(at_home):
    pressed = at_home.post("home", {"home-bills": household.no_picture(), "home-bills-upload": "1"})

    assert pressed.url == at_home.address("home") + "?at=bills#id_home-bills"
    assert list(at_home.client.get(pressed.url).context["form"].errors) == ["bills"]


def test_nobody_can_claim_that_a_file_was_refused(at_home):
    forged = {**household.row(0, "Ανδρέας", "yes"), "home-bills-refused": "infected:x.png"}

    assert at_home.post("home", forged).url == at_home.address("oath")


def test_the_other_language_and_back_lose_neither_rows_nor_files(at_home):
    english_page = make_english(at_home.page)
    typed = {**household.row(0, "Ανδρέας", "yes"), "home-bills": household.picture("dei.png")}
    at_home.post("home", {**typed, "home-members-add": "1"})

    english = Applicant(at_home.client, english_page)
    page = text_of(english.get("home"))
    assert english.url.startswith("/en/")
    assert "Ανδρέας" in page
    assert "dei.png" in page
    rows = household.row(0, "Ανδρέας", "yes") | household.row(1, "Βασιλική", "no")
    english.post("home", rows)
    greek = text_of(at_home.get("home"))
    assert all(kept in greek for kept in ("Ανδρέας", "Βασιλική", "dei.png"))
    english.post("oath", {"oath-true": "on"})
    english.send()
    assert len(at_home.application.answers["members"]) == 2
    assert len(at_home.application.answers["bills"]) == 1


def test_rows_and_files_posted_after_the_draft_is_gone_are_kept_in_a_new_one(at_home):
    Draft.objects.all().delete()
    typed = {**household.row(0, "Ανδρέας", "yes"), "home-bills": household.picture("dei.png")}

    assert at_home.post("home", typed).status_code == 410

    assert Upload.objects.get().draft == at_home.draft
    at_home.begin()
    at_home.post("lives", {"lives-here": "yes"})
    page = text_of(at_home.get("home"))
    assert "Ανδρέας" in page
    assert "dei.png" in page


def test_enter_presses_continue_and_no_button_of_a_row(at_home):
    form = text_of(at_home.get("home")).partition('<form method="post" action="/aitiseis')[2]
    first = form.partition("<button")[2].partition(">")[0]

    assert "name=" not in first
    assert 'enctype="multipart/form-data"' in form.partition(">")[0]


@pytest.fixture
def guide(db):
    root = Site.objects.get(is_default_site=True).root_page
    return root.add_child(instance=GuideIndexPage(title="Οδηγός", slug="odigos", locale=root.locale))


def at_the_end(client, page):
    applicant = Applicant(client, page)
    applicant.begin()
    assert applicant.post("lives", {"lives-here": "no"}).url == applicant.address("elsewhere")
    return applicant


def test_who_is_not_eligible_is_told_what_fits_and_cannot_send(client, guide):
    service = make_service(guide, "Κοινωνικό παντοπωλείο")
    applicant = at_the_end(client, household.make_page(services=[service.pk]))

    page = text_of(applicant.get("elsewhere"))
    assert "Απευθυνθείτε στον δήμο σας." in page
    assert f'href="{service.get_url()}"' in page
    assert 'name="application-current_step"' not in page.partition("<main")[2]
    for step in ("home", "oath", "elegxos"):
        assert applicant.get(step).url == applicant.address("elsewhere")
    assert applicant.send().url == applicant.address("elsewhere")
    assert applicant.post("elsewhere").url == applicant.address("elsewhere")
    assert not Application.objects.exists()


def test_from_an_end_one_goes_back_and_changes_the_answer(client, db):
    applicant = at_the_end(client, household.make_page())

    assert f'href="{applicant.address("lives")}"' in text_of(applicant.get("elsewhere"))
    assert applicant.post("lives", {"lives-here": "yes"}).url == applicant.address("home")


def test_an_end_names_services_in_the_readers_language_and_none_that_is_withdrawn(client, guide):
    greek, gone, untranslated = (make_service(guide, title) for title in ("Παντοπωλείο", "Παλιό", "Ελληνικά"))
    page = household.make_page(services=[untranslated.pk, gone.pk, greek.pk])
    english_page = make_english(page)
    translated = greek.copy_for_translation(english_page.locale, copy_parents=True)
    translated.title = "Social grocery"
    translated.save_revision().publish()
    for parent in translated.get_ancestors().filter(live=False):
        parent.specific.save_revision().publish()
    gone.unpublish()

    applicant = at_the_end(client, english_page)
    shown = [page.title for page in applicant.get("elsewhere").context["services"]]

    assert shown == ["Ελληνικά", "Social grocery"]


def test_an_officer_sees_the_end_in_the_preview(form_page):
    preview = form_page.make_preview_request(preview_mode="elsewhere")

    assert "Απευθυνθείτε στον δήμο σας." in text_of(preview.render())
