"""The list of applications, as staff meet it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forms.enums import AccessKind, State
from forms.models import Access, Application, SavedView, WorkflowState
from tests.forms.inbox import factories
from tests.signing_in import sign_in

INDEX = reverse("applications:index")
ALL = {"queue": "all"}
MOST_QUERIES = 18


def shown(response):
    return [row.application for row in response.context["table"].data]


def test_a_case_worker_sees_the_applications_of_her_unit_alone(client, maria, application, directorate):
    factories.application(of=directorate)
    sign_in(client, maria)

    response = client.get(INDEX)

    assert shown(response) == [application]
    assert application.reference in response.text


def test_looking_at_the_list_is_recorded_with_its_filters_but_without_whom_it_was_about(
    client, maria, application
):
    sign_in(client, maria)
    client.get(INDEX, {"state": "waiting", "q": application.reference, "person": "ab" * 32})

    looked = Access.objects.get(kind=AccessKind.LIST)
    assert looked.by == maria
    assert "state=waiting" in looked.note
    assert application.reference not in looked.note
    assert "abab" not in looked.note


@pytest.fixture
def many(centre, directorate, maria, nikos):
    """Sixty applications of all kinds, over more than a page."""
    soon = timezone.localdate() + datetime.timedelta(days=1)
    factories.application(of=directorate)
    for n in range(60):
        factories.application(
            of=centre,
            assignee=[None, maria, nikos][n % 3],
            due_on=[None, soon][n % 2],
            language=["el", "en"][n % 2],
            is_sensitive=n % 20 == 1,
        )
    row = Application.objects.filter(unit=centre).first()
    for state in State.values:
        WorkflowState.objects.create(form=row.form, state=state, amber_days=len(state))
    factories.failed_mail(row, given_up_at=timezone.now())
    for user in (maria, nikos):
        SavedView.objects.create(user=user, name="Δικά μου", query="queue=mine")


@pytest.mark.parametrize("who", ["maria", "supervisor"])
def test_a_page_takes_as_many_queries_whatever_it_shows(client, many, request, who):
    sign_in(client, request.getfixturevalue(who))
    client.get(INDEX)  # what is read once a process is read by now

    for query in (
        {},
        {"queue": "all", "p": "2"},
        {"queue": "all", "ordering": "state", "p": "2"},
        {"state": ["received", "waiting"], "assignee": "nobody", "due": "5", "sent_at_from": "2020-01-01"},
        {"only": ["foreign", "undelivered"], "channel": "online", "queue": "due"},
        {"channel": "online", "p": "2"},
        {"person": "ab" * 32},
    ):
        with CaptureQueriesContext(connection) as queries:
            client.get(INDEX, query)
        assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:200] for query in queries)


def test_any_order_in_the_address_goes_through_all_of_the_list(client, supervisor, many):
    """The last page of a queue is fetched from the other end; no application may come twice or get lost."""
    sign_in(client, supervisor)
    visible = set(Application.objects.filter(unit__name="Κέντρο Κοινότητας", is_sensitive=False))
    for query in (
        *({"ordering": key} for key in ("sent_at", "-state", "due", "-due", "form", "assignee__password")),
        {"channel": "online"},
    ):
        whole = [client.get(INDEX, ALL | query | {"p": page}) for page in (1, 2)]
        pages = [shown(response) for response in whole]
        assert [len(page) for page in pages] == [50, 7]
        assert set(pages[0] + pages[1]) == visible
        assert {response.context["items_count"] for response in whole} == {57}
    assert shown(client.get(INDEX, ALL | query | {"p": 9})) == pages[1]


def test_the_order_is_that_of_the_heading(client, maria, centre):
    now, today = timezone.now(), timezone.localdate()
    days = [datetime.timedelta(days=n) for n in range(4)]
    late = factories.application(of=centre, sent_at=now - days[1], due_on=today - days[3])
    soon = factories.application(of=centre, sent_at=now - days[2], due_on=today + days[3])
    never = factories.application(of=centre, sent_at=now - days[3], state=State.WAITING)
    sign_in(client, maria)

    def order(**query):
        return shown(client.get(INDEX, ALL | query))

    assert order() == order(ordering="-sent_at") == [late, soon, never]
    assert order(ordering="sent_at") == [never, soon, late]
    assert order(ordering="due") == shown(client.get(INDEX)) == [late, soon, never]
    assert order(ordering="-due") == [never, soon, late]
    assert order(ordering="-state")[0] == never


@pytest.mark.parametrize("query", [{"export": "csv"}, {"export": "xlsx"}, {"export": "json"}])
def test_the_list_leaves_in_no_other_format(client, maria, application, query):
    sign_in(client, maria)
    response = client.get(INDEX, query)

    assert response["Content-Type"].startswith("text/html")
    assert "Content-Disposition" not in response


def test_the_list_holds_no_answer(client, maria, centre):
    factories.application(of=centre, given=factories.answers(name="Μυστικό Όνομα"))
    sign_in(client, maria)

    assert "Μυστικό" not in client.get(INDEX).text


def test_a_line_says_in_words_what_to_know_before_opening(client, maria, nikos, centre):
    row = factories.application(
        of=centre,
        assignee=nikos,
        language="en",
        due_on=timezone.localdate() - datetime.timedelta(days=30),
        answered_at=timezone.now(),
        held_at=timezone.now(),
        held_by=maria,
    )
    factories.failed_mail(row)
    sign_in(client, maria)

    (line,) = client.get(INDEX).context["table"].data
    assert [mark.kind for mark in line.marks] == ["new", "answered", "foreign", "undelivered", "held"]
    assert line.standing.kind == "red"
    page = client.get(INDEX).text
    for words in (*(mark.label for mark in line.marks), line.standing.words, "nikos", str(line.state)):
        assert words in page


def test_a_row_whose_key_is_gone_does_not_hide_the_others(client, maria, application, centre):
    damaged = factories.application(of=centre)
    Application.objects.filter(pk=damaged.pk).update(sealed_content=application.sealed_content)
    sign_in(client, maria)
    response = client.get(INDEX)

    assert set(shown(response)) == {application, damaged}
    assert application.reference in response.text


def test_who_may_see_nothing_yet_sees_an_empty_list(client, maria):
    sign_in(client, maria)

    for query in ({}, ALL, {"queue": "mine"}):
        assert client.get(INDEX, query).status_code == 200


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "99999999999999999999"])
def test_a_page_that_is_not_there_is_answered_with_one_that_is(client, maria, application, page):
    sign_in(client, maria)

    assert shown(client.get(INDEX, {"p": page})) == [application]


def test_the_menu_says_how_much_is_unread_at_the_cost_of_one_query(client, maria, application):
    from wagtail.admin.menu import admin_menu

    request = client.get("/").wsgi_request
    request.user = maria
    admin_menu.render_component(request)
    with CaptureQueriesContext(connection) as queries:
        labels = [str(item.label) for item in admin_menu.render_component(request)]

    assert any(label.endswith("(1)") for label in labels)
    assert len(queries) == 1
