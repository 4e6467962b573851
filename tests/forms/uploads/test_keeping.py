"""Files on disk: sealed, nameless, whole or not there at all, and gone with what they belong to."""

import os
import time
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from forms.actions import applying
from forms.crypto import CannotOpen
from forms.models import Draft, Upload
from forms.tasks import sweep
from forms.uploads import disk, keeping, sweeping
from forms.uploads.checking import check
from forms.uploads.refused import Refused
from tests.forms.factories import ApplicationFormPageFactory, steps
from tests.forms.shared_db import in_threads
from tests.forms.uploads.conftest import PAPERS
from tests.forms.uploads.samples import encoded, pdf, photo, picture, posted


@pytest.fixture
def draft(form_page):
    return applying.begin(form_page)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def keep(draft, name="paper.pdf", content=None, question="bills", **options):
    accepted = check(posted(name, content or pdf()))
    return keeping.store(accepted, question=question, draft=draft.pk, **options)


def different(number):
    return pdf(lambda document: [document.add_blank_page() for _ in range(number)])


def on_disk(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def report():
    out = StringIO()
    call_command("check_orphans", stdout=out)
    return out.getvalue().strip()


def test_a_file_lies_sealed_under_a_name_that_says_nothing_and_only_we_may_look(draft, uploads_dir):
    upload = keep(draft, "ταυτότητα.pdf")
    keep(draft, "a.jpg", photo())

    for path in on_disk(uploads_dir):
        content = path.read_bytes()
        assert not any(head in content for head in (b"%PDF", b"JFIF", b"\xff\xd8\xff\xe0"))
        assert path.stat().st_mode & 0o777 == 0o600
        assert len(path.name) == 64
    assert {path.name for path in on_disk(uploads_dir)} >= {upload.stored_as}
    for folder in (uploads_dir, *(path for path in uploads_dir.rglob("*") if path.is_dir())):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert keeping.read(upload).startswith(b"%PDF")


def test_the_row_tells_neither_name_nor_content(draft):
    keep(draft, "ταυτότητα.pdf")

    row = Upload.objects.values().get()

    assert "ταυτότητα" not in str(row)
    assert "ταυτότητα".encode() not in bytes(row["sealed_details"])
    assert b"application/pdf" not in bytes(row["sealed_details"])


def test_a_file_moved_into_anothers_place_does_not_open(draft):
    one, other = keep(draft), keep(draft, content=different(1))
    disk.path_of(one.stored_as).write_bytes(disk.read(other.stored_as))

    with pytest.raises(CannotOpen):
        keeping.read(one)


def test_a_byte_turned_is_noticed(draft):
    upload = keep(draft)
    path = disk.path_of(upload.stored_as)
    sealed = bytearray(path.read_bytes())
    sealed[-20] ^= 1
    path.write_bytes(sealed)

    with pytest.raises(CannotOpen):
        keeping.read(upload)


@pytest.mark.parametrize("fails", ["os.fsync", "pathlib.Path.rename", "forms.models.Upload.save"])
def test_an_upload_interrupted_leaves_nothing(draft, uploads_dir, monkeypatch, fails):
    def fail(*args, **kwargs):
        raise OSError("the plug was pulled")

    monkeypatch.setattr(fails, fail)

    with pytest.raises(OSError, match="plug"):
        keep(draft)

    assert on_disk(uploads_dir) == []
    assert not Upload.objects.exists()


def test_what_a_crash_leaves_is_found_and_swept_away(draft, uploads_dir, settings):
    keep(draft)
    names = [letter + disk.new_name()[1:] for letter in disk.FOLDERS]
    for name in names:
        disk.write(name, b"sealed")
    disk.path_of(names[3]).rename(disk.path_of(names[3] + disk.PART))
    old = time.time() - sweeping.IN_FLIGHT - 5
    for path in on_disk(uploads_dir):
        os.utime(path, (old, old))
    fresh = disk.new_name()
    disk.write(fresh, b"sealed")

    start = timezone.now()
    for minute in range(16):
        sweeping.sweep(start + timedelta(minutes=minute))

    kept = Upload.objects.get().stored_as
    assert {path.name for path in on_disk(uploads_dir)} == {kept, fresh}


def test_three_uploads_for_one_paper_leave_one_file(draft, uploads_dir, committed):
    contents = [different(number) for number in range(3)]
    for content in contents:
        with committed():
            keep(draft, content=content, question="card", most=1)

    assert len(on_disk(uploads_dir)) == Upload.objects.count() == 1
    assert keeping.read(Upload.objects.get()) == contents[-1]


def test_the_same_file_twice_is_kept_once(draft, uploads_dir):
    content = pdf()
    one, other = keep(draft, content=content, most=4), keep(draft, content=content, most=4)

    assert one == other
    assert len(on_disk(uploads_dir)) == 1


def test_no_more_files_than_the_question_takes(draft, uploads_dir):
    for number in range(2):
        keep(draft, content=different(number), most=2)

    with pytest.raises(Refused) as caught:
        keep(draft, content=different(3), most=2)

    assert caught.value.code == "too_many"
    assert len(on_disk(uploads_dir)) == 2


def test_no_more_files_than_an_application_takes(draft, settings):
    settings.UPLOAD_MAX_FILES = 2
    for number in range(2):
        keep(draft, content=different(number), question=f"paper{number}", most=5)

    with pytest.raises(Refused) as caught:
        keep(draft, content=different(3), question="another", most=5)

    assert caught.value.code == "too_many_in_all"


def test_a_draft_that_ran_out_takes_no_file(draft, uploads_dir):
    with time_machine.travel(timezone.now() + timedelta(days=30)), pytest.raises(Refused) as caught:
        keep(draft)

    assert caught.value.code == "late"
    assert on_disk(uploads_dir) == []


def test_files_go_with_their_draft(draft, uploads_dir, committed):
    keep(draft)
    with committed():
        applying.discard(draft.pk, draft.form)

    assert on_disk(uploads_dir) == []
    assert not Upload.objects.exists()


def test_files_of_a_draft_that_ran_out_are_swept_away(draft, uploads_dir, committed):
    keep(draft)
    with time_machine.travel(timezone.now() + timedelta(days=30)), committed():
        sweep()

    assert not Draft.objects.exists()
    assert on_disk(uploads_dir) == []


def test_a_deletion_taken_back_loses_no_file(draft, uploads_dir, committed):
    keep(draft)

    def regret():
        with transaction.atomic():
            draft.delete()
            raise RuntimeError

    with committed(), pytest.raises(RuntimeError):
        regret()

    assert keeping.read(Upload.objects.get())


def test_orphans_are_counted_and_repaired(draft, uploads_dir, committed):
    kept, lost = keep(draft), keep(draft, content=different(1))
    assert report() == "0 files without a row, 0 rows without a file"
    disk.remove(lost.stored_as)
    stray = disk.new_name()
    disk.write(stray, b"sealed")

    with pytest.raises(CommandError, match="--repair"):
        report()
    out = StringIO()
    old = time.time() - sweeping.IN_FLIGHT - 5
    os.utime(disk.path_of(stray), (old, old))
    with committed():
        call_command("check_orphans", "--repair", stdout=out)

    assert "1 files without a row, 1 rows without a file" in out.getvalue()
    assert report() == "0 files without a row, 0 rows without a file"
    assert Upload.objects.get() == kept


def test_without_any_upload_there_is_nothing_to_report(db):
    assert report() == "0 files without a row, 0 rows without a file"


@pytest.mark.usefixtures("shared_db")
def test_many_uploads_at_once_never_exceed_the_limit_and_leave_no_orphan(uploads_dir):
    page = ApplicationFormPageFactory(steps=steps(*PAPERS))
    draft = applying.begin(page)
    accepted = [check(posted("a.png", encoded(picture(9 + n, 9), "PNG"))) for n in range(8)]

    def store(i):
        return keeping.store(accepted[i], question="bills", most=3, draft=draft.pk)

    results = in_threads(8, store)

    assert sum(isinstance(result, Upload) for result in results) == 3
    assert {result.code for result in results if isinstance(result, Exception)} == {"too_many"}
    assert Upload.objects.count() == len(on_disk(uploads_dir)) == 3
    assert report() == "0 files without a row, 0 rows without a file"


def test_papers_sent_later_have_a_measure_of_their_own(draft, settings):
    settings.UPLOAD_MAX_FILES = 1
    keep(draft, content=different(1), question="bills")
    keep(draft, content=different(2), question="")

    with pytest.raises(Refused) as caught:
        keep(draft, content=different(3), question="")

    assert caught.value.code == "too_many_in_all"
