"""The demonstration: its staff, and how it says so."""

import io
import stat

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from forms.models import NamedReader
from forms.permissions import (
    user_can,
    user_can_assign,
    user_can_decide,
    user_can_view,
    user_works_applications,
)
from tests.forms.factories import ApplicationFormPageFactory
from tests.forms.inbox import factories
from tests.signing_in import sign_in

NAMES = [
    "admin",
    "auditor",
    "caseworker",
    "editor",
    "moderator",
    "statistics",
    "supervisor",
    "translator",
]


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO, settings.DATA_DIR = True, tmp_path

    def run(**options):
        out = io.StringIO()
        call_command("demo_staff", stdout=out, **options)
        return out.getvalue()

    return run


def person(username):
    return get_user_model().objects.get(username=username)


def test_one_password_for_all_lets_each_sign_in(db, demo, tmp_path):
    output = demo(password="correct-horse-battery")

    assert "correct-horse-battery" not in output
    assert sorted(get_user_model().objects.values_list("username", flat=True)) == NAMES
    for name in NAMES:
        assert person(name).check_password("correct-horse-battery")
        assert person(name).has_perm("wagtailadmin.access_admin")
    assert not (tmp_path / "demo-logins.txt").exists()


def test_made_passwords_are_shown_once_and_kept_for_the_owner_alone(db, demo, tmp_path):
    output = demo()
    path = tmp_path / "demo-logins.txt"
    logins = dict(line.split() for line in path.read_text().splitlines())

    assert sorted(logins) == NAMES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for name, password in logins.items():
        assert password in output
        assert person(name).check_password(password)

    again = demo()
    assert not any(password in again for password in logins.values())
    assert dict(line.split() for line in path.read_text().splitlines()) == logins


def test_who_is_missing_is_added_and_the_others_stay(db, demo, tmp_path):
    demo(password="correct-horse-battery")
    person("editor").delete()
    demo()

    logins = (tmp_path / "demo-logins.txt").read_text().split()
    assert logins[::2] == ["editor"]
    assert person("caseworker").check_password("correct-horse-battery")


def test_translators_publish_translations_and_nothing_else(db, demo):
    root = Page.get_first_root_node()
    english = Locale.objects.get_or_create(language_code="en")[0]
    greek_home = root.add_child(instance=Page(title="Αρχική", slug="archiki", locale=Locale.get_default()))
    english_home = root.add_child(instance=Page(title="Home", slug="home-en", locale=english))
    demo(password="correct-horse-battery")

    def may_publish(page):
        return page_permission_policy.user_has_permission_for_instance(person("translator"), "publish", page)

    assert may_publish(english_home)
    assert not may_publish(greek_home)


def test_roles_may_do_what_their_name_says(db, demo):
    unit = factories.unit()
    application = factories.application(of=unit)
    demo(password="correct-horse-battery")
    root = Page.get_first_root_node()

    def may(name, action):
        return page_permission_policy.user_has_permission_for_instance(person(name), action, root)

    assert may("editor", "change")
    assert not may("editor", "publish")
    assert may("moderator", "publish")
    assert person("translator").has_perm("wagtail_localize.submit_translation")
    assert not may("translator", "publish")
    assert not user_works_applications(person("editor"))
    assert user_can_decide(person("caseworker"), application)
    assert not user_can_assign(person("caseworker"), application)
    assert user_can_assign(person("supervisor"), application)
    assert person("admin").is_superuser
    assert user_can_assign(person("admin"), application)
    for name in ("caseworker", "supervisor"):
        assert not page_permission_policy.user_has_any_permission(person(name), {"add", "change", "publish"})


def test_sensitive_applications_are_seen_by_those_named_and_no_auditor_sees_any(db, demo):
    page = ApplicationFormPageFactory(is_sensitive=True)
    application = factories.application(of=page.unit, form=page.translation_key, is_sensitive=True)
    demo(password="correct-horse-battery")

    for name in ("caseworker", "supervisor", "admin"):
        assert user_can_view(person(name), application)
    for name in ("auditor", "statistics"):
        assert not user_works_applications(person(name))
    assert user_can(person("auditor"), "audit", application)
    assert user_can(person("statistics"), "count", application)

    NamedReader.objects.filter(user__username="caseworker").delete()
    demo()
    assert not user_can_view(person("caseworker"), application)


def test_a_unit_made_later_is_added_by_the_next_run(db, demo):
    demo(password="correct-horse-battery")
    application = factories.application(of=factories.unit("Νέα μονάδα"))
    demo()

    assert user_can_decide(person("caseworker"), application)


def test_the_real_site_gets_no_demonstration_staff(db, settings, demo):
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(CommandError, match="DEMO=1"):
        demo(password="correct-horse-battery")
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("is_demo", [True, False])
def test_every_page_of_the_admin_says_that_it_is_a_demonstration(client, maria, settings, is_demo):
    settings.DEMO = is_demo
    pages = [client.get(reverse("wagtailadmin_login")).text]
    sign_in(client, maria)
    for url in (reverse("wagtailadmin_home"), reverse("applications:index"), "/admin/pages/"):
        pages.append(client.get(url).text)

    assert [("demo-notice" in page) for page in pages] == [is_demo] * 4
