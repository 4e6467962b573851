"""The index follows the content: real services, real signals, the real worker and engine."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageViewRestriction

from search import indexing, query, sources
from search.engines import engine
from services_guide.models import GuideIndexPage
from tests.services_guide.factories import (
    ContactDetailsFactory,
    NeedFactory,
    OrganisationFactory,
    make_service,
    phone_number,
    translate,
)

pytestmark = pytest.mark.django_db


def found(text="αστεγος", **kwargs):
    return [hit.url for hit in query.find(text, **{"language": "el", **kwargs}).hits]


def tasks():
    return DBTaskResult.objects.filter(task_path__startswith="search.")


@pytest.fixture
def service(guide, work_off):
    service = make_service(guide, "Βεβαίωση αστεγίας")
    work_off()
    assert found() == [service.get_url()]
    return service


def in_index(key):
    return key in dict(engine().keys())


def in_step():
    return not indexing.differences()


def test_a_draft_is_found_once_it_is_published(guide, work_off):
    service = make_service(guide, "Βεβαίωση αστεγίας", live=False)
    work_off()
    assert found() == []

    service.save_revision().publish()
    work_off()

    assert found() == ["/odigos/vevaiosi-astegias/"]
    assert in_step()


def test_a_change_is_found_when_published_and_not_before(service, work_off):
    service.title = "Πιστοποιητικό"
    service.summary = "Άλλο."
    DBTaskResult.objects.all().delete()
    revision = service.save_revision()
    assert not tasks().exists()
    work_off()
    assert found() == [service.get_url()]

    revision.publish()
    work_off()

    assert found() == []
    assert found("πιστοποιητικό") == [service.get_url()]


def test_an_unpublished_page_is_gone_at_once_and_leaves_the_index(service, work_off):
    service.unpublish()
    assert found() == []

    work_off()

    assert not in_index(sources.key_of(service))
    assert in_step()


def test_a_deleted_page_is_gone_at_once_and_leaves_the_index(service, work_off):
    key = sources.key_of(service)
    service.delete()
    assert found() == []

    work_off()

    assert not in_index(key)


def test_pages_deleted_with_their_parent_leave_the_index(service, guide, work_off):
    key = sources.key_of(service)

    Page.objects.get(pk=guide.pk).delete()
    assert found() == []
    work_off()

    assert not in_index(key)


def test_pages_under_a_moved_one_are_found_at_their_new_address(service, guide, work_off):
    home = guide.get_parent()
    folder = home.add_child(instance=Page(title="Φάκελος", slug="fakelos", locale=guide.locale))

    guide.move(folder, pos="last-child")
    work_off()

    assert found() == ["/fakelos/odigos/vevaiosi-astegias/"]


def test_pages_under_a_renamed_one_are_found_at_their_new_address(service, guide, work_off):
    guide.slug = "ypiresies"
    guide.save_revision().publish()
    work_off()

    assert found() == ["/ypiresies/vevaiosi-astegias/"]


@pytest.mark.parametrize("whole_branch", [False, True])
def test_a_page_made_private_is_gone_at_once_and_comes_back_when_public_again(
    service, guide, work_off, whole_branch
):
    restriction = PageViewRestriction.objects.create(
        page=guide if whole_branch else service, restriction_type=PageViewRestriction.LOGIN
    )
    assert found() == []
    assert query.find("αστεγος", language="el").total == 0
    assert query.suggest("αστεγ", language="el") == []

    work_off()
    assert not in_index(sources.key_of(service))

    restriction.delete()
    work_off()
    assert found() == [service.get_url()]
    assert in_step()


def test_an_expired_page_is_gone_though_nobody_unpublished_it_yet(service, work_off):
    service.expire_at = timezone.now() - timedelta(seconds=1)
    service.save()
    assert service.live
    assert found() == []

    work_off()
    assert not in_index(sources.key_of(service))


def test_a_page_that_goes_live_by_its_date_is_found_then(guide, work_off, time_machine_travel):
    service = make_service(guide, "Βεβαίωση αστεγίας", live=False)
    service.go_live_at = timezone.now() + timedelta(hours=1)
    service.expire_at = timezone.now() + timedelta(hours=2)
    service.save_revision().publish()
    work_off()
    assert found() == []

    time_machine_travel(hours=1, minutes=1)
    work_off()
    assert found() == ["/odigos/vevaiosi-astegias/"]

    time_machine_travel(hours=2, minutes=1)
    assert found() == []
    work_off()
    assert in_step()


@pytest.fixture
def time_machine_travel():
    """Move the clock on and let Wagtail publish and expire, as its scheduled command does."""
    import time_machine
    from django.core.management import call_command

    start = timezone.now()
    travellers = []

    def travel(**delta):
        traveller = time_machine.travel(start + timedelta(**delta))
        traveller.start()
        travellers.append(traveller)
        call_command("publish_scheduled")

    yield travel
    for traveller in reversed(travellers):
        traveller.stop()


def test_each_language_finds_its_own_page(service, guide, work_off):
    translate(guide)
    english = translate(service, title="Homelessness certificate")
    work_off()
    assert found("homeless", language="en") == []

    english.save_revision().publish()
    work_off()

    assert found("homeless", language="en") == [english.get_url()]
    assert found("homeless") == [service.get_url()]
    english.refresh_from_db()
    english.unpublish()
    assert found("homeless", language="en") == []


def test_what_a_translation_calls_it_stands_and_falls_with_the_translation(service, guide, work_off):
    translate(guide)
    english = translate(service, title="Homelessness certificate")
    work_off()
    assert in_step()

    for change in (
        lambda: Page.objects.get(pk=english.pk).specific.save_revision().publish(),
        lambda: PageViewRestriction.objects.create(page=english, restriction_type="login"),
        lambda: PageViewRestriction.objects.all().delete(),
        lambda: Page.objects.get(pk=english.pk).specific.unpublish(),
        lambda: Page.objects.get(pk=english.pk).specific.save_revision().publish(),
        lambda: Page.objects.get(pk=english.pk).delete(),
    ):
        before = list(sources.documents([sources.key_of(service)]))
        change()
        assert list(sources.documents([sources.key_of(service)])) != before
        work_off()
        assert in_step()


def test_a_renamed_parent_and_office_are_indexed_again_wherever_they_stand(guide, work_off):
    office = OrganisationFactory(name="Κέντρο")
    part = OrganisationFactory(name="Τμήμα", parent=office)
    translate(part, name="Department")
    make_service(guide, organisation=part)
    work_off()

    for each, name in ((office, "Παράρτημα"), (part, "Γραφείο")):
        each.name = name
        each.save()
        work_off()
        assert in_step()


def test_organisations_are_found_and_leave_when_deleted(guide, work_off):
    organisation = OrganisationFactory(name="Κέντρο Κοινότητας")
    work_off()
    assert found("κέντρο") == [organisation.url]

    organisation.delete()
    assert found("κέντρο") == []
    work_off()
    assert in_step()


def test_what_shows_a_changed_name_or_number_is_indexed_again(guide, work_off):
    contact = ContactDetailsFactory(phones=[phone_number(1)])
    need = NeedFactory(name="Στέγη")
    organisation = OrganisationFactory(name="Κέντρο", contact=contact)
    make_service(guide, "Βεβαίωση", needs=[need], organisation=organisation)
    work_off()

    need.name, organisation.name = "Κατοικία", "Παράρτημα"
    need.save()
    organisation.save()
    phone = contact.phones.get()
    phone.number = phone_number(2)
    phone.save()
    work_off()

    for text in ("κατοικία", "παράρτημα", phone_number(2)):
        assert "/odigos/vevaiosi/" in found(text)
    assert found("στέγη") == found(phone_number(1)) == []
    assert in_step()


def test_deleting_a_number_takes_it_from_what_showed_it(guide, work_off):
    contact = ContactDetailsFactory(phones=[phone_number(3)])
    make_service(guide, organisation=OrganisationFactory(contact=contact))
    work_off()
    assert found(phone_number(3))

    contact.phones.get().delete()
    work_off()

    assert found(phone_number(3)) == []
    assert in_step()


def test_the_task_commits_with_the_change_or_not_at_all(guide):
    tasks().delete()
    with transaction.atomic():
        make_service(guide)
        assert tasks().exists()
        transaction.set_rollback(True)

    assert not tasks().exists()


def test_a_task_that_runs_late_or_twice_indexes_what_is_true_then(service, work_off):
    from search.tasks import refresh

    key = sources.key_of(service)
    for _ in range(2):
        refresh.enqueue([key])
    service.unpublish()
    work_off()
    refresh.enqueue([key, "gone.model:1", "services_guide.servicepage:0", "services_guide.servicepage:x"])
    work_off()

    assert not in_index(key)
    assert not tasks().failed().exists()


def test_a_task_waits_for_its_turn_while_another_writes(service, guide, work_off, monkeypatch):
    monkeypatch.setattr(type(engine()), "wait", 0)
    service.unpublish()
    with engine().folders.lock(0):
        work_off()

    assert not tasks().failed().exists()
    again = tasks().filter(status="READY")
    assert again.exists()
    again.update(run_after=timezone.now())
    work_off()

    assert not in_index(sources.key_of(service))


def test_a_task_gives_up_in_the_end_so_that_somebody_notices(service, monkeypatch):
    from search import tasks as search_tasks
    from search.engines.base import Busy

    def busy(keys):
        raise Busy

    monkeypatch.setattr(indexing, "refresh", busy)

    search_tasks.refresh.func(["x:1"], attempt=search_tasks.LAST_ATTEMPT - 1)
    with pytest.raises(Busy):
        search_tasks.refresh.func(["x:1"], attempt=search_tasks.LAST_ATTEMPT)


def test_the_first_change_builds_the_whole_index_where_there_is_none(guide, work_off):
    make_service(guide, "Βεβαίωση αστεγίας")
    make_service(guide, "Επίδομα στέγασης")
    DBTaskResult.objects.all().delete()

    GuideIndexPage.objects.get(pk=guide.pk).save()
    work_off()

    assert found() == ["/odigos/vevaiosi-astegias/"]
    assert in_step()


def test_one_object_that_fails_to_describe_itself_keeps_no_other_from_being_found(
    service, guide, work_off, monkeypatch
):
    bad = make_service(guide, "Κακό")
    describe = type(bad).search_document
    monkeypatch.setattr(
        type(bad), "search_document", lambda self: describe(self) if self.pk != bad.pk else 1 / 0
    )

    indexing.rebuild()

    assert found() == [service.get_url()]
    assert indexing.differences().faulty == [sources.key_of(bad)]


def test_search_asks_the_database_the_same_few_times_for_one_hit_and_for_fifty(
    guide, work_off, django_assert_max_num_queries
):
    for number in range(50):
        make_service(guide, f"Επίδομα {number}", organisation=OrganisationFactory(name=f"Επίδομα {number}"))
    indexing.rebuild()

    query.find("επίδομα", language="el")  # reads the lexicon

    # One for each of the two types, one for what is private, one to see if the lexicon changed.
    with django_assert_max_num_queries(4):
        assert len(query.find("επίδομα", language="el", limit=50).hits) == 50


def test_nothing_of_an_application_is_a_source():
    assert {label.partition(".")[2] for label in sources.sources() if label.startswith("applications.")} <= {
        "applicationformpage",
        "applicationindexpage",
    }
