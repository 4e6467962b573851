"""Several applications at once: taken, given to a colleague, put back."""

import pytest
from django.urls import reverse

from forms.actions import casework
from forms.enums import AccessKind, EventKind, State
from forms.inbox import listing
from forms.models import Access, Application, Event
from tests.forms.inbox import factories
from tests.forms.inbox.test_listing import INDEX
from tests.signing_in import sign_in


def address(action):
    return reverse("wagtail_bulk_action", args=["applications", "application", action])


def ask(client, action, **query):
    return client.get(address(action), query | {"next": INDEX})


def chosen(response):
    return {application for application, _reference in response.context["applications"]}


def confirm(client, action, asked, **data):
    return client.post(address(action), {"seen": asked.context["seen"], "next": INDEX} | data)


def messages(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def four(centre):
    return [factories.application(of=centre) for _n in range(4)]


def test_chosen_applications_are_taken_each_with_its_event_and_trail(client, maria, four):
    sign_in(client, maria)
    listed = client.get(INDEX)
    assert f'formaction="{address("take")}"' in listed.text

    asked = ask(client, "take", id=[row.pk for row in four[:2]])
    assert chosen(asked) == set(four[:2])
    assert not Event.objects.filter(kind=EventKind.TAKEN).exists()
    response = confirm(client, "take", asked)

    assert response.url == INDEX
    taken = Application.objects.filter(assignee=maria)
    assert set(taken) == set(four[:2])
    assert set(taken.values_list("lock_version", flat=True)) == {1}
    for row in four[:2]:
        assert row.events.filter(kind=EventKind.TAKEN, by=maria).count() == 1
        assert Access.objects.filter(kind=AccessKind.CHANGED, application_id=row.pk, by=maria).count() == 1


def test_what_a_colleague_changed_meanwhile_is_left_and_named(client, maria, nikos, four):
    sign_in(client, maria)
    asked = ask(client, "take", id=[row.pk for row in four])
    casework.take(four[0], by=nikos, version=0)
    casework.note(four[1], "Τηλεφώνησε.", by=nikos, version=0)
    response = client.get(confirm(client, "take", asked).url)

    assert set(Application.objects.filter(assignee=maria)) == set(four[2:])
    done, left = messages(response)
    assert "2" in done
    assert four[0].reference in left
    assert four[1].reference in left
    assert four[2].reference not in left


def test_all_of_the_list_means_its_filters_and_ones_reach(client, maria, centre, directorate, four):
    waiting = {factories.application(of=centre, state=State.WAITING) for _n in range(2)}
    factories.application(of=directorate, state=State.WAITING)
    factories.application(of=centre, state=State.WAITING, is_sensitive=True)
    sign_in(client, maria)

    assert chosen(ask(client, "take", id="all", state="waiting")) == waiting
    assert chosen(ask(client, "take", id="all")) == waiting | set(four)
    for query in ({"state": "bogus"}, {"unknown": "1"}):
        assert ask(client, "take", id="all", **query).status_code == 302


def test_only_so_many_at_once(client, maria, four, monkeypatch):
    monkeypatch.setattr("forms.inbox.bulk.MOST", 3)
    sign_in(client, maria)
    asked = ask(client, "take", id="all")
    assert len(chosen(asked)) == 3

    confirm(client, "take", asked, seen=" ".join(f"{row.pk}:0" for row in four))
    assert Application.objects.filter(assignee=maria).count() == 3
    assert listing.InboxView.most_at_once == 500


def test_what_is_not_ones_own_to_work_on_stays_out(client, maria, stranger, four, directorate):
    foreign = factories.application(of=directorate)
    sign_in(client, stranger)

    assert ask(client, "take", id=[row.pk for row in four]).status_code == 302
    response = client.post(
        address("take"), {"seen": f"{four[0].pk}:0 {foreign.pk}:0", "next": INDEX}, follow=True
    )
    assert list(Application.objects.filter(assignee__isnull=False)) == [foreign]
    assert len(messages(response)) == 3  # nothing of hers chosen; one done; one out of reach


@pytest.mark.parametrize("seen", ["x", "x:0", "1:2:3", "00000000-0000-4000-8000-000000000000:x"])
def test_a_forged_choice_is_refused(client, maria, four, seen):
    sign_in(client, maria)

    assert client.post(address("take"), {"seen": seen}).status_code == 422


@pytest.mark.parametrize("query", [{}, {"id": "x"}, {"id": "00000000-0000-4000-8000-000000000000"}])
def test_nothing_chosen_leads_back(client, maria, four, query):
    sign_in(client, maria)
    response = ask(client, "take", **query)

    assert response.url == INDEX


def test_a_supervisor_gives_several_to_who_has_least(
    client, supervisor, maria, nikos, stranger, four, centre
):
    factories.application(of=centre, assignee=nikos)
    sign_in(client, supervisor)
    asked = ask(client, "assign", id=[row.pk for row in four])

    labels = {label.split(" ")[0]: label for _value, label in asked.context["form"].fields["to"].choices}
    assert "1" in labels["nikos"]
    assert "0" in labels["maria"]
    assert "stranger" not in labels
    assert confirm(client, "assign", asked, to=stranger.pk).status_code == 422
    refused = confirm(client, "assign", asked, to="")
    assert refused.status_code == 422
    confirm(client, "assign", asked, to=maria.pk)

    assert Application.objects.filter(assignee=maria).count() == 4
    assert Event.objects.filter(kind=EventKind.ASSIGNED, by=supervisor, assignee=maria).count() == 4


def test_one_puts_back_ones_own_and_a_supervisor_anybodys(client, supervisor, maria, nikos, four):
    for row, user in zip(four, (maria, maria, nikos, nikos), strict=True):
        casework.take(row, by=user, version=0)
    sign_in(client, maria)
    confirm(client, "release", ask(client, "release", id=[row.pk for row in four]))
    assert set(Application.objects.filter(assignee=None)) == set(four[:2])

    sign_in(client, supervisor)
    confirm(client, "release", ask(client, "release", id=[row.pk for row in four]))
    assert Application.objects.filter(assignee=None).count() == 4


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_finds_no_bulk_action(client, editor, maria, centre, four, method):
    reader = factories.worker("reader", centre, actions=["view"])
    for user, actions in ((editor, ["take", "assign", "release"]), (maria, ["assign"]), (reader, ["take"])):
        sign_in(client, user)
        for action in actions:
            for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
                url = f"{address(action)}?id=all"
                assert getattr(client, method)(url, headers=headers).status_code == 404
    sign_in(client, reader)
    assert "formaction" not in client.get(INDEX).text
