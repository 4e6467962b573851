"""What an applicant is told, and that nothing of what they say gets anywhere it doesn't belong."""

import logging
from html import unescape
from io import StringIO
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils.log import AdminEmailHandler

from forms import limits, notifications, receipt_code
from forms.actions import applying, following_up
from forms.apply import progress
from forms.definition import Definition
from forms.models import Application, ApplicationFormPage
from tests.forms.factories import make_application, make_english, typed_by
from tests.forms.pausing import DELETE, LATER, RETURN, put_by, put_by_with_mail

PROGRESS = "/aitiseis/poreia/"
OF_A_FORM = ["", "who", "why", "oath", "elegxos", "elifthi", LATER, DELETE, "exodos"]
PERSONAL = [*OF_A_FORM, "apodeixi.pdf"]
OF_THE_LIST = [RETURN, f"{RETURN}no-such-token/", PROGRESS, f"{PROGRESS}aitisi/", f"{PROGRESS}aposyrsi/"]


def address_of(applicant, step):
    return applicant.url + (step if step.endswith(".pdf") else f"{step}/" if step else "")


# What is told -----------------------------------------------------------------


def test_the_notice_stands_before_the_first_question(applicant):
    assert applicant.page.privacy_notice in applicant.get().content.decode()
    assert applicant.get("who").status_code == 410  # nobody comes to a question but past it

    applicant.begin()
    assert applicant.get("who").status_code == 200


def test_the_notice_that_was_shown_is_kept_with_the_application(applicant, person):
    shown = applicant.page.privacy_notice
    applicant.fill_in(person)
    applicant.send()
    change(applicant.page, privacy_notice="<p>Νέο κείμενο.</p>")

    assert definition_of(applicant.application).privacy_notice == shown


def test_what_was_declared_is_kept_word_for_word(applicant, person):
    applicant.fill_in(person)
    applicant.send()
    steps = applicant.page.steps
    steps[-1].value["questions"][0].value["label"] = "Κάτι άλλο"
    change(applicant.page, steps=steps)

    application = applicant.application
    assert definition_of(application).question("true").label == "Όσα δηλώνω είναι αληθή"
    assert application.answers["true"] is True


def test_whoever_read_it_in_english_has_the_english_words_kept(client, form_page, person):
    english = make_english(form_page)
    change(english, privacy_notice="<p>The Municipality keeps the data.</p>")

    application = make_application(ApplicationFormPage.objects.get(pk=english.pk), person)

    assert definition_of(application).privacy_notice == "<p>The Municipality keeps the data.</p>"
    assert definition_of(application).question("true").label == "English true"


def test_nothing_is_declared_beforehand(applicant, person):
    applicant.begin()
    for step, data in list(typed_by(person).items())[:-1]:
        applicant.post(step, data)

    page = BeautifulSoup(applicant.get("oath").content, "html.parser")
    assert page.select("main input[type=checkbox]")
    assert page.select("main input[checked]") == []


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def definition_of(application):
    return Definition.from_version(application.version)


# Where nothing may get ----------------------------------------------------------


def walk(applicant, person, work_off):
    """A whole life of an application; the answers on the way."""
    applicant.fill_in(person)
    code = put_by(applicant)
    yield applicant.client.post(RETURN, {"code": code})
    link = put_by_with_mail(applicant, person.email, work_off)
    yield applicant.client.post(link)
    yield applicant.post("who", {"who-name": person.name, "who-phone": "12", "who-email": person.trouble})
    for step, data in typed_by(person).items():
        yield applicant.post(step, data)
    yield applicant.send()
    application = applicant.application
    yield applicant.client.post(PROGRESS, {"reference": application.reference, "fact": person.phone})
    yield applicant.client.post(PROGRESS, {"reference": person.name, "fact": person.amka})
    yield name_the_second_fact(applicant)
    yield applicant.client.post(f"{PROGRESS}aposyrsi/", {"sure": "1", "reason": person.trouble})


def name_the_second_fact(applicant):
    """At the page of progress, so that the session leads to the application."""
    application = applicant.application
    given = {"reference": application.reference, "fact": receipt_code.of(application.pk)}
    response = applicant.client.post(PROGRESS, given)
    assert response.url == f"{PROGRESS}aitisi/"
    return response


def test_neither_sessions_nor_addresses_tell_anything(applicant, person, work_off):
    for response in walk(applicant, person, work_off):
        held = " ".join(str(session.get_decoded()) for session in Session.objects.all())
        assert found(person.marks, held) == []
        assert found(person.marks, unquote(response.headers.get("Location", ""))) == []
        cookies = " ".join(morsel.value for morsel in applicant.client.cookies.values())
        assert found(person.marks, cookies) == []


