"""A new key takes over from an old one, while the site runs and whatever interrupts it."""

import signal
import uuid
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from config.secrets import new_key
from forms import crypto, rotation, trail_check
from forms.crypto import CannotOpen, Sealed
from forms.documents import issuing
from forms.enums import AccessKind
from forms.models import Access, Application, Authenticator, Draft, IssuedDocument, Upload
from forms.uploads import disk, keeping
from tests.forms.inbox import factories
from tests.forms.shared_db import in_threads
from tests.forms.test_crash import drill  # noqa: F401 – a fixture


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"


@pytest.fixture
def shared_db(shared_db):
    yield
    IssuedDocument.objects.all().delete()
    get_user_model().objects.filter(username="worker").delete()


def rotate():
    out = StringIO()
    call_command("rotate_keys", stdout=out, stderr=out)
    return out.getvalue()


def put_a_new_key_in_front(settings):
    settings.DATA_KEYS = [new_key(), *settings.DATA_KEYS]


def drop_the_old_key(settings):
    settings.DATA_KEYS = settings.DATA_KEYS[:1]


def fill(count):
    """So many applications; with the first a file, a mail, a document and its worker's authenticator."""
    first = factories.application()
    values = {field.attname: getattr(first, field.attname) for field in Application._meta.fields}
    others = []
    for number in range(count - 1):
        row = Application(
            **values | {"id": uuid.uuid4(), "draft_id": uuid.uuid4(), "reference_hash": f"{number:064}"}
        )
        row.content = {"reference": f"R{number}", "answers": {"more": f"answer {number}"}}
        others.append(row)
    Application.objects.bulk_create(others)
    for number in range(3):
        factories.paper(first, content=b"picture %d" % number)
    factories.failed_mail(first)
    worker = get_user_model().objects.create_user("worker")
    document = IssuedDocument(
        application=first, title="t", protocol_number="1", issued_on=timezone.localdate(), issued_by=worker,
        made_at=timezone.now(), verification_hash="x")  # fmt: skip
    document.content = {"body": "certified"}
    document.sealed_pdf = crypto.seal(b"%PDF-1", issuing._context(document))
    document.save(force_insert=True)
    Authenticator.begin(worker)
    return first


def opened():
    """Everything that is sealed, opened."""
    return {
        "applications": sorted((str(row.pk), str(row.content)) for row in Application.objects.all()),
        "events": sorted(str(event.text) for event in apps.get_model("applications", "Event").objects.all()),
        "files": sorted(keeping.read(row) + str(row.details).encode() for row in Upload.objects.all()),
        "documents": [(row.content, issuing.read_pdf(row)) for row in IssuedDocument.objects.all()],
        "mails": [mail.recipient for mail in apps.get_model("applications", "Mail").objects.all()],
        "second factors": [device.key for device in Authenticator.objects.all()],
    }


def test_every_sealed_column_is_found():
    named = {str(column) for column in rotation.columns()}
    described = {
        f"{model._meta.db_table}.sealed_{name}"
        for model in apps.get_models()
        for cls in model.__mro__
        for name, value in vars(cls).items()
        if isinstance(value, Sealed)
    }
    binary = {
        f"{model._meta.db_table}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.BinaryField)
    }

    assert described <= named
    assert "applications_issueddocument.sealed_pdf" in named
    assert binary == named, "A BinaryField whose name doesn't begin with sealed_ is not rotated."


@pytest.mark.usefixtures("shared_db")
def test_killed_half_way_and_run_again_all_opens_without_the_old_key(settings, drill):  # noqa: F811
    fill(1000)
    before, columns = opened(), {str(column): column for column in rotation.columns()}
    put_a_new_key_in_front(settings)

    assert drill("rotate", failpoint="after_resealing_some") == -signal.SIGKILL
    left = columns["applications_application.sealed_content"].stale().count()
    assert 0 < left < 1000
    assert opened() == before
    assert drill("rotate", failpoint="after_resealing_a_file") == -signal.SIGKILL
    assert not columns["applications_application.sealed_content"].stale().exists()
    last = Upload.objects.order_by("pk").last()
    disk.path_of(last.stored_as + disk.PART).write_bytes(b"half a file, left by the kill")

    told = rotate()

    assert crypto.key_names()[1] in told
    drop_the_old_key(settings)
    assert opened() == before
    assert sorted(path.name for path in disk.there()) == sorted(
        Upload.objects.values_list("stored_as", flat=True)
    )
    notes = Access.objects.filter(kind=AccessKind.KEYS).order_by("sequence").values_list("note", flat=True)
    assert [note.split()[0] for note in notes] == ["begins", "begins", "sealed"]
    assert trail_check.check().is_whole


def test_a_second_run_changes_nothing(db, settings):
    fill(3)
    put_a_new_key_in_front(settings)
    rotate()
    values = [list(model._base_manager.order_by("pk").values()) for model in apps.get_models()]
    files = {path.name: path.read_bytes() for path in disk.there()}

    rotate()

    assert [list(model._base_manager.order_by("pk").values()) for model in apps.get_models()] == values
    assert {path.name: path.read_bytes() for path in disk.there()} == files


@pytest.mark.usefixtures("shared_db")
def test_what_somebody_writes_meanwhile_stays(settings):
    now = timezone.now()
    drafts = []
    for _ in range(200):
        draft = Draft(form=uuid.uuid4(), language="el", started_at=now, changed_at=now, expires_at=now)
        draft.answers = {"step": "before"}
        drafts.append(draft)
    Draft.objects.bulk_create(drafts)
    put_a_new_key_in_front(settings)

    def write(turn):
        for draft in drafts:
            row = Draft.objects.get(pk=draft.pk)
            row.answers = {"step": f"after {turn}"}
            row.save(update_fields=["sealed_answers"])

    errors = in_threads(2, lambda i: rotate() if i == 0 else write("that"))

    assert not [error for error in errors if isinstance(error, Exception)]
    assert rotate()
    drop_the_old_key(settings)
    assert {draft.answers["step"] for draft in Draft.objects.all()} == {"after that"}


def test_a_value_is_replaced_only_while_it_is_the_one_that_was_opened(db, settings):
    application = factories.application()
    column = next(
        each for each in rotation.columns() if str(each) == "applications_application.sealed_content"
    )
    older = bytes(application.sealed_content)
    application.content = {"reference": "new", "answers": {}}
    application.save()
    put_a_new_key_in_front(settings)

    rotation._reseal(column, application.pk, older, rotation.Outcome())

    assert Application.objects.get().reference == "new"


def test_what_no_key_opens_is_named_and_the_old_key_stays(db, settings):
    lost = fill(2)
    other = Application.objects.exclude(pk=lost.pk).get()
    Application.objects.filter(pk=lost.pk).update(sealed_content=bytes(other.sealed_content))
    put_a_new_key_in_front(settings)

    out = StringIO()
    with pytest.raises(CommandError):
        call_command("rotate_keys", stdout=out, stderr=out)

    assert f"applications_application.sealed_content {lost.pk}" in out.getvalue()
    assert crypto.key_names()[1] not in out.getvalue()
    with pytest.raises(CannotOpen):
        _ = Application.objects.get(pk=lost.pk).content
    drop_the_old_key(settings)
    assert Application.objects.get(pk=other.pk).reference == "R0"
