"""What the office holds about a person, handed over to them: by the command, and from the inbox."""

import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from forms.actions import casework
from forms.enums import AccessKind
from forms.management.commands import subject_export
from forms.models import Access
from forms.uploads import disk, keeping
from forms.uploads.checking import check
from tests.forms.factories import make_application
from tests.forms.inbox.factories import unit, worker
from tests.forms.people import make_person
from tests.forms.uploads.samples import pdf
from tests.signing_in import sign_in


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"


@pytest.fixture
def clerk(form_page):
    return worker("maria", form_page.unit)


@pytest.fixture
def export(monkeypatch, clerk, tmp_path):
    """`export(fact)` runs the command as the clerk; the folder it wrote and what it said."""

    def run(fact, folder=tmp_path / "papers", by=clerk.username):
        monkeypatch.setattr(subject_export, "getpass", lambda prompt: fact)
        out = StringIO()
        call_command("subject_export", str(folder), by=by, stdout=out)
        return folder, out.getvalue()

    return run


def contents(folder):
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*/application.json"))]


@pytest.mark.parametrize("fact", ["phone", "email", "amka"])
def test_it_finds_all_of_a_person_and_nobody_elses(form_page, export, fact):
    person, other = make_person(), make_person()
    mine = {make_application(form_page, person).reference for _number in range(2)}
    make_application(form_page, other)

    folder, said = export(getattr(person, fact))

    written = contents(folder)
    assert {application["reference"] for application in written} == mine
    assert "2" in said
    everything = json.dumps(written, ensure_ascii=False)
    assert person.name in everything
    assert not [mark for mark in other.marks if mark in everything]


def test_files_come_along(form_page, export):
    person = make_person()
    row = make_application(form_page, person)
    paper = SimpleUploadedFile("χαρτί.pdf", pdf(), "application/pdf")
    keeping.store(check(paper), application=row.pk)

    folder, _said = export(person.phone)

    [path] = folder.glob("*/files/*.pdf")
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_mode & 0o077 == 0


def test_what_was_opened_is_recorded(form_page, export, clerk):
    person = make_person()
    row = make_application(form_page, person)

    export(person.amka)

    assert Access.objects.get(application_id=row.pk, kind=AccessKind.ARCHIVE).by == clerk


def test_notes_of_the_office_stay_there(form_page, export, clerk):
    person = make_person()
    row = make_application(form_page, person)
    casework.note(row, "Εσωτερικό σημείωμα", by=clerk, version=row.lock_version)

    folder, _said = export(person.phone)

    assert "Εσωτερικό" not in json.dumps(contents(folder), ensure_ascii=False)


def test_somebody_unknown_has_nothing(form_page, export):
    make_application(form_page)

    folder, said = export(make_person().phone)

    assert contents(folder) == []
    assert "0" in said


def test_no_folder_is_written_into_twice_and_no_user_made_up(form_page, export, tmp_path):
    with pytest.raises(CommandError, match="isn't there yet"):
        export("", folder=tmp_path)
    with pytest.raises(CommandError, match="no active user"):
        export("", by="nobody")


@pytest.fixture
def supervisor(form_page):
    return worker("eleni", form_page.unit, actions=["view", "change", "export"])


def download(client, user, address, **typed):
    sign_in(client, user)
    return client.post(address, {"reason": "Αίτημα 15/2026", "version": 0} | typed)


def archive_of(row):
    return reverse("applications:archive", args=[row.pk])


def unpacked(response):
    with ZipFile(BytesIO(b"".join(response))) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def words_of(paper):
    document = pypdfium2.PdfDocument(paper)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_the_archive_holds_answers_and_files_in_the_persons_words(form_page, client, supervisor):
    person = make_person()
    row = make_application(form_page, person)
    keeping.store(check(SimpleUploadedFile("χαρτί.pdf", pdf(), "application/pdf")), application=row.pk)

    response = download(client, supervisor, archive_of(row))

    assert response["Cache-Control"] == "no-store, private"
    assert response.streaming
    files = unpacked(response)
    assert {name.partition("/")[2] for name in files} == {
        "application.json",
        "application.pdf",
        "files/01 χαρτί.pdf",
    }
    paper = files[f"{row.reference}/application.pdf"]
    text = words_of(paper)
    assert person.amka in text
    assert "Ονοματεπώνυμο" in text
    with pikepdf.open(BytesIO(paper)) as document:
        assert document.Root.MarkInfo.Marked
    trail = Access.objects.get(kind=AccessKind.ARCHIVE)
    assert (trail.application_id, trail.by, trail.note) == (row.pk, supervisor, "Αίτημα 15/2026")


def test_notes_among_colleagues_come_along_only_when_asked_for(form_page, client, supervisor):
    row = make_application(form_page)
    row = casework.note(row, "Εσωτερικό", by=supervisor, version=0)

    plain = unpacked(download(client, supervisor, archive_of(row), version=row.lock_version))
    whole = unpacked(download(client, supervisor, archive_of(row), version=row.lock_version, with_notes="on"))

    def said(files):
        name = f"{row.reference}/application"
        return files[f"{name}.json"].decode() + words_of(files[f"{name}.pdf"])

    assert "Εσωτερικό" not in said(plain)
    assert said(whole).count("Εσωτερικό") == 2


def test_without_a_reason_nothing_leaves(form_page, client, supervisor):
    row = make_application(form_page)

    assert download(client, supervisor, archive_of(row), reason=" ").status_code == 422
    assert not Access.objects.filter(kind=AccessKind.ARCHIVE).exists()


def test_who_may_not_export_finds_no_such_page(form_page, client, clerk):
    row = make_application(form_page)

    assert download(client, clerk, archive_of(row)).status_code == 404
    assert download(client, clerk, reverse("applications:person"), fact="x").status_code == 404


@pytest.mark.parametrize("fact", ["phone", "email", "amka"])
def test_all_of_a_person_within_reach_come_in_one_archive(form_page, client, supervisor, fact):
    person = make_person()
    mine = {make_application(form_page, person).reference for _number in range(2)}
    make_application(form_page, make_person())
    elsewhere = make_application(form_page, person)
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(unit=unit("Άλλη υπηρεσία"))

    files = unpacked(download(client, supervisor, reverse("applications:person"), fact=getattr(person, fact)))

    assert {name.split("/")[0] for name in files} == mine
    assert Access.objects.filter(kind=AccessKind.ARCHIVE).count() == 2


def test_of_somebody_unknown_nothing_is_said_but_that(form_page, client, supervisor):
    make_application(form_page)
    amka = make_person().amka

    response = download(client, supervisor, reverse("applications:person"), fact=amka)

    assert response.status_code == 422
    assert not Access.objects.filter(kind=AccessKind.ARCHIVE).exists()
    assert not Access.objects.filter(note__contains=amka).exists()


def test_a_file_that_cannot_be_opened_is_named_and_stops_nothing(form_page, client, supervisor):
    row = make_application(form_page)
    kept = keeping.store(check(SimpleUploadedFile("a.pdf", pdf(), "application/pdf")), application=row.pk)
    disk.path_of(kept.stored_as).unlink()

    files = unpacked(download(client, supervisor, archive_of(row)))

    assert f"{row.reference}/files/01 a.pdf cannot-be-opened.txt" in files
