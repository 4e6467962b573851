"""Files in the inbox: who may open them, how they leave the server, and that each look is recorded."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from forms.enums import AccessKind, UploadState
from forms.models import Access
from forms.uploads import disk, keeping
from forms.uploads.checking import check
from tests.forms.inbox import factories
from tests.forms.uploads.samples import pdf, photo, posted
from tests.signing_in import sign_in


def keep(application, name="ταυτότητα.jpg", content=None):
    accepted = check(posted(name, content or photo()))
    return keeping.store(accepted, question="card", application=application.pk)


@pytest.fixture
def file(application):
    return keep(application)


def address(application, file):
    return reverse("applications:file", args=[application.pk, file.pk])


def looks():
    return Access.objects.filter(kind=AccessKind.FILE)


def test_a_file_is_downloaded_with_all_that_makes_it_harmless(client, maria, application, file):
    sign_in(client, maria)

    response = client.get(address(application, file))

    assert response.status_code == 200
    assert response.content == keeping.read(file)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%CF%84%CE%B1%CF%85%CF%84%CF%8C%CF%84%CE%B7%CF%84%CE%B1.jpg"
    )
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(("name", "content"), [("a.jpg", photo()), ("b.pdf", pdf())])
def test_the_file_itself_is_never_shown_in_the_browser(client, maria, application, name, content):
    sign_in(client, maria)

    response = client.get(address(application, keep(application, name, content)), {"show": "1"})

    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_each_opening_is_recorded(client, maria, application, file):
    sign_in(client, maria)

    client.get(address(application, file))
    client.get(address(application, file))

    assert [(look.application_id, look.by) for look in looks()] == [(application.pk, maria)] * 2


@pytest.mark.parametrize("who", ["stranger", "editor", None])
def test_others_find_nothing_there(client, request, application, file, who):
    if who:
        sign_in(client, request.getfixturevalue(who))

    response = client.get(address(application, file))

    assert response.status_code == (404 if who else 302)
    assert not looks().exists()


def test_a_file_of_another_application_is_not_there(client, maria, centre, application):
    sign_in(client, maria)
    other = keep(factories.application(of=centre))

    assert client.get(address(application, other)).status_code == 404


@pytest.mark.parametrize(("state", "status"), [(UploadState.QUARANTINED, 409), (UploadState.INFECTED, 410)])
def test_what_was_not_found_clean_is_never_opened(client, maria, application, file, state, status):
    sign_in(client, maria)
    type(file).objects.update(state=state)

    response = client.get(address(application, file), {"show": "1"})

    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    assert reverse("applications:detail", args=[application.pk]) in response.content.decode()
    assert not looks().exists()


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_a_file_that_cannot_be_read_says_so(client, maria, application, file, damage, caplog):
    sign_in(client, maria)
    path = disk.path_of(file.stored_as)
    path.unlink() if damage == "missing" else path.write_bytes(b"\x01" * 80)

    response = client.get(address(application, file))

    assert response.status_code == 410
    assert str(file.pk) in response.content.decode()
    assert str(file.pk) in caplog.text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_through_it(client, maria, application, file, method):
    sign_in(client, maria)

    assert getattr(client, method)(address(application, file)).status_code == 405


def test_the_list_of_files_shows_names_and_states_and_leads_only_to_clean_ones(application, file):
    scanned_later = keep(application, "b.pdf", pdf())
    type(file).objects.filter(pk=scanned_later.pk).update(state=UploadState.QUARANTINED)

    html = render_to_string(
        "forms/inbox/files.html", {"application": application, "files": keeping.listed(application)}
    )

    assert address(application, file) in html
    assert "ταυτότητα.jpg" in html
    assert "b.pdf" in html
    assert address(application, scanned_later) not in html


def test_a_damaged_row_hides_no_other_file(application, file, caplog):
    keep(application, "b.pdf", pdf())
    type(file).objects.filter(pk=file.pk).update(sealed_details=b"\x01" * 60)

    assert [row["name"] for row in keeping.listed(application)] == ["?", "b.pdf"]
