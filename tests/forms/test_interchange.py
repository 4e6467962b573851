"""A form as a file: out of one site, into another, and nothing in between lost or let in."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import GroupPagePermission, Locale, Page

from forms.actions import applying
from forms.definition import Definition
from forms.interchange import KIND, MOST_BYTES, Unreadable
from forms.interchange.reading import page_from
from forms.interchange.views import EXPORT, IMPORT
from forms.interchange.writing import content_of, text_of
from forms.models import Application, ApplicationFormPage, ApplicationIndexPage, Draft
from services_guide.models import ServicePage
from tests.forms import household
from tests.forms.factories import (
    COUNSELLING,
    UnitFactory,
    answers_of,
    make_application,
    make_draft,
    make_english,
    steps,
)
from tests.forms.guide import entry_of_the_guide
from tests.forms.people import make_person
from tests.forms.plain_forms import contents
from tests.signing_in import sign_in


@pytest.fixture
def editor(db, client):
    sign_in(client, get_user_model().objects.create_superuser("editor", password="x"))
    return client


@pytest.fixture
def listing(form_page):
    return ApplicationIndexPage.objects.get(locale=form_page.locale)


def file_of(content):
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile("form.json", text, "application/json")


def bring_in(client, listing, content, **more):
    return client.post(reverse(IMPORT, args=[listing.pk]), {"file": file_of(content), **more})


def imported(before):
    return ApplicationFormPage.objects.exclude(pk__in=[page.pk for page in before]).get()


def test_a_form_comes_back_as_it_went_out_keys_and_all(editor, form_page, listing):
    sent = editor.get(reverse(EXPORT, args=[form_page.pk]))
    assert sent["Content-Disposition"] == 'attachment; filename="symvouleftiki.json"'

    response = bring_in(editor, listing, sent.content)

    page = imported([form_page])
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.get(reverse(EXPORT, args=[page.pk])).content == sent.content
    assert page.definition.content | {"title": ""} == form_page.definition.content | {"title": ""}
    assert editor.get(response.url).status_code == 200


def test_what_is_imported_is_a_draft_with_addresses_and_ids_of_its_own(editor, form_page, listing):
    bring_in(editor, listing, content_of(form_page))

    page = imported([form_page])
    assert not page.live
    assert page.slug != form_page.slug
    assert page.translation_key != form_page.translation_key
    assert page.get_parent().pk == listing.pk
    ids = {step.id for step in page.steps}
    assert None not in ids
    assert not ids & {step.id for step in form_page.steps}
    assert editor.get(page.get_url()).status_code == 404


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_form_that_can_be_composed_survives_the_way(db, data):
    unit = UnitFactory()
    content = data.draw(contents(unit.slug))
    locale = Page.objects.first().locale

    page, missing = page_from(json.dumps(content).encode(), locale)

    assert missing == []
    assert content_of(page) == content
    assert Definition.from_page(page).content


def test_the_file_holds_no_id_of_this_site(form_page):
    form_page.intro = f'<p data-block-key="x1">Δείτε <a linktype="page" id="{form_page.pk}">εδώ</a>.</p>'
    form_page.requirements = '<p><a linktype="document" id="7">Έντυπο</a></p>'

    texts = content_of(form_page)["texts"]

    assert texts["intro"] == '<p>Δείτε <a href="/aitiseis/symvouleftiki/">εδώ</a>.</p>'
    assert texts["requirements"] == "<p>Έντυπο</p>"
    exported = text_of(form_page)
    assert str(form_page.translation_key) not in exported
    assert all(step.id not in exported for step in form_page.steps)


def test_entries_of_the_guide_go_by_their_slugs(editor, form_page, listing):
    entry = entry_of_the_guide()
    page = household.make_page(services=[entry.pk], slug="me-telos", title="Με τέλος")
    content = content_of(page)
    assert content["steps"][1]["services"] == ["paidiki-prostasia"]

    bring_in(editor, listing, content)

    assert imported([form_page, page]).definition.step("elsewhere").services == (entry.pk,)


def test_an_entry_that_the_guide_here_has_not_is_left_out_and_named(editor, form_page, listing):
    entry = entry_of_the_guide()
    page = household.make_page(services=[entry.pk], slug="me-telos", title="Με τέλος")
    content = content_of(page)
    ServicePage.objects.get().delete()

    response = bring_in(editor, listing, content)

    assert imported([form_page, page]).definition.step("elsewhere").services == ()
    assert "paidiki-prostasia" in editor.get(response.url).content.decode()


def test_another_units_form_asks_for_a_unit_of_here(editor, form_page, listing):
    content = content_of(form_page) | {"unit": "kentro-allou"}
    own = UnitFactory(slug="kentro", name="Κέντρο Κοινότητας")

    assert bring_in(editor, listing, content).status_code == 200
    bring_in(editor, listing, content, unit=own.pk)

    assert imported([form_page]).unit == own


HARMFUL = '<p onclick="x()">Α<script>alert(1)</script><a href="javascript:alert(1)">β</a><img src="x"></p>'


def test_rich_text_brings_nothing_in_that_an_editor_could_not_write(editor, form_page, listing):
    content = content_of(form_page)
    content["texts"] |= {"intro": HARMFUL, "privacy_notice": HARMFUL}
    information = {"type": "information", "label": "Α", "text": HARMFUL, "shown_if": {}, "key": "a"}
    content["steps"][0]["questions"].append(information)

    bring_in(editor, listing, content)

    page = imported([form_page])
    for html in (page.intro, page.privacy_notice, page.definition.question("a").text):
        assert "Α" in html
        for bad in ("onclick", "script", "img"):
            assert bad not in html


def changed(content, *way, to):
    """`content` with another value at a place."""
    content = json.loads(json.dumps(content))
    inner = content
    for name in way[:-1]:
        inner = inner[name]
    inner[way[-1]] = to
    return content


WRONG = [
    (("kind",), "recipe"),
    (("version",), 2),
    (("language",), "en"),
    (("unit",), 7),
    (("extra",), 1),
    (("texts", "title"), " "),
    (("texts", "title"), 5),
    (("texts", "title"), "α" * 256),
    (("texts", "title"), "\ud800"),
    (("texts", "title"), "α\x00"),
    (("texts", "owner"), "me"),
    (("settings", "live"), True),
    (("settings", "is_accepting"), "yes"),
    (("settings", "is_accepting"), None),
    (("settings", "retention_months"), "24"),
    (("settings", "retention_months"), -1),
    (("settings", "retention_months"), 10**30),
    (("settings", "retention_months"), True),
    (("settings", "after_retention"), "sell"),
    (("settings", "opens_at"), "tomorrow"),
    (("settings", "opens_at"), "2027-13-01T00:00:00Z"),
    (("settings", "opens_at"), "2027-01-01T00:00:00"),
    (("steps",), {}),
    (("steps",), [{}] * 501),
    (("steps", 0), "step"),
    (("steps", 0, "type"), "script"),
    (("steps", 0, "type"), ["step"]),
    (("steps", 0, "title"), "α" * 301),
    (("steps", 0, "live"), True),
    (("steps", 0, "key"), "Κλειδί"),
    (("steps", 0, "questions", 0, "type"), "end"),
    (("steps", 0, "questions", 0, "required"), 1),
    (("steps", 0, "questions", 0, "greatest_length"), 10**9),
    (("steps", 0, "questions", 0, "autocomplete"), "cc-number"),
    (("steps", 0, "questions", 1, "earliest"), "31/3/2027"),
    (("steps", 0, "questions", 0, "shown_if"), []),
    (("steps", 0, "questions", 0, "shown_if"), {"question": "a", "operator": "like", "value": "b"}),
    (("steps", 1, "questions", 0, "options", 0), "Ναι"),
]


@pytest.fixture
def content(db):
    """Of a form that was never saved."""
    page = ApplicationFormPage(
        title="Αίτηση", steps=steps(*COUNSELLING), unit=UnitFactory(), locale=Locale.get_default()
    )
    return content_of(page)


@pytest.mark.parametrize(("way", "value"), WRONG)
def test_what_is_no_form_is_refused_with_its_place(content, way, value):
    page_from(json.dumps(content).encode(), Locale.get_default())

    with pytest.raises(Unreadable) as refused:
        page_from(json.dumps(changed(content, *way, to=value)).encode(), Locale.get_default())

    if way not in {("kind",), ("extra",)}:
        assert str(refused.value).startswith(str(way[0]))


NO_FORMS = [b"", b"{", b"null", b"[1]", b"\xff\xfe", b"[" * 100_000, b"GIF89a", b"{}"]


@pytest.mark.parametrize("file", [*NO_FORMS, b'"' + b"a" * MOST_BYTES + b'"'], ids=range(9))
def test_a_file_that_is_no_form_at_all_is_refused(file):
    with pytest.raises(Unreadable):
        page_from(file, None)


def test_a_refused_file_leaves_nothing_and_says_why_at_its_field(editor, form_page, listing):
    wrong = changed(content_of(form_page), "steps", 0, "questions", 0, "required", to="yes")

    response = bring_in(editor, listing, wrong)

    assert response.status_code == 200
    (said,) = response.context["form"].errors["file"]
    assert said.startswith("steps → 1 → questions → 1 → required: ")
    assert ApplicationFormPage.objects.count() == 1


def test_what_a_file_leaves_out_is_as_in_a_new_form(form_page):
    content = {
        "kind": KIND,
        "version": 1,
        "language": "el",
        "texts": {"title": "Νέα"},
        "unit": form_page.unit.slug,
        "steps": [{"type": "step", "questions": [{"type": "text"}]}],
    }

    page, _missing = page_from(json.dumps(content).encode(), form_page.locale)

    (question,) = page.definition.questions
    assert (question.required, question.autocomplete, page.is_accepting) == (True, "off", True)


def user_who_may(listing, *permissions):
    group = Group.objects.create(name="some")
    for codename in permissions:
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=listing, permission=permission)
    admin = Permission.objects.get(codename="access_admin")
    group.permissions.add(admin)
    user = get_user_model().objects.create_user("some", password="x")
    user.groups.add(group)
    return user


@pytest.mark.parametrize(
    ("permissions", "may_import", "may_export"),
    [((), False, False), (("change_page",), False, True), (("add_page",), True, False)],
)
def test_import_takes_the_right_to_add_and_export_the_right_to_change(
    client, form_page, listing, permissions, may_import, may_export
):
    sign_in(client, user_who_may(listing, *permissions))

    sent = client.get(reverse(EXPORT, args=[form_page.pk]))
    asked = client.get(reverse(IMPORT, args=[listing.pk]))
    bring_in(client, listing, content_of(form_page))

    assert (sent.status_code == 200) is may_export
    assert (asked.status_code == 200) is may_import
    assert (ApplicationFormPage.objects.count() == 2) is may_import


def test_who_only_adds_cannot_publish_by_importing(client, form_page, listing):
    sign_in(client, user_who_may(listing, "add_page"))

    bring_in(client, listing, content_of(form_page))

    assert not imported([form_page]).live


def test_nobody_without_an_account_exports_or_imports(client, form_page, listing):
    assert client.get(reverse(EXPORT, args=[form_page.pk])).status_code == 302
    assert bring_in(client, listing, content_of(form_page)).status_code == 302
    assert ApplicationFormPage.objects.count() == 1


def test_a_form_begins_in_greek_as_all_pages_do(editor, form_page):
    english = make_english(form_page)
    listing = ApplicationIndexPage.objects.get(locale=english.locale)

    bring_in(editor, listing, content_of(english))

    assert ApplicationFormPage.objects.count() == 2


def test_export_gives_the_latest_draft(editor, form_page):
    form_page.title = "Νέος τίτλος"
    form_page.save_revision()

    content = editor.get(reverse(EXPORT, args=[form_page.pk])).json()

    assert content["texts"]["title"] == "Νέος τίτλος"


def test_the_ways_in_and_out_stand_on_the_pages_and_in_the_lists(editor, form_page, listing):
    explore = editor.get(reverse("wagtailadmin_explore", args=[listing.pk])).content.decode()
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[form_page.pk])).content.decode()

    assert reverse(IMPORT, args=[listing.pk]) in explore
    assert reverse(EXPORT, args=[form_page.pk]) in explore
    assert reverse(EXPORT, args=[form_page.pk]) in edit


def test_a_copied_form_asks_the_same_under_the_same_keys_and_fills_a_queue_of_its_own(editor, form_page):
    person = make_person()
    first = make_application(form_page, person)
    draft = make_draft(form_page)
    address = reverse("wagtailadmin_pages:copy", args=[form_page.pk])
    data = {
        "new_title": "Αντίγραφο",
        "new_slug": "antigrafo",
        "new_parent_page": form_page.get_parent().pk,
        "publish_copies": "on",
    }

    assert editor.post(address, data).status_code == 302
    copy = ApplicationFormPage.objects.get(slug="antigrafo")
    second = applying.send(make_draft(copy, person), copy, answers_of(person))

    assert copy.definition.steps == form_page.definition.steps
    assert copy.translation_key != form_page.translation_key
    assert (first.form, second.form) == (form_page.translation_key, copy.translation_key)
    assert Application.objects.filter(form=copy.translation_key).count() == 1
    assert Draft.objects.get(pk=draft.pk).form == form_page.translation_key


def test_an_imported_form_can_be_published_as_it_came(editor, form_page, listing):
    bring_in(editor, listing, content_of(form_page))
    page = imported([form_page])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"

    editor.post(address)

    page.refresh_from_db()
    assert page.live
