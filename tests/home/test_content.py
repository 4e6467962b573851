"""The Kilkis site as a reader finds it: facts exactly those of the data, nothing where there is none."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from home.content.sources import read
from services_guide.models import ContactDetails, Helpline, LegalReference, ServicePage
from tests.home.reading import links, main_of, soup

DIRECTORATE = "/diefthynsi-koinonikis-prostasias/"
CENTRE = f"{DIRECTORATE}kentro-koinotitas/"
FORM = "/aitiseis/psychologiki-symvouleftiki-ypostirixi/"
FORMS = [FORM, "/aitiseis/diapistosi-astegias/", "/aitiseis/voitheia-sto-spiti/"]
PAGES = [
    "/",
    DIRECTORATE,
    CENTRE,
    f"{DIRECTORATE}tmima-koinonikis-politikis-isotitas-fylon/",
    f"{DIRECTORATE}tmima-koinonikis-prostasias-dimosias-ygeias/",
    "/odigos/",
    "/aitiseis/",
    *FORMS,
    "/epikoinonia/",
    "/dilosi-prosvasimotitas/",
    "/prosopika-dedomena/",
]
DATA = read("kilkis")
SERVICES = [entry["slug"] for entry in DATA["services"]]
REACHED = [entry for entry in DATA["organisations"] if entry["phones"] or entry["emails"]]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_stands_at_its_address_in_both_languages(kilkis, client, address):
    for place in (address, f"/en{address}"):
        page = soup(client.get(place))
        assert len(page.find_all("h1")) == 1
        assert page.h1.get_text(strip=True)


@pytest.mark.parametrize("slug", SERVICES)
def test_each_service_is_live_in_both_languages(kilkis, client, slug):
    entry = next(entry for entry in DATA["services"] if entry["slug"] == slug)

    assert entry["title"] == main_of(client.get(f"/odigos/{slug}/")).h1.get_text(strip=True)
    assert entry["title_en"] == main_of(client.get(f"/en/odigos/{slug}/")).h1.get_text(strip=True)


@pytest.mark.parametrize("address", [*PAGES, "/odigos/vevaiosi-astegias/", "/anazitisi/", "/en/"])
def test_helplines_can_be_called_from_every_page(kilkis, client, address):
    called = set(links(soup(client.get(address)), "tel:"))

    assert {line["number"] for line in DATA["hotlines"]} <= called


def test_a_helpline_found_leads_to_its_place_on_the_home_page(kilkis, client):
    lines = list(Helpline.searchable())
    assert len(lines) == 2 * len(DATA["hotlines"])

    for line in lines:
        address, _hash, anchor = line.search_document().url.partition("#")
        (place,) = soup(client.get(address)).select(f"#{anchor}")
        assert place.a["href"] == f"tel:{line.number}"
        assert line.name in place.text


@pytest.mark.parametrize("entry", REACHED, ids=lambda entry: entry["slug"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_phones_and_mail_stand_once_on_the_page_of_their_office(kilkis, client, entry, language):
    under = "" if entry["slug"] in DIRECTORATE else f"{entry['slug']}/"
    main = main_of(client.get(f"{language}{DIRECTORATE}{under}"))

    assert links(main, "tel:") == [f"+30{number}" for number in entry["phones"]]
    assert links(main, "mailto:") == entry["emails"]


def test_the_contact_page_has_every_phone_and_mail_once(kilkis, client):
    main = main_of(client.get("/epikoinonia/"))

    assert sorted(links(main, "tel:")) == sorted(f"+30{n}" for entry in REACHED for n in entry["phones"])
    assert sorted(links(main, "mailto:")) == sorted(mail for entry in REACHED for mail in entry["emails"])
    assert len(main.select('a[href="https://www.e-kilkis.gr"]')) == 1


def test_the_contact_page_goes_from_the_municipality_down(kilkis, client):
    names = [
        card.h2.get_text(strip=True) for card in main_of(client.get("/epikoinonia/")).select(".contact-card")
    ]

    assert names[:2] == ["Δήμος Κιλκίς", "Διεύθυνση Κοινωνικής Προστασίας"]
    assert len(names) == 5


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_union_is_named_at_top_and_bottom_of_the_community_centre(kilkis, client, language):
    text = main_of(client.get(f"{language}{CENTRE}"))
    order = [tag.name if tag.name == "h1" else "eu" for tag in text.select("h1, .eu-statement")]

    assert order == ["eu", "h1", "eu"]
    assert not main_of(client.get(f"{language}{DIRECTORATE}")).select(".eu-statement")


def test_law_stands_as_footnotes_and_the_doubtful_one_says_so(kilkis, client):
    notes = [li.get_text(" ", strip=True) for li in main_of(client.get(CENTRE)).select(".footnotes li")]

    assert len(notes) == 4
    assert any("ΦΕΚ Β' 792" in note and "4520" not in note for note in notes)
    doubtful = LegalReference.objects.get(is_doubtful=True)
    assert doubtful.citation == "Ν. 4520/2018 - ΦΕΚ 5855/28-12-2018"
    amendment = LegalReference.objects.get(number="Δ11 οικ. 13242/461")
    assert amendment.amends.number == "Δ11 οικ. 8523/236"


def test_hours_and_address_are_shown_where_known_and_not_mentioned_where_not(kilkis, client):
    address = "/en/epikoinonia/"
    unknown = main_of(client.get(address)).get_text(" ")
    ContactDetails.objects.filter(emails__address__startswith="kentro").update(
        opening_hours="8:00-14:00", street="Odos 1"
    )
    known = main_of(client.get(address)).get_text(" ")

    for word in ("Hours", "Address"):
        assert known.count(word) == 1
        assert word not in unknown
    assert "None" not in unknown


def test_papers_are_mentioned_only_where_known(kilkis, client):
    address = "/en/odigos/voitheia-sto-spiti/"
    unknown = [term.get_text() for term in main_of(client.get(address)).select("dt")]
    ServicePage.objects.filter(slug="voitheia-sto-spiti").update(documents_required="Identity card")
    known = [term.get_text() for term in main_of(client.get(address)).select("dt")]

    assert len(known) == len(unknown) + 1


@pytest.mark.parametrize(
    "address", [address for address in PAGES if address not in ("/aitiseis/", "/odigos/", *FORMS)]
)
def test_each_page_says_who_answers_for_it_and_when_it_changed(kilkis, client, address):
    end = main_of(client.get(address)).select_one(".service-end").get_text(" ", strip=True)

    assert any(entry["name"] in end for entry in DATA["organisations"])
    assert date_format(timezone.localdate(), "j E Y") in end


def test_a_trouble_in_peoples_words_leads_to_its_services(kilkis, client):
    card = main_of(client.get("/")).find("a", string="Μου έκοψαν το ρεύμα")

    found = main_of(client.get(card["href"])).select(".result__title")
    assert [title.get_text(strip=True) for title in found] == ["Ειδικό βοήθημα επανασύνδεσης ρεύματος"]


def test_every_trouble_on_the_home_page_has_services(kilkis, client):
    cards = main_of(client.get("/")).select(".need-card a")

    assert len(cards) == 8
    for card in cards:
        assert main_of(client.get(card["href"])).select(".result"), card.get_text()


def test_services_keep_the_needs_audiences_and_law_of_the_data(kilkis):
    for entry in DATA["services"]:
        page = ServicePage.objects.get(slug=entry["slug"], locale__language_code="el")
        assert {need.slug for need in page.needs.all()} == set(entry["needs"])
        assert {audience.slug for audience in page.audiences.all()} == set(entry["audiences"])
        assert [row.reference.citation for row in page.legal_references.all()] == entry["legal_refs"]
        assert page.organisation.slug == entry["organisation"]


def test_the_accessibility_statement_has_the_parts_of_the_model(kilkis, client):
    headings = [
        h2.get_text(strip=True) for h2 in main_of(client.get("/dilosi-prosvasimotitas/")).select(".prose h2")
    ]

    assert headings == [
        "Κατάσταση συμμόρφωσης",
        "Μη προσβάσιμο περιεχόμενο",
        "Σύνταξη της δήλωσης",
        "Παρατηρήσεις και επικοινωνία",
        "Διαδικασία επιβολής",
    ]


@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 19), (DIRECTORATE, 26), (CENTRE, 28), ("/epikoinonia/", 27), ("/prosopika-dedomena/", 21)],
)
def test_pages_cost_few_queries(kilkis, client, django_assert_max_num_queries, address, most):
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
