"""The three forms that are loaded: complete, in both languages, and walked along every branch."""

import pytest

from forms.models import Application, ApplicationFormPage
from forms.publishing import reasons
from forms.representation import MYSELF, PROFESSIONAL, RELATIVE
from home.content.sources import application_forms, english, read
from search import indexing
from services_guide.models import ServicePage
from tests.home.applying import Walk, form_page
from tests.home.reading import greek_words, main_of
from tests.home.test_loading import load

COUNSELLING, HOMELESSNESS, HELP_AT_HOME = (
    "psychologiki-symvouleftiki-ypostirixi",
    "diapistosi-astegias",
    "voitheia-sto-spiti",
)
FORMS = [COUNSELLING, HOMELESSNESS, HELP_AT_HOME]
LANGUAGES = ["el", "en"]

WAYS = [
    (COUNSELLING, {"tropos": "tilefono"}, "stoicheia logoi tilefono klisi dilosi"),
    (COUNSELLING, {"tropos": "email"}, "stoicheia logoi email dilosi"),
    (COUNSELLING, {"gia_poion": RELATIVE}, "atomo logoi klisi dilosi"),
    (COUNSELLING, {"gia_poion": PROFESSIONAL}, "atomo logoi klisi dilosi"),
    (
        HOMELESSNESS,
        {"pou_koimaste": "dromos", "tropos": "perasma"},
        "skopos diamoni katagrafi noikokyrio meli stoicheia perasma dilosi",
    ),
    (
        HOMELESSNESS,
        {"pou_koimaste": "ypnotirio", "mazi_me_allous": "no", "tropos": "meso_allou"},
        "skopos diamoni ypnotirio noikokyrio stoicheia meso_allou dilosi",
    ),
    (
        HOMELESSNESS,
        {"pou_koimaste": "xenonas_metavatikis", "mazi_me_allous": "no", "tropos": "email"},
        "skopos diamoni xenonas_metavatikis noikokyrio stoicheia email dilosi",
    ),
    (
        HOMELESSNESS,
        {"pou_koimaste": "xenonas_gynaikon", "mazi_me_allous": "no", "tropos": "tilefono"},
        "skopos diamoni xenonas_gynaikon noikokyrio stoicheia tilefono dilosi",
    ),
    (
        HOMELESSNESS,
        {"pou_koimaste": "allou", "gia_poion": PROFESSIONAL, "mazi_me_allous": "no"},
        "skopos diamoni allou noikokyrio stoicheia_atomou dilosi",
    ),
    (
        HELP_AT_HOME,
        {"katastasi": "ilikiomenos", "menei_mono": "yes"},
        "poion_afora frontida spiti stoicheia klisi dilosi",
    ),
    (
        HELP_AT_HOME,
        {"katastasi": "anapiria", "menei_mono": "no", "gia_poion": RELATIVE},
        "poion_afora frontida spiti syggatoikoi anapiria stoicheia_atomou klisi dilosi",
    ),
]  # fmt: skip
"""A form, what is chosen in it, and the steps that follow the first one."""


def names_of(ways):
    return [f"{slug[:12]} {' '.join(chosen.values())}" for slug, chosen, _steps in ways]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", FORMS)
def test_each_form_could_be_published_by_hand(kilkis, slug, language):
    form = form_page(slug, language)

    assert form.live
    assert reasons(form) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "chosen", "steps"), WAYS, ids=names_of(WAYS))
def test_each_branch_leads_to_the_end_and_is_sent(kilkis, client, slug, chosen, steps, language):
    walk = Walk(client, form_page(slug, language), **{"gia_poion": MYSELF} | chosen)

    walk.to_the_end()
    walk.send()

    who = ["gia_poion"] if chosen.get("gia_poion", MYSELF) == MYSELF else ["gia_poion", "gia_poion_stoicheia"]
    assert walk.steps == [*who, *steps.split()]
    answers = Application.objects.get().answers
    assert answers | chosen == answers


def test_every_option_that_opens_a_step_is_walked():
    """A branch added to the content needs its way above."""
    walked = {step for _slug, _chosen, steps in WAYS for step in steps.split()}
    there = {
        step["key"] for form in application_forms() for step in form["steps"] if step.get("kind") != "end"
    }

    assert walked == there


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_at_home_tells_whom_it_does_not_serve_what_does(kilkis, client, language):
    walk = Walk(client, form_page(HELP_AT_HOME, language), katastasi="kanena")

    end = walk.to_the_end()
    shown = main_of(client.get(walk.address(end)))

    fitting = ServicePage.objects.filter(
        slug__in=["psychokoinonika-peristatika", "symvouleftiki-kentro-koinotitas", "pronoiaka-epidomata"],
        locale__language_code=language,
    )
    assert fitting.count() == 3
    prefix = "/en" if language == "en" else ""
    links = [link["href"] for link in shown.select("a")]
    for service in fitting:
        assert service.title in shown.get_text(" ")
        assert any(link.endswith(f"{prefix}/odigos/{service.slug}/") for link in links)


