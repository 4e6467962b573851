"""The boxes of a group: rights by unit and form, recorded, and nobody gives what they don't hold."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from forms.enums import AccessKind
from forms.models import Access, UnitPermission
from forms.permissions import applications_of, policy
from tests.forms.factories import ApplicationFormPageFactory
from tests.forms.inbox import factories
from tests.signing_in import sign_in


@pytest.fixture
def group(db):
    return Group.objects.create(name="Νέα ομάδα")


def edit(client, group, boxes):
    """Send the form of a group with these boxes ticked: `{name: [actions]}`."""
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    data = {"name": group.name}
    for formset in client.get(address).context["permission_panels"]:
        if hasattr(formset, "management_form"):
            data |= {f"{formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data |= {f"unit_permissions-{name}": actions for name, actions in boxes.items()}
    response = client.post(address, data)
    assert response.status_code == 302
    return response


def rights(group):
    return {
        (right.unit.slug, right.form, right.permission.codename.removesuffix("_application"))
        for right in group.unit_permissions.select_related("unit", "permission")
    }


@pytest.fixture
def admin(client, db):
    user = get_user_model().objects.create_superuser("admin")
    sign_in(client, user)
    return client


def test_a_right_for_one_form_reaches_that_form_alone(admin, group, centre):
    page = ApplicationFormPageFactory(unit=centre)
    asked = factories.application(of=centre, form=page.translation_key)
    factories.application(of=centre)
    person = get_user_model().objects.create_user("person")
    person.groups.add(group)

    edit(admin, group, {f"unit_{centre.pk}_{page.translation_key.hex}": ["view", "change"]})

    assert rights(group) == {
        (centre.slug, page.translation_key, "view"),
        (centre.slug, page.translation_key, "change"),
    }
    assert list(applications_of(person)) == [asked]


def test_a_form_whose_page_is_gone_still_has_its_line(admin, group, centre):
    gone = uuid.uuid4()
    factories.application(of=centre, form=gone)

    edit(admin, group, {f"unit_{centre.pk}_{gone.hex}": ["audit"]})

    assert rights(group) == {(centre.slug, gone, "audit")}


def test_each_change_is_on_the_trail_with_group_unit_and_rights(admin, group, centre, directorate):
    edit(admin, group, {f"unit_{centre.pk}": ["view", "decide"]})
    edit(admin, group, {f"unit_{centre.pk}": ["view", "count"]})
    edit(admin, group, {f"unit_{centre.pk}": ["view", "count"]})

    rows = Access.objects.filter(kind=AccessKind.RIGHTS).order_by("sequence")
    assert [row.note for row in rows] == [
        f"group {group.name}: {centre.slug} +view +decide",
        f"group {group.name}: {centre.slug} +count -decide",
    ]
    assert {row.by.get_username() for row in rows} == {"admin"}


def test_who_is_no_administrator_gives_only_what_they_hold(client, group, centre, directorate):
    chief = factories.worker("chief", centre, actions=["view", "change"])
    allowed = Permission.objects.filter(
        content_type__app_label="auth", codename__in=["change_group", "view_group"]
    )
    chief.groups.get().permissions.add(*allowed)
    chief.groups.add(factories.groups.prepare()["Editors"])
    decide = policy.permissions_for(["decide"]).get()
    UnitPermission.objects.create(group=group, unit=centre, permission=decide)
    sign_in(client, chief)

    edit(client, group, {f"unit_{centre.pk}": ["view", "erase"], f"unit_{directorate.pk}": ["view"]})

    assert rights(group) == {(centre.slug, None, "view"), (centre.slug, None, "decide")}


def test_every_box_has_a_name_of_its_own(admin, group, centre):
    page = ApplicationFormPageFactory(unit=centre)
    text = admin.get(reverse("wagtailusers_groups:edit", args=[group.pk])).text

    assert f"{centre.name}, {page.title}: " in text
    assert text.count(f"{centre.name}, ") == 2 * len(policy.permissions_for(["view"])) * 10
