"""The virus scanner: whatever it says or doesn't, no file is lost and none is opened unscanned."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from forms.actions import applying
from forms.enums import UploadState
from forms.tasks import sweep
from forms.uploads import keeping, scanning
from forms.uploads.checking import check
from forms.uploads.refused import Refused
from forms.uploads.sweeping import rescan
from tests.forms.uploads.clamd import clamd
from tests.forms.uploads.samples import encoded, pdf, posted

OK, FOUND = "stream: OK", "stream: Win.Test.EICAR_HDB-1 FOUND"


@pytest.fixture
def draft(form_page):
    return applying.begin(form_page)


@pytest.fixture
def quarantined(draft, settings):
    settings.CLAMD = "tcp:127.0.0.1:1"
    return keep(draft)


def keep(draft, content=None):
    return keeping.store(check(posted("paper.pdf", content or pdf())), question="card", draft=draft.pk)


@pytest.mark.parametrize("way", ["unix", "tcp"])
def test_a_file_the_scanner_passes_is_clean(settings, tmp_path, way):
    data = pdf()
    with clamd(settings, OK, tmp_path / "clamd.ctl" if way == "unix" else None) as scanner:
        assert check(posted("paper.pdf", data)).state == UploadState.CLEAN

    assert scanner.asked == [data]


def test_an_infected_file_is_refused_at_once_and_nothing_is_kept(settings, uploads_dir):
    with clamd(settings, FOUND), pytest.raises(Refused) as caught:
        check(posted("paper.pdf", pdf()))

    assert caught.value.code == "infected"
    assert not uploads_dir.exists()


@pytest.mark.parametrize(
    "says", ["INSTREAM size limit exceeded. ERROR", "", "hang up at once", "nonsense", "x" * 9000, None]
)
def test_a_scanner_that_does_not_judge_puts_the_file_into_quarantine(settings, monkeypatch, caplog, says):
    monkeypatch.setattr(scanning, "PATIENCE", 0.5)

    with clamd(settings, says):
        accepted = check(posted("paper.pdf", pdf()))

    assert accepted.state == UploadState.QUARANTINED
    assert "quarantine" in caplog.text


@pytest.mark.parametrize("place", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1"])
def test_a_scanner_that_is_not_there_puts_the_file_into_quarantine(settings, place):
    settings.CLAMD = place

    assert check(posted("a.jpg", encoded())).state == UploadState.QUARANTINED


@pytest.mark.parametrize("place", ["/run/clamd", "tcp:127.0.0.1", "http://x:1", "tcp:x:y"])
def test_a_place_that_is_none_is_said_to_be(settings, place):
    settings.CLAMD = place

    with pytest.raises(ImproperlyConfigured):
        scanning.state_of(b"x")


def test_without_a_scanner_a_checked_file_is_clean():
    assert check(posted("a.jpg", encoded())).state == UploadState.CLEAN


def test_the_worker_lets_out_of_quarantine_what_is_clean(quarantined, settings):
    with clamd(settings, OK) as scanner:
        sweep()

    quarantined.refresh_from_db()
    assert quarantined.state == UploadState.CLEAN
    assert scanner.asked == [keeping.read(quarantined)]


def test_what_is_found_later_is_deleted_and_says_so(
    quarantined, settings, uploads_dir, django_capture_on_commit_callbacks
):
    with clamd(settings, FOUND), django_capture_on_commit_callbacks(execute=True):
        assert rescan() == 1

    quarantined.refresh_from_db()
    assert quarantined.state == UploadState.INFECTED
    assert [path for path in uploads_dir.rglob("*") if path.is_file()] == []


def test_a_scanner_still_away_leaves_all_as_it_is(quarantined, settings):
    assert rescan() == 0

    settings.CLAMD = ""
    assert rescan() == 0
    quarantined.refresh_from_db()
    assert quarantined.state == UploadState.QUARANTINED


def test_a_file_that_cannot_be_judged_holds_up_no_other(quarantined, draft, settings):
    other = pdf(lambda document: document.add_blank_page())
    keep(draft, other)

    with clamd(settings, "INSTREAM size limit exceeded. ERROR") as scanner:
        assert rescan() == 0

    assert len(scanner.asked) == 2
    assert scanner.asked[1] == other


def test_a_damaged_file_holds_up_no_other(quarantined, draft, settings, uploads_dir, caplog):
    next(path for path in uploads_dir.rglob("*") if path.is_file()).write_bytes(b"\x01" * 60)
    keep(draft, pdf(lambda document: document.add_blank_page()))

    with clamd(settings, OK):
        assert rescan() == 1

    assert str(quarantined.pk) in caplog.text
