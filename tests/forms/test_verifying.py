"""Whether a document is genuine, for whoever holds its code, and nothing else about it."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from forms import limits, verification_code
from forms.documents import issuing
from forms.models import Tally
from forms.reference import ALPHABET
from tests.forms.inbox import factories
from tests.forms.papers import issued

URL = "/elegchos/"
GREEK_KEYBOARD = str.maketrans("CDFGJLRVWQ", "ΨΔΦΓΞΛΡΩΣ;")
GENUINE, EXPIRED, NOT_GENUINE = "is genuine", "has expired", "is not genuine"


@pytest.fixture
def application(db):
    return factories.application()


@pytest.fixture
def maria(application):
    return factories.worker("maria", application.unit)


@pytest.fixture
def paper(application, maria):
    """An issued document and its code."""
    return issued(application, maria)


@pytest.fixture
def ask(client):
    """Type a code, in English; the page it leads to, without what differs from one request to the next."""

    def type_in(code):
        response = client.post(f"/en{URL}", {"code": code})
        assert (response.status_code, response.url) == (302, f"/en{URL}?answer=1")
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", look(client, response.url))

    return type_in


def look(client, url):
    return unescape(client.get(url).content.decode())


def said(page):
    return re.search(r"<h1>The document (.*?)</h1>", page)[1]


def greek(letter):
    """What a Greek keyboard writes at the key of a Latin letter."""
    return letter.translate(GREEK_KEYBOARD)


codes = st.text(alphabet=ALPHABET, min_size=verification_code.LENGTH, max_size=verification_code.LENGTH)


@given(codes, st.data())
def test_a_code_has_one_normal_form_however_it_is_typed(code, data):
    typed = "".join(
        data.draw(
            st.sampled_from([c, c.lower(), c.translate(GREEK_KEYBOARD), c.translate(GREEK_KEYBOARD).lower()])
        )
        + data.draw(st.sampled_from(["", " ", "-", "–", ". ", "\u00a0", "\u200b"]))
        for c in code
    )

    assert verification_code.normalise(typed) == code
    assert verification_code.normalise(verification_code.grouped(code)) == code


@given(st.text())
def test_whatever_is_typed_is_a_code_or_nothing(text):
    normal = verification_code.normalise(text)

    assert normal == "" or (len(normal) == 18 and set(normal) <= set(ALPHABET))
    assert verification_code.normalise(normal) == normal


def test_codes_have_more_than_sixty_bits_and_no_letter_that_two_alphabets_share():
    assert len(ALPHABET) ** verification_code.LENGTH > 2**60
    assert not set(ALPHABET) & set("ABEZHIKMNOPTYX01")


def test_a_genuine_document_says_until_when_and_nothing_else(ask, paper, application):
    document, code = paper

    page = ask(code)

    assert said(page) == GENUINE
    assert f"{document.valid_until:%Y}" in page
    for secret in (document.title, document.protocol_number, application.reference, code):
        assert secret not in page


def test_on_its_last_day_it_is_genuine_and_expired_on_the_next(ask, paper):
    document, code = paper
    noon = timezone.make_aware(timezone.datetime(*document.valid_until.timetuple()[:3], 23, 30))

    with time_machine.travel(noon, tick=False):
        assert said(ask(code)) == GENUINE
    with time_machine.travel(noon + timedelta(minutes=45), tick=False):
        assert said(ask(code)) == EXPIRED


def test_a_revoked_document_gets_the_very_page_of_an_invented_code(ask, application, maria):
    _document, revoked = issued(application, maria, revoked_at=timezone.now())
    _expired, old = issued(
        application, maria, revoked_at=timezone.now(), valid_until=timezone.localdate() - timedelta(days=1)
    )

    pages = {ask(code) for code in (revoked, old, verification_code.make(), "no code at all", "x" * 5000)}

    assert [said(page) for page in pages] == [NOT_GENUINE]


def test_all_answers_take_the_same_work(client, application, maria):
    today = timezone.localdate()
    tried = {
        "invented": verification_code.make(),
        "genuine": issued(application, maria)[1],
        "revoked": issued(application, maria, revoked_at=timezone.now())[1],
        "expired": issued(application, maria, valid_until=today - timedelta(days=1))[1],
        "no code": "?",
    }
    client.post(URL, {"code": "the first makes the session"})
    work = {}
    for name, code in tried.items():
        with CaptureQueriesContext(connection) as queries:
            client.post(URL, {"code": code})
        work[name] = [re.sub(r"'[^']*'|_x\d+", "…", query["sql"]) for query in queries]

    for name, done in work.items():
        assert done == work["invented"], name


def test_nothing_typed_is_asked_for_again(db, ask):
    page = ask("   ")

    assert "There is a problem" in page
    assert "<h1>Check a document</h1>" in page


def test_the_code_stands_in_no_address_and_the_page_nowhere_else(client, paper):
    response = client.post(URL, {"code": paper[1]})

    assert paper[1] not in response.url
    for answer in (response, client.get(response.url)):
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    assert said_in_both_languages(client)


def said_in_both_languages(client):
    return all(client.get(f"{prefix}{URL}").status_code == 200 for prefix in ("", "/en"))


def test_the_answer_is_gone_after_five_minutes(client, paper):
    client.post(f"/en{URL}", {"code": paper[1]})

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert "<h1>Check a document</h1>" in look(client, f"/en{URL}?answer=1")


def test_who_tries_too_often_is_told_when_to_go_on(client, paper):
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False):
        for _time in range(limits.LIMITS["verify"].most):
            client.post(URL, {"code": verification_code.make()})
        response = client.post(URL, {"code": paper[1]})

    assert response.status_code == 429
    assert response["Retry-After"]
    assert not Tally.objects.filter(digest__contains="127.0.0.1").exists()


def test_the_answer_outlives_the_application(ask, paper, application):
    document, code = paper
    issuing.forget(application)
    application.delete()

    document.refresh_from_db()
    assert not bytes(document.sealed_pdf)
    assert not bytes(document.sealed_content)
    assert said(ask(code)) == GENUINE


def test_the_database_holds_only_the_hash_of_the_code(paper):
    document, code = paper
    row = " ".join(map(str, document.__class__.objects.values_list().get()))

    assert code not in row
    assert verification_code.normalise(code) not in row
    assert document.verification_hash == verification_code.hashed(code.lower())