def test_mails_tell_nothing_but_that_there_is_something(applicant, person, work_off):
    for _response in walk(applicant, person, work_off):
        pass
    work_off()
    application = Application.objects.get()
    for template in ("received", "news"):
        notifications.message(notifications.owe_mail(application, template, person.email)).send()

    assert len(mail.outbox) >= 3
    for message in mail.outbox:
        said = f"{message.subject}\n{message.body}\n{message.from_email}\n{message.extra_headers}"
        assert found([*person.marks, applicant.page.title], said) == []
        assert application.reference not in message.subject
        assert message.attachments == []


def found(marks, text):
    return [mark for mark in marks if mark in text]


@pytest.fixture
def logged(monkeypatch):
    """What the handler of the settings writes."""
    log = StringIO()
    (handler,) = [handler for handler in logging.getLogger().handlers if handler.name == "stderr"]
    monkeypatch.setattr(handler, "stream", log)
    return log


def breaks(*args, **kwargs):
    raise RuntimeError("broken on purpose")


FAILING = [
    ("", applying, "begin"),
    ("who", applying, "keep"),
    ("elegxos", applying, "send"),
    (LATER, applying, "put_by"),
    (DELETE, applying, "discard"),
    ("exodos", applying, "discard"),
    (RETURN, limits, "count"),
    (PROGRESS, limits, "count"),
    (f"{PROGRESS}aitisi/", progress, "take_papers"),
    (f"{PROGRESS}aposyrsi/", following_up, "withdraw"),
]


@pytest.mark.parametrize(("place", "module", "name"), FAILING)
def test_a_failure_writes_nothing_of_what_was_posted_into_the_log(
    applicant, person, monkeypatch, logged, place, module, name
):
    applicant.client.raise_request_exception = False
    if place:
        applicant.fill_in(person)
    if place in (f"{PROGRESS}aitisi/", f"{PROGRESS}aposyrsi/"):
        applicant.send()
        name_the_second_fact(applicant)
    monkeypatch.setattr(module, name, breaks)
    posted = {
        "application-current_step": place,
        "code": "2345 6789 CDFG JLRV",
        "reference": "23456-789CD-FGJLR",
        "fact": person.phone,
        "sure": "1",
        "way": "code",
        "reason": person.trouble,
        f"{LATER}-address": person.email,
        **typed_by(person)["who"],
    }

    url = place if place.startswith("/") else applicant.address(place)
    response = applicant.client.post(url, posted)

    told = logged.getvalue()
    assert response.status_code == 500
    assert "broken on purpose" in told
    assert found(person.marks, told) == []
    assert found(person.marks, unescape(response.content.decode())) == []


def test_no_failure_is_mailed_to_anybody():
    known = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]

    assert [log.name for log in known for one in log.handlers if isinstance(one, AdminEmailHandler)] == []


def test_a_way_back_that_is_refused_is_not_logged(applicant, person, work_off, logged):
    applicant.fill_in(person)
    link = put_by_with_mail(applicant, person.email, work_off)
    for _ in range(limits.LIMITS["return"].most):
        applicant.client.post(f"{RETURN}wrong-token/")

    response = applicant.client.post(link)

    assert response.status_code == 429
    assert "Too Many Requests" in logged.getvalue()
    assert link.split("/")[-2] not in logged.getvalue()
    assert "wrong-token" not in logged.getvalue()


@pytest.mark.parametrize("address", [*PERSONAL, *OF_THE_LIST])
@pytest.mark.parametrize("stage", ["new", "begun", "sent"])
def test_no_copy_is_kept_of_anything_personal(applicant, person, address, stage):
    if stage != "new":
        applicant.fill_in(person)
    if stage == "sent":
        applicant.send()
        name_the_second_fact(applicant)

    url = address if address.startswith("/") else address_of(applicant, address)
    response = applicant.client.get(url)

    assert "no-store" in response["Cache-Control"]
    if address:
        assert "noindex" in response["X-Robots-Tag"]


def test_a_browser_fills_in_what_is_ones_own_and_nothing_else(applicant, person):
    applicant.begin()
    page = BeautifulSoup(applicant.get("who").content, "html.parser")

    filled_in = {box["name"]: box.get("autocomplete") for box in page.select("main input:not([type=hidden])")}

    assert filled_in["who-name"] == "name"
    assert filled_in["who-phone"] == "tel"
    assert filled_in["who-email"] == "email"
    assert filled_in["who-amka"] == "off"
    assert {name: token for name, token in filled_in.items() if not token} == {}


def test_nothing_of_this_is_left_out():
    """Every address below a form and below the list is tried above."""
    routes = {str(pattern.pattern) for pattern in ApplicationFormPage.get_subpage_urls()}
    known = {"", *(f"{step}/" for step in PERSONAL), "<slug:step>/"}

    assert routes - known == {"entypo.pdf/"}  # the empty form on paper: everybody's
