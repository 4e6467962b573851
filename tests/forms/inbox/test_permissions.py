"""Who reaches applications, and through what alone."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.urls import reverse
from wagtail.permissions import policy_registry

from forms.models import Application, UnitPermission
from forms.permissions import (
    applications_of,
    colleagues,
    policy,
    user_can_assign,
    user_can_change,
    user_can_decide,
    user_can_view,
    user_works_applications,
)
from tests.forms.inbox import factories
from tests.signing_in import sign_in


def test_the_policy_is_the_registered_one():
    assert policy_registry.get_by_type(Application) is policy


def test_reach_comes_from_the_unit(application, maria, stranger):
    assert user_can_view(maria, application)
    assert user_can_change(maria, application)
    assert user_can_decide(maria, application)
    assert not user_can_assign(maria, application)
    assert list(applications_of(maria)) == [application]

    assert user_works_applications(stranger)
    assert not user_can_view(stranger, application)
    assert not applications_of(stranger).exists()


def test_being_superuser_opens_no_application(application):
    admin = get_user_model().objects.create_superuser("admin")

    assert not user_works_applications(admin)
    assert not user_can_view(admin, application)
    assert not applications_of(admin).exists()


def test_djangos_own_permissions_open_no_application(application, editor):
    editor.user_permissions.add(*Permission.objects.filter(content_type__app_label="applications"))
    editor = get_user_model().objects.get(pk=editor.pk)

    assert editor.has_perm("applications.view_application")
    assert not user_can_view(editor, application)


def test_nobody_is_nobody(application, maria):
    maria.is_active = False

    for user in (AnonymousUser(), maria):
        assert not user_works_applications(user)
        assert not user_can_view(user, application)


def test_colleagues_are_the_active_staff_of_the_unit(application, maria, nikos, stranger):
    nikos.is_active = False
    nikos.save()

    assert list(colleagues(application)) == [maria]
    assert list(policy.users_with_permission("view").order_by("username")) == [maria, stranger]


def test_each_permission_is_asked_once_a_request(application, maria, django_assert_num_queries):
    maria = get_user_model().objects.get(pk=maria.pk)

    with django_assert_num_queries(1):
        assert user_works_applications(maria)
        assert user_can_view(maria, application)
        assert user_can_decide(maria, application)


@pytest.fixture
def admin(client, db):
    sign_in(client, get_user_model().objects.create_superuser("admin"))
    return client


def test_an_administrator_ticks_boxes_in_the_form_of_a_group(admin, centre, directorate, application):
    person = factories.user("new", "Case workers")
    UnitPermission.objects.all().delete()
    group = person.groups.get()
    edit = reverse("wagtailusers_groups:edit", args=[group.pk])
    assert centre.name in admin.get(edit).text

    data = {
        "name": group.name,
        "permissions": [permission.pk for permission in group.permissions.all()],
        f"unit_permissions-unit_{centre.pk}": ["view", "change"],
    }
    for formset in admin.get(edit).context["permission_panels"]:
        if hasattr(formset, "management_form"):
            data |= {f"{formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    response = admin.post(edit, data)

    assert response.status_code == 302
    assert set(group.unit_permissions.values_list("unit", "permission__codename")) == {
        (centre.pk, "view_application"),
        (centre.pk, "change_application"),
    }
    person = get_user_model().objects.get(pk=person.pk)
    assert user_can_change(person, application)
    assert not user_can_decide(person, application)

    data[f"unit_permissions-unit_{centre.pk}"] = ["view"]
    admin.post(edit, data)
    assert group.unit_permissions.get().permission.codename == "view_application"
    assert 'value="view" id="' in admin.get(edit).text
