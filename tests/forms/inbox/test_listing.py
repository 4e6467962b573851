"""The list of applications, as staff meet it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forms.actions import casework
from forms.enums import AccessKind, Channel, State
from forms.models import Access, Application
from tests.forms.inbox import factories
from tests.signing_in import sign_in

INDEX = reverse("applications:index")


def shown(response):
    return set(response.context["object_list"])


def test_a_case_worker_sees_the_applications_of_her_unit_alone(client, maria, application, directorate):
    factories.application(of=directorate)
    sign_in(client, maria)

    response = client.get(INDEX)

    assert shown(response) == {application}
    assert application.reference in response.text


def test_looking_at_the_list_is_recorded(client, maria, application):
    sign_in(client, maria)
    client.get(INDEX)

    assert list(Access.objects.values_list("kind", "by__username")) == [(AccessKind.LIST, "maria")]


@pytest.mark.parametrize("rows", [5, 60])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client, maria, nikos, centre, rows, django_assert_max_num_queries
):
    for _n in range(rows):
        factories.application(of=centre, assignee=nikos)
    sign_in(client, maria)

    with django_assert_max_num_queries(22):
        assert len(client.get(INDEX).context["object_list"]) == min(rows, 50)


@pytest.mark.parametrize("write", [str, str.lower, lambda number: number.replace("-", " ")])
def test_a_reference_is_found_however_it_is_written(client, maria, application, centre, write):
    factories.application(of=centre)
    sign_in(client, maria)

    assert shown(client.get(INDEX, {"q": write(application.reference)})) == {application}


@pytest.mark.parametrize("typed", ["4C7RD", "Δοκιμή", "%", "\x00", "a" * 3000])
def test_what_is_no_reference_finds_nothing(client, maria, application, typed):
    sign_in(client, maria)
    response = client.get(INDEX, {"q": typed})

    assert response.status_code == 200
    assert not shown(response)


def test_the_reference_of_another_unit_finds_nothing(client, stranger, application):
    sign_in(client, stranger)

    assert not shown(client.get(INDEX, {"q": application.reference}))


def test_filters_narrow_the_list(client, maria, nikos, centre, directorate):
    now = timezone.now()
    mine = factories.application(of=centre, assignee=maria, sent_at=now - datetime.timedelta(days=1))
    his = factories.application(of=centre, assignee=nikos, sent_at=now - datetime.timedelta(days=9))
    free = factories.application(of=centre, state=State.WAITING, sent_at=now - datetime.timedelta(days=30))
    casework.show(his, to=nikos)
    sign_in(client, maria)

    def found(**query):
        return shown(client.get(INDEX, query))

    assert found(assignee="mine") == {mine}
    assert found(assignee="nobody") == {free}
    assert found(state=["waiting"]) == {free}
    assert found(state=["waiting", "received"]) == {mine, his, free}
    assert found(unit=centre.pk) == {mine, his, free}
    assert found(form=str(mine.form)) == {mine, his, free}
    assert found(read="no") == {mine, free}
    week_ago = (now - datetime.timedelta(days=7)).date().isoformat()
    assert found(sent_at_from=week_ago) == {mine}
    assert found(sent_at_to=week_ago) == {his, free}


def test_the_list_is_narrowed_by_how_applications_came_in(client, maria, centre):
    online = factories.application(of=centre)
    told = factories.application(of=centre, channel=Channel.TELEPHONE)
    written = factories.application(of=centre, channel=Channel.PAPER)
    sign_in(client, maria)

    assert shown(client.get(INDEX, {"channel": "online"})) == {online}
    assert shown(client.get(INDEX, {"channel": ["paper", "telephone"]})) == {told, written}
    assert str(Channel.TELEPHONE.label) in client.get(INDEX, {"channel": "telephone"}).text


def test_withdrawn_applications_are_found_but_wait_for_nobody(client, maria, centre):
    withdrawn = factories.application(of=centre, state=State.WITHDRAWN, decided_at=timezone.now())
    sign_in(client, maria)

    page = client.get(INDEX, {"state": "withdrawn"})
    assert shown(page) == {withdrawn}
    counts = {queue.key: count for queue, count, _current in page.context["queues"]}
    assert (counts["open"], counts["unassigned"], counts["all"]) == (0, 0, 1)


@pytest.mark.parametrize(
    "query",
    [
        {"state": "bogus"},
        {"channel": "pigeon"},
        {"unit": "99999"},
        {"unit": "x"},
        {"form": "x"},
        {"assignee": "1 OR 1=1"},
        {"sent_at_from": "yesterday"},
        {"read": "yes"},
    ],
)
def test_an_invalid_filter_shows_nothing_rather_than_everything(client, maria, application, query):
    sign_in(client, maria)
    response = client.get(INDEX, query)

    assert response.status_code == 200
    assert not shown(response)


def test_a_foreign_unit_is_no_choice_of_the_filter(client, maria, application, directorate):
    factories.application(of=directorate)
    sign_in(client, maria)

    assert not shown(client.get(INDEX, {"unit": directorate.pk}))


@pytest.mark.parametrize(
    "ordering", ["sent_at", "-sent_at", "state", "-state", "pk", "assignee__password", ""]
)
def test_any_ordering_in_the_address_gets_an_answer(client, maria, application, ordering):
    sign_in(client, maria)

    assert shown(client.get(INDEX, {"ordering": ordering})) == {application}


def test_the_latest_stands_first(client, maria, centre):
    old = factories.application(of=centre, sent_at=timezone.now() - datetime.timedelta(days=3))
    new = factories.application(of=centre, sent_at=timezone.now())
    sign_in(client, maria)

    assert list(client.get(INDEX).context["object_list"]) == [new, old]


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


def test_queues_lead_to_lists_of_as_many_rows_as_they_say(client, maria, nikos, centre):
    factories.application(of=centre, assignee=maria)
    factories.application(of=centre)
    decided = factories.application(of=centre)
    casework.decide(decided, State.CLOSED, "Αποσύρθηκε.", by=nikos, version=0)
    casework.show(decided, to=nikos)
    sign_in(client, maria)

    queues = client.get(INDEX).context["queues"]

    assert {queue.key: count for queue, count, _current in queues} == {
        "unread": 2, "mine": 1, "unassigned": 1, "open": 2, "all": 3,
    }  # fmt: skip
    for queue, count, _current in queues:
        response = client.get(queue.url)
        assert len(shown(response)) == count
        assert [(q.key) for q, _count, current in response.context["queues"] if current] == [queue.key]


def test_results_alone_are_a_fragment(client, maria, application):
    sign_in(client, maria)
    response = client.get(
        reverse("applications:index_results"), headers={"X-Requested-With": "XMLHttpRequest"}
    )

    assert application.reference in response.text
    assert "<html" not in response.text


def test_a_row_whose_key_is_gone_does_not_hide_the_others(client, maria, application, centre):
    damaged = factories.application(of=centre)
    Application.objects.filter(pk=damaged.pk).update(sealed_content=application.sealed_content)
    sign_in(client, maria)
    response = client.get(INDEX)

    assert shown(response) == {application, damaged}
    assert application.reference in response.text


def test_who_may_see_nothing_yet_sees_an_empty_list(client, maria):
    sign_in(client, maria)

    assert client.get(INDEX).status_code == 200
