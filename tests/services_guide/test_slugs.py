import pytest

from services_guide.models import Need, ServicePage
from services_guide.slugs import is_empty, slug_for
from tests.services_guide.factories import AudienceFactory, NeedFactory, OrganisationFactory, make_service


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Βοήθεια στο Σπίτι", "voitheia-sto-spiti"),
        ("Διεύθυνση Κοινωνικής Προστασίας", "diefthynsi-koinonikis-prostasias"),
        ("Επανασύνδεση ρεύματος", "epanasyndesi-revmatos"),
        ("Ελάχιστο Εγγυημένο Εισόδημα", "elachisto-engyimeno-eisodima"),
        ("Μονογονεϊκές οικογένειες", "monogoneikes-oikogeneies"),
        ("Αυτοί, αϋπνία, άυλος", "aftoi-aypnia-aylos"),
        ("Μπάνιο και λάμπα", "banio-kai-lampa"),
        ("ΣΤΕΓΗ", "stegi"),
        ("112: Emergency", "112-emergency"),
        ("؟؟؟", ""),
    ],
)
def test_greek_names_make_slugs_that_can_be_read_out(name, slug):
    assert slug_for(name) == slug


def test_a_long_name_is_cut_between_words():
    slug = slug_for("Κοινωνική έρευνα " * 20)

    assert len(slug) <= 100
    assert slug.endswith(("koinoniki", "erevna"))


@pytest.mark.parametrize("slug", ["", "------", "__"])
def test_dashes_alone_are_no_slug(slug):
    assert is_empty(slug)


def test_a_service_without_a_slug_gets_one_from_its_title(guide):
    assert make_service(guide, "Βοήθεια στο Σπίτι").slug == "voitheia-sto-spiti"
    assert make_service(guide, "Βοήθεια στο Σπίτι").slug == "voitheia-sto-spiti-2"
    assert make_service(guide, "Επίδομα γέννησης", slug="------").slug == "epidoma-gennisis"


@pytest.mark.django_db
def test_an_entry_without_a_slug_gets_one_from_its_name():
    assert NeedFactory(name="Στέγη").slug == "stegi"


@pytest.fixture
def editor(admin_client, settings):
    settings.LANGUAGE_CODE = "el"
    return admin_client


def test_an_editor_who_repeats_a_slug_is_told_where_it_is(editor, guide):
    NeedFactory(name="Στέγη", slug="stegi")

    response = editor.post(
        "/admin/snippets/services_guide/need/add/", {"name": "Σπίτι", "slug": "stegi", "sort_order": "0"}
    )

    assert response.status_code == 200
    assert "«Στέγη»" in response.text or "“Στέγη”" in response.text
    assert Need.objects.filter(slug="stegi").count() == 1


def test_an_editor_may_leave_the_slug_out(editor, guide):
    editor.post(
        "/admin/snippets/services_guide/need/add/", {"name": "Ηλεκτρικό ρεύμα", "slug": "", "sort_order": "0"}
    )

    assert Need.objects.get().slug == "ilektriko-revma"


def test_a_page_saved_in_the_admin_takes_no_dashes_for_a_slug(editor, guide):
    editor.post(
        f"/admin/pages/add/services_guide/servicepage/{guide.pk}/",
        {
            "title": "Άδεια παιδικού σταθμού",
            "slug": "------",
            "summary": "Για όσους ανοίγουν σταθμό.",
            "body": '{"blocks": [], "entityMap": {}}',
            "organisation": OrganisationFactory().pk,
            "needs": [NeedFactory().pk],
            "audiences": [AudienceFactory().pk],
            "legal_references-TOTAL_FORMS": "0",
            "legal_references-INITIAL_FORMS": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        },
    )

    assert ServicePage.objects.get().slug == "adeia-paidikou-stathmou"