@pytest.mark.parametrize("slug", FORMS)
def test_no_greek_word_stands_in_an_english_step(kilkis, client, slug):
    page = form_page(slug, "en")
    choices = [chosen for name, chosen, _steps in WAYS if name == slug]
    found = set()

    for chosen in choices:
        walk = Walk(client, page, **{"gia_poion": MYSELF} | chosen)
        walk.to_the_end()
        for step in walk.steps:
            found |= set(greek_words(main_of(client.get(walk.address(step)))))
        walk.send()

    assert found == set()


def test_all_english_texts_of_forms_are_used():
    """A text that was rewritten in Greek leaves no English behind."""
    greek = str([read("pages"), read("kilkis"), application_forms()])

    assert [text for text in read("forms/english") if text not in greek] == []
    assert set(read("forms/english")) <= set(english())


def test_counselling_offers_the_ten_reasons_something_else_and_silence(kilkis):
    reasons = form_page(COUNSELLING, "el").definition.question("logoi")

    assert [option.key for option in reasons.options][-2:] == ["allo", "den_leo"]
    assert [option.key for option in reasons.options if option.is_none] == ["den_leo"]
    assert len(reasons.options) == 12


def test_counselling_asks_for_no_number_and_nothing_medical(kilkis):
    definition = form_page(COUNSELLING, "el").definition

    assert not {"amka", "afm", "date", "upload", "address"} & {
        question.kind for question in definition.questions
    }
    assert definition.email_of({"email": "a@example.org"}) == "a@example.org"
    assert definition.email_of({"email_epikoinonias": "b@example.org"}) == "b@example.org"


def test_homelessness_needs_no_address_no_phone_and_no_paper(kilkis, client):
    page = form_page(HOMELESSNESS, "el")
    walk = Walk(
        client, page, gia_poion=MYSELF, pou_koimaste="ypnotirio", mazi_me_allous="no", tropos="perasma"
    )
    walk.to_the_end()
    walk.send()

    asked = {page.definition.question(key).kind for key in Application.objects.get().answers}
    assert not {"address", "phone", "email"} & asked
    assert Application.objects.get().answers["vevaiosi_ypnotiriou"] == []


def test_nobody_is_asked_where_a_womens_shelter_is(kilkis):
    step = form_page(HOMELESSNESS, "el").definition.step("xenonas_gynaikon")

    assert [question.kind for question in step.questions] == ["upload"]


@pytest.mark.parametrize("slug", FORMS)
def test_applicants_are_told_what_article_13_asks_for(kilkis, client, slug):
    page = main_of(client.get(f"/aitiseis/{slug}/"))
    notice = page.select_one("[aria-labelledby=privacy]").get_text(" ", strip=True)

    for said in (
        "Δήμος Κιλκίς", "άρθρο 6 παρ. 1 στοιχ.", "άρθρο 9 παρ. 2 στοιχ.", "24",
        "Αρχή Προστασίας Δεδομένων", "Δεν στηρίζεται στη συγκατάθεσή σας",
    ):  # fmt: skip
        assert said in notice


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_applications_has_all_three_in_their_order(kilkis, client, language):
    prefix = "/en" if language == "en" else ""
    found = [link["href"] for link in main_of(client.get(f"{prefix}/aitiseis/")).select("h2 a, h3 a")]

    assert [address.split("/")[-2] for address in found] == FORMS


@pytest.mark.parametrize(
    ("service", "form"),
    [
        ("psychologiki-symvouleftiki-ypostirixi", COUNSELLING),
        ("symvouleftiki-kentro-koinotitas", COUNSELLING),
        ("vevaiosi-astegias", HOMELESSNESS),
        ("voitheia-sto-spiti", HELP_AT_HOME),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_service_leads_to_its_form(kilkis, client, service, form, prefix):
    page = main_of(client.get(f"{prefix}/odigos/{service}/"))

    assert f"{prefix}/aitiseis/{form}/" in [link["href"] for link in page.select("a.button")]


@pytest.mark.parametrize("slug", FORMS)
def test_what_an_editor_changed_in_a_form_stays(kilkis, slug):
    page = form_page(slug, "el")
    page.steps[0].value["title"] = "Όπως το έγραψε η υπηρεσία"
    page.save_revision().publish()

    load()

    assert form_page(slug, "el").steps[0].value["title"] == "Όπως το έγραψε η υπηρεσία"


def test_loading_again_makes_no_new_revision_of_a_form(kilkis):
    before = {page.pk: page.latest_revision_id for page in ApplicationFormPage.objects.all()}
    assert len(before) == 6

    load()

    assert {page.pk: page.latest_revision_id for page in ApplicationFormPage.objects.all()} == before


def test_search_finds_each_form_by_what_it_is_about(kilkis, client):
    indexing.rebuild()

    for words, prefix, slug in [
        ("ψυχολογική υποστήριξη", "", COUNSELLING),
        ("διαπιστωση αστεγιας", "", HOMELESSNESS),
        ("ΒΟΗΘΕΙΑ ΣΤΟ ΣΠΙΤΙ", "", HELP_AT_HOME),
        ("counselling", "/en", COUNSELLING),
        ("homelessness", "/en", HOMELESSNESS),
        ("help at home", "/en", HELP_AT_HOME),
    ]:
        page = main_of(client.get(f"{prefix}/anazitisi/", {"q": words, "type": "form"}))
        found = [link["href"] for link in page.select(".result a")]
        assert found[:1] == [f"{prefix}/aitiseis/{slug}/"], words
