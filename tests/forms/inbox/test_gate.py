"""Editors have no path to applications, case workers none to pages."""

import re
import uuid

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from forms.models import Access, Application, Draft, Event, FormVersion, LookupHash, Mail, Upload
from forms.staff.gate import OPEN_TO_ALL_STAFF, is_held_back
from tests.forms.inbox import addresses, factories
from tests.signing_in import sign_in

PRIVATE = [Access, Application, Draft, Event, FormVersion, LookupHash, Mail, Upload]

FOREIGN = [
    "/admin/pages/",
    "/admin/pages/2/edit/",
    "/admin/images/",
    "/admin/images/chooser/",
    "/admin/documents/",
    "/admin/documents/chooser/",
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=a",
    "/admin/api/main/pages/",
    "/admin/api/main/images/",
    "/admin/snippets/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/reports/site-history/",
    "/admin/tag-autocomplete/",
    "/admin/localize/api/snippets/services_guide/need/",
    "/admin/bulk/applications/application/delete/?id=all",
    "/admin/bulk/wagtailcore/page/delete/?id=all",
]


@pytest.fixture
def inbox_urls(application, settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path
    mail, paper = factories.failed_mail(application), factories.paper(application)
    known = {"pk": application.pk, "mail": mail.pk, "file": paper.pk}
    return [address.fill(invented(address) | known) for address in addresses.inbox()]


def invented(address):
    """A value that fits for each part of the address."""
    values = {"int": 1, "uuid": uuid.uuid4(), "slug": "x", "str": "x"}
    return {name: values[kind] for kind, name in re.findall(r"<(\w+):(\w+)>", address.route)}


@pytest.mark.parametrize("role", ["editor", "moderator", "superuser"])
@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "XMLHttpRequest"}], ids=["plain", "xhr"])
@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_who_works_no_applications_finds_no_inbox(client, inbox_urls, role, method, headers):
    if role == "superuser":
        sign_in(client, get_user_model().objects.create_superuser("root"))
    else:
        sign_in(client, factories.user("eleni", f"{role.title()}s"))

    for url in inbox_urls:
        response = getattr(client, method)(url, headers=headers)
        assert response.status_code == 404, url
    assert Application.objects.get().lock_version == 0


def test_not_yours_looks_like_not_there(client, editor, application):
    sign_in(client, editor)
    yours = client.get(reverse("applications:detail", args=[application.pk]))
    nobodys = client.get(reverse("applications:detail", args=["00000000-0000-4000-8000-000000000000"]))

    assert yours.status_code == nobodys.status_code == 404
    assert yours.content == nobodys.content


def test_being_refused_is_recorded(client, stranger, application):
    sign_in(client, stranger)
    client.get(reverse("applications:detail", args=[application.pk]))

    assert list(Access.objects.values_list("kind", "application_id", "by__username")) == [
        ("refused", application.pk, "stranger")
    ]


def test_anonymous_visitors_are_asked_to_sign_in(client, inbox_urls):
    for url in inbox_urls:
        response = client.get(url)
        assert response.status_code == 302
        assert response.url.startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("role", ["Case workers", "Supervisors"])
def test_case_workers_reach_nothing_else_of_the_admin(client, db, role):
    sign_in(client, factories.user("maria", role))

    for url in FOREIGN:
        for method in ("get", "post"):
            for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
                response = getattr(client, method)(url, headers=headers)
                assert response.status_code == 404, url


def test_what_is_open_to_all_staff_exists():
    """A name that Wagtail gave up must not stay on the list, to be taken by something else."""
    assert {address.name for address in addresses.walk()} >= OPEN_TO_ALL_STAFF


def test_the_gate_asks_for_the_name_and_not_for_what_a_path_looks_like(client, maria):
    sign_in(client, maria)

    for url in ("/admin/bulk/applications/unit/take/", "/admin/snippets/applications/application/"):
        assert client.get(url).status_code == 404


def test_staff_without_a_page_are_held_back_and_others_not(maria, editor):
    root = get_user_model().objects.create_superuser("root")

    assert is_held_back(maria)
    assert not is_held_back(editor)
    assert not is_held_back(root)


def test_the_menu_of_a_case_worker_is_the_inbox_keying_in_and_appointments(client, maria, application):
    from wagtail.admin.menu import admin_menu

    request = client.get("/").wsgi_request
    request.user = maria
    inbox, entry, appointments = admin_menu.render_component(request)

    assert inbox.url == "/admin/applications/"
    assert inbox.label.endswith("(1)")
    assert entry.url == reverse("applications:enter")
    assert appointments.url == reverse("applications:appointments")


def test_an_editors_menu_has_no_inbox(client, editor, application):
    sign_in(client, editor)

    page = client.get(reverse("wagtailadmin_home")).text
    assert "/admin/applications/" not in page
    assert 'role="search"' in page


def test_the_dashboard_of_a_case_worker_counts_and_searches_no_pages(client, maria, application):
    sign_in(client, maria)
    page = client.get(reverse("wagtailadmin_home")).text

    assert reverse("applications:index") + "?queue=unread" in page
    assert 'role="search"' not in page


@pytest.mark.parametrize(
    "url",
    [
        "/admin/failwhale/",
        "/admin/images/chooser/chosen/x/",
        "/admin/documents/chooser/chosen/x/",
    ],
)
def test_wagtails_own_crashes_are_not_there(client, db, url):
    sign_in(client, get_user_model().objects.create_superuser("root"))

    assert client.get(url).status_code == 404


def test_a_user_switched_off_is_out_at_the_next_click(client, maria, application):
    sign_in(client, maria)
    assert client.get(reverse("applications:index")).status_code == 200

    maria.is_active = False
    maria.save()

    assert client.get(reverse("applications:index")).url.startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("model", PRIVATE)
def test_nothing_of_an_application_is_content(model):
    assert not issubclass(model, Page)
    assert model not in get_snippet_models()
    assert model not in ReferenceIndex.tracked_models
    assert not hasattr(model, "revisions")
    assert not hasattr(model, "search_fields")
    assert not hasattr(model, "search_document")


def test_wagtails_form_builder_and_content_api_are_not_installed():
    assert not [app for app in django_settings.INSTALLED_APPS if app.startswith("wagtail.api")]
    assert not apps.is_installed("wagtail.contrib.forms")
