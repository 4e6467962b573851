"""The page of one service, as somebody with a browser meets it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, PageViewRestriction

from tests.services_guide.factories import (
    AudienceFactory,
    ContactDetailsFactory,
    HelplineFactory,
    LegalReferenceFactory,
    NeedFactory,
    OrganisationFactory,
    make_service,
    phone_number,
)


@pytest.fixture
def read(client):
    def get(page):
        response = client.get(page.get_url())
        assert response.status_code == 200
        return BeautifulSoup(response.text, "html.parser")

    return get


def facts(page):
    """{detail: list tag} in order; terms are interface texts."""
    return [row.dd for row in page.select("dl.facts > div")]


def test_phones_and_addresses_can_be_clicked(guide, read):
    contact = ContactDetailsFactory(phones=[phone_number(1), phone_number(2)], emails=["office@example.org"])
    page = read(make_service(guide, organisation=OrganisationFactory(name="Κέντρο", contact=contact)))

    card = page.select_one("main .contact-card")
    assert "Κέντρο" in card.get_text()
    assert [link["href"] for link in card.select("a[href^='tel:']")] == [
        f"tel:+30{phone_number(1)}",
        f"tel:+30{phone_number(2)}",
    ]
    assert "2341 090001" in card.get_text()
    assert card.select_one("a[href='mailto:office@example.org']")


def test_what_is_known_is_told_in_order(guide, read):
    service = make_service(
        guide,
        eligibility="Για όσους μένουν στον Δήμο.",
        body="<p>Ένα <b>ποσό</b> τον μήνα.</p>",
        documents_required="Ταυτότητα\nΜισθωτήριο",
        how_to_apply="Κλείνετε ραντεβού.\n\nΈρχεστε στο γραφείο.",
    )

    eligibility, body, papers, steps = facts(read(service))

    assert eligibility.p.get_text() == "Για όσους μένουν στον Δήμο."
    assert body.b.get_text() == "ποσό"
    assert [item.get_text() for item in papers.ul.select("li")] == ["Ταυτότητα", "Μισθωτήριο"]
    assert [item.get_text() for item in steps.ol.select("li")] == [
        "Κλείνετε ραντεβού.",
        "Έρχεστε στο γραφείο.",
    ]


def test_of_what_is_not_known_the_page_says_nothing(guide, read):
    page = read(make_service(guide, organisation=OrganisationFactory(contact=None)))

    assert facts(page) == []
    assert (
        page.select("main .contact-card li, main .footnotes, main .eu-statement, main a.button, main dl")
        == []
    )
    assert "None" not in page.main.get_text()


def test_markup_that_an_editor_typed_into_a_plain_text_is_text(guide, read):
    page = read(make_service(guide, eligibility="<img src=x>", documents_required="<b>a</b>\n<i>b</i>"))

    assert page.select("main dl img, main dl b, main dl i") == []


def test_tags_lead_to_the_filtered_guide(guide, read):
    service = make_service(
        guide, needs=[NeedFactory(slug="stegi", name="Στέγη")], audiences=[AudienceFactory(slug="astegoi")]
    )

    links = [link["href"] for link in read(service).select("main .tags a")]

    assert links == ["/odigos/?need=stegi", "/odigos/?audience=astegoi"]


@pytest.fixture
def form(guide):
    return guide.get_parent().add_child(instance=Page(title="Αίτηση", slug="aitisi", locale=guide.locale))


def test_a_live_form_can_be_started(guide, form, read):
    page = read(make_service(guide, application_form=form))

    assert page.select_one("main article a.button")["href"] == "/aitisi/"


def test_a_form_that_is_not_live_is_not_offered(guide, form, read):
    service = make_service(guide, application_form=form)
    form.unpublish()

    assert read(service).select("main article a.button") == []


@pytest.mark.parametrize("hidden", ["form", "its parent"])
def test_a_form_that_is_private_is_not_offered(guide, form, read, hidden):
    below = form.add_child(instance=Page(title="Αίτηση", slug="aitisi", locale=guide.locale))
    service = make_service(guide, application_form=below)
    page = below if hidden == "form" else form
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert read(service).select("main article a.button") == []


def test_the_law_stands_in_footnotes_with_its_doubts(guide, read):
    first = LegalReferenceFactory(citation="ΚΥΑ Δ1/2 (ΦΕΚ Β' 3)")
    second = LegalReferenceFactory(citation="Ν. 4/2005 (ΦΕΚ Α' 6)", is_doubtful=True)

    notes = read(make_service(guide, references=[second, first])).select(".footnotes li")

    assert [note.span.get_text() for note in notes] == [second.citation, first.citation]
    assert [bool(note.em) for note in notes] == [True, False]


def test_the_union_is_named_at_top_and_bottom_where_it_pays(guide, read):
    assert len(read(make_service(guide, is_cofunded=True)).select("main .eu-statement")) == 2


def test_a_sensitive_service_shows_the_lines_of_its_needs_first(guide, read):
    violence, food = NeedFactory(), NeedFactory()
    HelplineFactory(name="Για τη βία", number="15900", needs=[violence])
    HelplineFactory(name="Για τρόφιμα", number="10999", needs=[food])

    page = read(make_service(guide, needs=[violence], is_sensitive=True))

    lines = page.select("main article .crisis-lines li")
    assert len(lines) == 1
    assert "Για τη βία" in lines[0].get_text()
    assert lines[0].a["href"] == "tel:15900"


def test_other_services_show_no_helpline_in_their_text(guide, read):
    need = NeedFactory()
    HelplineFactory(needs=[need])

    assert read(make_service(guide, needs=[need])).select("main .crisis-lines") == []


def test_the_day_of_the_check_is_told(guide, read):
    page = read(make_service(guide, reviewed_at=date(2026, 11, 12)))

    assert "2026" in page.select_one("main aside .tag--ok").get_text()


def test_services_for_the_same_needs_follow(guide, read):
    housing, food, health = NeedFactory(), NeedFactory(), NeedFactory()
    service = make_service(guide, "Πρώτη", needs=[housing, food])
    make_service(guide, "Ένα κοινό", needs=[housing])
    make_service(guide, "Ένα κοινό, ίδιοι άνθρωποι", needs=[food], audiences=list(service.audiences.all()))
    make_service(guide, "Δύο κοινά", needs=[food, housing])
    make_service(guide, "Τίποτα κοινό", needs=[health])
    make_service(guide, "Πρόχειρη", needs=[housing], live=False)

    related = [link.get_text(strip=True) for link in read(service).select("main .result__title a")]

    assert related == ["Δύο κοινά", "Ένα κοινό, ίδιοι άνθρωποι", "Ένα κοινό"]


def test_a_hidden_address_is_nowhere(guide, client):
    contact = ContactDetailsFactory(
        street="Κρυφή 17", postcode="61100", town="Πόλη", address_is_hidden=True, phones=[phone_number(5)]
    )
    organisation = OrganisationFactory(kind="directorate", contact=contact)
    service = make_service(guide, organisation=organisation)

    for address in (service.get_url(), "/odigos/", "/odigos/?organisation=no"):
        text = client.get(address).text
        assert "Κρυφή" not in text
        assert "61100" not in text
    assert "Κρυφή" not in repr(organisation.search_document())
    assert "Κρυφή" not in repr(service.search_document())


def test_an_open_address_is_shown(guide, client):
    contact = ContactDetailsFactory(street="Φανερή 17", postcode="61100", town="Πόλη")

    assert (
        "Φανερή 17"
        in client.get(make_service(guide, organisation=OrganisationFactory(contact=contact)).get_url()).text
    )


def test_a_service_page_takes_few_queries_whatever_it_shows(guide, client, django_assert_num_queries):
    def page(count):
        return make_service(
            guide,
            needs=[NeedFactory() for _ in range(count)],
            audiences=[AudienceFactory() for _ in range(count)],
            references=[LegalReferenceFactory() for _ in range(count)],
            organisation=OrganisationFactory(
                contact=ContactDetailsFactory(phones=[phone_number(n) for n in range(count)])
            ),
        )

    small, large = page(1), page(6)
    client.get(small.get_url())
    with django_assert_num_queries(27, exact=False) as few:
        client.get(small.get_url())

    with django_assert_num_queries(len(few)):
        client.get(large.get_url())
