"""What the office holds about a person, written out for them."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from forms.actions import casework
from forms.enums import AccessKind
from forms.management.commands import subject_export
from forms.models import Access
from forms.uploads import keeping
from forms.uploads.checking import check
from tests.forms.factories import make_application
from tests.forms.inbox.factories import worker
from tests.forms.people import make_person
from tests.forms.uploads.samples import pdf


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

    [path] = folder.glob("*/*.pdf")
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_mode & 0o077 == 0


def test_what_was_opened_is_recorded(form_page, export, clerk):
    person = make_person()
    row = make_application(form_page, person)

    export(person.amka)

    assert Access.objects.get(application_id=row.pk, kind=AccessKind.VIEW).by == clerk


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
