"""English through wagtail-localize: whole pages or none, and translators go on from there."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.content.ledger import Ledger
from home.content.translation import Translator
from home.models import HomePage, StandardPage
from services_guide.models import Audience, Helpline, Need, Organisation
from tests.home.reading import greek_words, main_of, soup


@pytest.fixture
def english(kilkis):
    return Locale.objects.get(language_code="en")


@pytest.fixture
def loaded_page(kilkis):
    """A Greek page just loaded, not yet translated: its key in the ledger, and the ledger."""
    ledger = Ledger()
    home = HomePage.objects.get(locale__language_code="el")

    def write(_none):
        page = StandardPage(title="Νέα σελίδα", slug="nea-selida", intro="Εισαγωγή.", locale=home.locale)
        home.add_child(instance=page)
        page.save_revision().publish()
        return page

    ledger.put("page:nea-selida", ["any"], write)
    return "page:nea-selida", ledger


def test_no_greek_sentence_stands_under_en(kilkis, client):
    pages = Page.objects.live().filter(locale__language_code="en", depth__gt=1)
    found = {}
    with override("en"):
        addresses = [page.get_url() for page in pages]
    assert len(addresses) == 39

    for address in addresses:
        page = soup(client.get(address))
        assert page.html["lang"] == "en"
        found |= {address: words} if (words := greek_words(page)) else {}

    assert found == {}


def test_what_surrounds_the_pages_is_english_too(kilkis, client):
    page = soup(client.get("/en/anazitisi/"))

    assert greek_words(page) == []
    assert "Municipality of Kilkis" in page.header.get_text()


@pytest.mark.parametrize("model", [Organisation, Need, Audience, Helpline])
def test_each_entry_of_the_guide_has_its_english_twin(kilkis, model):
    greek = model.objects.filter(locale__language_code="el")

    assert greek.exists()
    for entry in greek:
        twin = entry.get_translation(Locale.objects.get(language_code="en"))
        assert twin.slug == entry.slug
        assert twin.name.isascii()


def test_numbers_of_helplines_are_the_same_in_english(kilkis):
    numbers = {
        code: set(Helpline.objects.filter(locale__language_code=code).values_list("number", flat=True))
        for code in ("el", "en")
    }

    assert numbers["en"] == numbers["el"] == {"112", "1107", "15900", "197", "116111"}


def test_an_english_page_has_the_address_of_its_greek_one(kilkis):
    for page in Page.objects.filter(locale__language_code="en", depth__gt=2):
        assert page.slug == page.get_translation(Locale.objects.get(language_code="el")).slug


def test_a_page_with_a_text_missing_stays_a_draft(loaded_page, english, client):
    key, ledger = loaded_page

    page = Translator(ledger, english, {"Νέα σελίδα": "New page"}).translate(key)

    assert not page.live
    assert client.get("/en/nea-selida/").status_code == 404
    assert client.get("/nea-selida/").status_code == 200
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=english)
    assert translation.get_progress() == (2, 1), "a translator goes on from here"


def test_the_page_goes_live_once_the_text_is_there(loaded_page, english, client):
    key, ledger = loaded_page
    words = {"Νέα σελίδα": "New page"}
    Translator(ledger, english, words).translate(key)

    Translator(ledger, english, words | {"Εισαγωγή.": "Introduction."}).translate(key)

    assert "Introduction." in main_of(client.get("/en/nea-selida/")).get_text()


def test_a_live_translation_keeps_its_words_while_newer_greek_waits_for_english(loaded_page, english, client):
    key, ledger = loaded_page
    words = {"Νέα σελίδα": "New page", "Εισαγωγή.": "Introduction."}
    Translator(ledger, english, words).translate(key)

    def rewrite(page):
        page.intro = "Άλλη εισαγωγή."
        page.save_revision().publish()
        return page

    ledger.put(key, ["newer"], rewrite)
    Translator(ledger, english, words).translate(key)

    assert "Άλλη εισαγωγή." in main_of(client.get("/nea-selida/")).get_text()
    assert "Introduction." in main_of(client.get("/en/nea-selida/")).get_text()
    assert greek_words(main_of(client.get("/en/nea-selida/"))) == []


def test_a_translators_words_survive_another_load(kilkis, english, client):
    page = StandardPage.objects.get(slug="prosopika-dedomena", locale=english)
    source = TranslationSource.objects.get(object_id=page.translation_key)
    title = StringTranslation.objects.get(context__object_id=page.translation_key, context__path="title")
    title.data = "Your data"
    title.save()
    source.create_or_update_translation(english, publish=False)
    page.refresh_from_db()
    page.get_latest_revision().publish()

    call_command("load_kilkis", stdout=StringIO())

    title.refresh_from_db()
    assert title.data == "Your data"
    assert main_of(client.get("/en/prosopika-dedomena/")).h1.get_text() == "Your data"
