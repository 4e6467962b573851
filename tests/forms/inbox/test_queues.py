"""What waits: queues, dashboard, and views that people keep."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from forms.actions import casework
from forms.enums import State
from forms.models import SavedView, WorkflowState
from tests.forms.inbox import factories
from tests.forms.inbox.test_listing import INDEX, shown
from tests.signing_in import sign_in

VIEWS, SAVE = reverse("applications:views"), reverse("applications:save_view")


@pytest.fixture
def office(centre, maria, nikos):
    """One application of each standing."""
    now, today = timezone.now(), timezone.localdate()
    his = {"of": centre, "assignee": nikos}
    rows = {
        "mine": factories.application(of=centre, assignee=maria, state=State.WAITING),
        "free": factories.application(of=centre),
        "his": factories.application(**his),
        "late": factories.application(**his, due_on=today - datetime.timedelta(days=9)),
        "soon": factories.application(**his, due_on=today),
        "far": factories.application(**his, due_on=today + datetime.timedelta(days=60)),
        "answered": factories.application(**his, answered_at=now),
        "both": factories.application(**his, due_on=today, answered_at=now),
        "ended": factories.application(of=centre, state=State.WITHDRAWN, decided_at=now, answered_at=now),
        "secret": factories.application(of=centre, is_sensitive=True),
    }
    for name in ("his", "far", "ended"):
        casework.show(rows[name], to=nikos)
    return rows


def test_queues_lead_to_lists_of_as_many_rows_as_they_say(client, maria, office):
    sign_in(client, maria)

    queues = client.get(INDEX).context["queues"]

    assert {queue.key: count for queue, count, _current in queues} == {
        "now": 6, "unread": 6, "mine": 1, "unassigned": 1, "answered": 2, "waiting": 1, "due": 3,
        "open": 8, "all": 9,
    }  # fmt: skip
    for queue, count, _current in queues:
        response = client.get(queue.url)
        assert len(shown(response)) == count
        assert [each.key for each, _count, current in response.context["queues"] if current] == [queue.key]


def test_what_needs_me_now_says_why(client, maria, office):
    sign_in(client, maria)
    page = client.get(INDEX)

    names = {row: name for name, row in office.items()}
    why = {names[row.application]: len(row.reasons) for row in page.context["table"].data}
    assert why == {"mine": 1, "free": 1, "late": 1, "soon": 1, "answered": 1, "both": 2}
    for row in page.context["table"].data:
        assert all(str(reason) in page.text for reason in row.reasons)


def test_who_may_not_work_on_applications_needs_to_do_nothing(client, office, centre):
    sign_in(client, factories.worker("reader", centre, actions=["view"]))

    page = client.get(INDEX)
    assert shown(page) == []
    assert page.context["view"].counts.by_queue["now"] == 0
    assert len(shown(client.get(INDEX, {"queue": "all"}))) == 9


@pytest.mark.parametrize(
    ("warning", "found"), [(0, {"late", "soon", "both"}), (90, {"late", "soon", "both", "far"})]
)
def test_a_form_says_itself_when_something_is_nearly_due(client, maria, office, warning, found):
    form = office["soon"].form
    WorkflowState.objects.create(form=form, state=State.RECEIVED, amber_days=warning)
    sign_in(client, maria)

    page = client.get(INDEX, {"queue": "due"})
    assert set(shown(page)) == {office[name] for name in found}
    assert all(row.standing.kind in ("red", "amber") for row in page.context["table"].data)


def test_the_dashboard_says_how_much_needs_somebody(client, maria, office):
    sign_in(client, maria)
    page = client.get(reverse("wagtailadmin_home")).text

    assert f'class="inbox-panel__now" href="{INDEX}"' in page
    assert f'href="{INDEX}?queue=unassigned"' in page


def test_a_view_is_kept_found_as_a_tab_renamed_and_deleted(client, maria, office):
    sign_in(client, maria)
    response = client.post(f"{SAVE}?queue=open&assignee=nobody&p=2", {"name": " Τα αδέσποτα "})

    assert response.url == f"{INDEX}?queue=open&assignee=nobody"
    page = client.get(response.url)
    assert [(view.name, is_here) for view, is_here in page.context["saved_views"]] == [("Τα αδέσποτα", True)]
    assert shown(page) == [office["free"]]

    view = SavedView.objects.get()
    client.post(VIEWS, {"rename": view.pk, "name": "Ελεύθερα"})
    assert "Ελεύθερα" in client.get(INDEX).text
    client.post(VIEWS, {"delete": view.pk})
    assert not SavedView.objects.exists()


def test_views_are_ones_own(client, maria, nikos, application):
    view = SavedView.objects.create(user=nikos, name="Δικά του", query="queue=mine")
    sign_in(client, maria)

    assert "Δικά του" not in client.get(INDEX).text + client.get(VIEWS).text
    for data in ({"rename": view.pk, "name": "Δικά μου"}, {"delete": view.pk}, {"delete": "x"}, {}):
        assert client.post(VIEWS, data).status_code == 404
    assert SavedView.objects.get().name == "Δικά του"


def test_what_cannot_be_kept_comes_back_with_its_name(client, maria, application):
    SavedView.objects.create(user=maria, name="Δικά μου", query="queue=mine")
    sign_in(client, maria)

    for query, name in (
        ("queue=open", ""),
        ("queue=open", "Δικά μου"),
        ("queue=open", "α" * 61),
        ("queue=bogus", "Χωρίς νόημα"),
        (f"q={application.reference}", "Ένας άνθρωπος"),
        (f"person={'ab' * 32}", "Ένας άνθρωπος"),
        ("", "Τίποτα"),
    ):
        response = client.post(f"{SAVE}?{query}", {"name": name})
        assert response.status_code == 422
        assert response.context["view"].save_form["name"].value() == name
    assert SavedView.objects.count() == 1

    SavedView.objects.bulk_create(SavedView(user=maria, name=str(n), query="queue=all") for n in range(19))
    assert client.post(f"{SAVE}?queue=open", {"name": "Μία ακόμη"}).status_code == 422
    taken = client.post(VIEWS, {"rename": SavedView.objects.get(name="3").pk, "name": "Δικά μου"})
    assert taken.status_code == 422
    assert 'value="Δικά μου" aria-invalid="true"' in " ".join(taken.text.split())
