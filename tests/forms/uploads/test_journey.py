"""Papers on an applicant's way: added, refused with the cure, removed, sent along."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from forms.actions import applying
from forms.models import Application, Draft, Upload
from forms.uploads import keeping, words
from tests.forms.factories import make_english
from tests.forms.test_journey import text_of
from tests.forms.uploads.samples import ACTIVE, encoded, pdf, photo, picture, posted
from tests.forms.walking import Applicant

MEGABYTE = 2**20


def names_of(draft, question):
    return [file["name"] for file in keeping.files_of(draft).get(question, [])]


def add(applicant, *files, question="card", button="upload", **typed):
    extra = {f"papers-{question}-{button}": "1"} if button else {}
    data = {f"papers-{question}": list(files), **{f"papers-{key}": value for key, value in typed.items()}}
    return applicant.post("papers", data, **extra)


def test_a_photo_is_added_by_the_button_and_what_was_typed_beside_it_stays(applicant, person):
    applicant.begin()

    response = add(applicant, posted("tautotita.jpg", photo()), name=person.name)

    assert response.status_code == 302
    assert response.url.startswith(applicant.address("papers"))
    page = text_of(applicant.get("papers"))
    assert "tautotita.jpg" in page
    assert person.name in page
    assert 'enctype="multipart/form-data"' in page
    assert names_of(applicant.draft, "card") == ["tautotita.jpg"]


def test_the_files_are_sent_with_the_application_and_named_in_its_answers(
    applicant, person, uploads_dir, django_capture_on_commit_callbacks
):
    applicant.begin()
    add(applicant, posted("card.jpg", photo()))
    add(applicant, posted("a.pdf", pdf()), posted("b.png", encoded(kind="PNG")), question="bills")
    assert applicant.post("papers", {"papers-name": person.name}).url == applicant.address("oath")
    applicant.post("oath", {"oath-true": "on"})
    with django_capture_on_commit_callbacks(execute=True):
        assert applicant.send().url == applicant.address("elifthi")

    application = applicant.application
    assert [file["name"] for file in application.answers["bills"]] == ["a.pdf", "b.png"]
    assert [row.application for row in Upload.objects.all()] == [application] * 3
    assert {str(row.pk) for row in Upload.objects.all()} == {
        file["id"] for key in ("card", "bills") for file in application.answers[key]
    }
    assert all(keeping.read(row) for row in Upload.objects.all())
    assert not Draft.objects.exists()


def test_files_of_a_question_no_longer_asked_are_not_sent(
    applicant, person, uploads_dir, django_capture_on_commit_callbacks
):
    applicant.begin()
    add(applicant, posted("card.jpg", photo()), name=person.name)
    draft = applicant.draft
    stray = keeping.store(
        keeping.Accepted("old.jpg", "image/jpeg", b"x", "clean"), question="gone", draft=draft.pk
    )
    applicant.post("papers", {"papers-name": person.name})
    applicant.post("oath", {"oath-true": "on"})
    with django_capture_on_commit_callbacks(execute=True):
        applicant.send()

    assert Upload.objects.get().question == "card"
    assert not any(path.name == stray.stored_as for path in uploads_dir.rglob("*"))


def test_a_required_paper_is_asked_for(applicant, person):
    applicant.begin()

    assert applicant.post("papers", {"papers-name": person.name}).url == applicant.address("papers")
    assert "card" in applicant.get("papers").context["form"].errors


def test_continue_takes_files_too(applicant, person):
    applicant.begin()

    response = add(applicant, posted("card.jpg", photo()), button=None, name=person.name)

    assert response.url == applicant.address("oath")


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize(
    ("name", "content", "cure"),
    [
        ("virus.exe", b"MZ" + bytes(99), "unknown"),
        ("paper.pdf", pdf(ACTIVE["JavaScript"]), "pdf_active"),
        ("empty.jpg", b" ", "unknown"),
        ("half.jpg", encoded(picture(300, 300))[:-200], "damaged"),
        ("large.jpg", b"\xff\xd8\xff" + bytes(10 * MEGABYTE), "too_large"),
    ],
)
def test_a_refused_file_is_named_with_reason_and_cure_until_the_step_is_posted_again(
    applicant, person, language, name, content, cure
):
    if language == "en":
        applicant = Applicant(applicant.client, make_english(applicant.page))
    applicant.begin()

    add(applicant, posted(name, content), name=person.name)

    with translation.override(language):
        expected = words.explain(words.noted(cure, name))
    assert name in expected
    first, again = text_of(applicant.get("papers")), text_of(applicant.get("papers"))
    assert expected in first
    assert expected in again
    assert person.name in first
    add(applicant, posted("good.jpg", photo()), name=person.name)
    assert expected not in text_of(applicant.get("papers"))
    assert names_of(applicant.draft, "card") == ["good.jpg"]


def test_one_bad_file_among_good_ones_loses_only_itself(applicant):
    applicant.begin()

    add(
        applicant,
        posted("a.jpg", photo()),
        posted("b.exe", b"MZ" + bytes(50)),
        posted("c.pdf", pdf()),
        question="bills",
    )

    assert names_of(applicant.draft, "bills") == ["a.jpg", "c.pdf"]
    assert "b.exe" in text_of(applicant.get("papers"))


def test_continue_does_not_pass_over_a_refused_file(applicant, person):
    applicant.begin()
    add(applicant, posted("card.jpg", photo()), name=person.name)

    response = add(
        applicant, posted("b.exe", b"MZ" + bytes(50)), question="bills", button=None, name=person.name
    )

    assert response.url == applicant.address("papers")
    assert "b.exe" in text_of(applicant.get("papers"))
    assert applicant.post("papers", {"papers-name": person.name}).url == applicant.address("oath")


def test_a_file_can_be_removed(applicant, uploads_dir, django_capture_on_commit_callbacks):
    applicant.begin()
    add(applicant, posted("a.jpg", photo()), question="bills")
    file = keeping.files_of(applicant.draft)["bills"][0]
    assert f'name="papers-bills-remove" value="{file["id"]}"' in text_of(applicant.get("papers"))

    with django_capture_on_commit_callbacks(execute=True):
        applicant.post("papers", {"papers-bills-remove": file["id"]})

    assert names_of(applicant.draft, "bills") == []
    assert [path for path in uploads_dir.rglob("*") if path.is_file()] == []


def test_a_new_photo_takes_the_place_of_the_one_before_where_one_is_asked_for(applicant):
    applicant.begin()
    for number in range(3):
        add(applicant, posted(f"try{number}.jpg", encoded(picture(50 + number, 50))))

    assert names_of(applicant.draft, "card") == ["try2.jpg"]


def test_nobody_removes_or_reads_anothers_file(applicant, form_page):
    applicant.begin()
    add(applicant, posted("a.jpg", photo()), question="bills")
    upload = Upload.objects.get()
    stranger = Applicant(Client(), form_page)
    stranger.begin()

    stranger.post("papers", {"papers-bills-remove": str(upload.pk)})
    for junk in ("x", "", str(upload.pk)[:-1], "../../x"):
        applicant.post("papers", {"papers-bills-remove": junk})
    applicant.post("papers", {"papers-card-remove": str(upload.pk)})

    assert Upload.objects.get() == upload
    assert "a.jpg" not in text_of(stranger.get("papers"))


def test_what_a_request_claims_about_files_counts_for_nothing(applicant, person):
    applicant.begin()

    response = applicant.post(
        "papers",
        {"papers-name": person.name, "papers-card": '[{"id": "x", "name": "y", "size": 1}]',
         "papers-card-refused": "infected:nothing.jpg"},
    )  # fmt: skip

    assert response.url == applicant.address("papers")
    assert "nothing.jpg" not in text_of(applicant.get("papers"))
    assert not Upload.objects.exists()


def test_a_name_full_of_markup_is_shown_as_what_it_is(applicant):
    applicant.begin()

    add(applicant, posted("<img src=x onerror=alert(1)>.jpg", photo()))

    assert b"<img src=x" not in applicant.get("papers").content


def test_the_limits_are_said_before_anybody_meets_them(applicant):
    applicant.begin()
    page = text_of(applicant.get("papers"))

    assert "10 MB" in page
    for field in re.findall(r'<input type="file"[^>]*>', page):
        described = re.search(r'aria-describedby="([^"]+)"', field)[1].split()
        assert all(f'id="{each}"' in page for each in described)
        assert "capture" not in field
    assert re.search(r'<input type="file" name="papers-bills"[^>]* multiple', page)
    assert not re.search(r'<input type="file" name="papers-card"[^>]* multiple', page)


def test_a_file_for_a_draft_that_ran_out_is_kept_in_the_new_one(applicant, person):
    applicant.begin()

    with time_machine.travel(timezone.now() + timedelta(days=30)):
        response = add(applicant, posted("card.jpg", photo()), name=person.name)

        assert response.status_code == 410
        assert names_of(Draft.objects.latest("started_at"), "card") == ["card.jpg"]


def test_a_draft_put_by_keeps_its_files(applicant):
    applicant.begin()
    add(applicant, posted("card.jpg", photo()))
    draft = applicant.draft
    token, _code = applying.put_by(draft, "el")

    assert names_of(applying.return_with(token), "card") == ["card.jpg"]


def test_more_than_fits_at_once_loses_neither_the_answers_nor_the_files_that_fit(applicant, person):
    applicant.begin()
    fits = encoded(picture(700, 500).effect_spread(99), quality=95)
    files = [posted("a.jpg", fits), *(posted(f"b{n}.jpg", photo() + bytes(7 * MEGABYTE)) for n in range(2))]

    response = add(applicant, *files, question="bills", name=person.name)

    assert response.status_code == 302
    page = text_of(applicant.get("papers"))
    assert person.name in page
    assert names_of(applicant.draft, "bills") == ["a.jpg", "b0.jpg"]
    with translation.override("el"):
        assert words.explain("together_too_large:b1.jpg") in page


def test_one_file_beyond_all_bounds_loses_no_answer_either(applicant, person):
    applicant.begin()

    response = add(applicant, posted("film.jpg", photo() + bytes(20 * MEGABYTE)), name=person.name)

    assert response.status_code == 302
    page = text_of(applicant.get("papers"))
    assert person.name in page
    with translation.override("el"):
        assert words.explain("too_large:film.jpg") in page


def test_far_too_much_is_refused_with_a_page_that_says_the_cure(applicant):
    applicant.begin()

    response = add(applicant, posted("film.jpg", bytes(61 * MEGABYTE)))

    assert response.status_code == 413
    assert "ένα-ένα" in text_of(response)
    assert "one at a time" in text_of(response)


@pytest.mark.parametrize("address", ["", "oath/", "elegxos/", "nothing/", "../", "../../nowhere/"])
def test_too_much_for_anything_but_a_step_of_papers_is_refused(applicant, address):
    applicant.begin()

    response = applicant.client.post(
        f"{applicant.url}{address}", {"x": posted("a.jpg", bytes(13 * MEGABYTE))}
    )

    assert response.status_code in (413, 400)


def test_too_many_uploads_of_one_draft_in_an_hour_are_slowed_without_losing_answers(applicant, person):
    applicant.begin()
    junk = [posted(f"{n}.exe", b"MZ") for n in range(4)]
    for _ in range(8):
        add(applicant, *junk, question="bills", name=person.name)

    add(applicant, posted("a.jpg", photo()), name=person.name)

    page = text_of(applicant.get("papers"))
    with translation.override("el"):
        assert words.explain("too_often:a.jpg") in page
    assert person.name in page
    assert not Upload.objects.exists()
    assert not Application.objects.exists()
