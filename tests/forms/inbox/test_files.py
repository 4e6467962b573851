"""Papers on the screen: drawn by us page by page, each opening recorded, nothing executed."""

import io

import pytest
from PIL import Image

from forms.enums import AccessKind, UploadState
from forms.models import Access, Upload
from forms.uploads import decoding, disk, keeping
from forms.uploads.checking import check
from forms.uploads.refused import Refused
from tests.forms.inbox import factories
from tests.forms.inbox.screen import address
from tests.forms.people import make_person
from tests.forms.uploads.samples import encoded, pdf, photo, picture, posted
from tests.signing_in import sign_in


@pytest.fixture(autouse=True)
def uploads_dir(settings, tmp_path):
    settings.UPLOADS_DIR, settings.CLAMD = tmp_path / "uploads", ""


@pytest.fixture
def at_work(client, maria):
    sign_in(client, maria)
    return client


def keep(application, name="ταυτότητα.jpg", content=None):
    accepted = check(posted(name, content or photo()))
    return keeping.store(accepted, question="card", application=application.pk)


def unchecked(application, content, media_type="application/pdf"):
    """A file as no check would let it in."""
    return factories.paper(application, name="odd.pdf", media_type=media_type, content=content)


def with_pages(*sizes):
    """A PDF of a small square page and further ones of these sizes."""

    def change(document):
        for size in sizes:
            document.add_blank_page(page_size=size)

    return pdf(change)


def looks():
    return list(Access.objects.filter(kind=AccessKind.FILE).values_list("note", flat=True))


def opened(response):
    return Image.open(io.BytesIO(response.content))


def test_a_picture_and_the_pages_of_a_pdf_are_shown_one_after_the_other(at_work, application):
    image, paper = keep(application), keep(application, "b.pdf", with_pages((200, 300), (200, 300)))

    first = at_work.get(address(application, "viewer", file=image.pk))
    second = at_work.get(address(application, "viewer", file=paper.pk), {"page": "2"})

    assert first.context["next_file"] == address(application, "viewer", file=paper.pk)
    assert (first.context["pages"], first.context["previous_file"]) == (1, "")
    assert second.context["next_page"].endswith("?page=3")
    assert second.context["previous_page"].endswith("?page=1")
    assert second.context["previous_file"] == address(application, "viewer", file=image.pk)
    assert 'alt="b.pdf' in second.text
    for page in (first, second):
        drawn = at_work.get(page.context["picture"])
        assert drawn["Content-Type"] == "image/jpeg"
        assert drawn["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
        assert drawn["Cache-Control"] == "no-store, private"
        assert drawn["X-Content-Type-Options"] == "nosniff"
        assert opened(drawn).format == "JPEG"
    assert looks() == [f"{image.pk} p. 1", f"{paper.pk} p. 2"]


def test_a_picture_whose_screen_was_not_recorded_is_recorded_itself(client, at_work, application, nikos):
    paper = keep(application)
    shown = at_work.get(address(application)).text
    seen = shown.partition("seen=")[2].partition('"')[0]
    small = address(application, "picture", file=paper.pk, page=1) + "?size=thumb"

    assert at_work.get(f"{small}&seen={seen}").status_code == 200
    assert looks() == []
    at_work.get(small)
    assert looks() == [str(paper.pk)]
    sign_in(client, nikos)
    client.get(f"{small}&seen={seen}")  # another's proof
    assert looks() == [str(paper.pk)] * 2


def test_a_paper_can_be_enlarged_and_turned_by_plain_links(at_work, application):
    paper = keep(application, "b.pdf", with_pages((300, 500)))
    usual = at_work.get(address(application, "viewer", file=paper.pk), {"page": "2"})
    large = at_work.get(usual.context["other_size"])
    turned = at_work.get(usual.context["turned"])

    across, down = opened(at_work.get(usual.context["picture"])).size
    assert opened(at_work.get(large.context["picture"])).width == pytest.approx(2 * across, abs=2)
    assert opened(at_work.get(turned.context["picture"])).size == (down, across)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 50])
def test_a_page_that_is_not_there_gives_one_that_is(at_work, application, page):
    paper = keep(application, "b.pdf", pdf())

    assert at_work.get(address(application, "viewer", file=paper.pk), {"page": page}).context["page"] == 1
    assert at_work.get(address(application, "picture", file=paper.pk, page=99)).status_code == 404


def test_a_damaged_pdf_says_so_and_can_still_be_downloaded(at_work, application):
    paper = unchecked(application, b"%PDF-1.7 rubbish")

    response = at_work.get(address(application, "viewer", file=paper.pk))

    assert response.context["pages"] == 0
    assert response.context["picture"] not in response.text
    assert address(application, "file", file=paper.pk) in response.text


def test_what_is_not_clean_or_not_there_is_refused_in_words(at_work, application):
    waiting, infected, missing = (keep(application, f"{i}.jpg", encoded(picture(60 + i))) for i in range(3))
    Upload.objects.filter(pk=waiting.pk).update(state=UploadState.QUARANTINED)
    Upload.objects.filter(pk=infected.pk).update(state=UploadState.INFECTED)
    disk.path_of(missing.stored_as).unlink()

    for name, more in (("viewer", {}), ("picture", {"page": 1})):
        for upload, status in ((waiting, 409), (infected, 410), (missing, 410)):
            response = at_work.get(address(application, name, file=upload.pk, **more))
            assert response.status_code == status
            assert response["Content-Type"].startswith("text/html")


def test_others_find_no_paper(client, application, stranger, centre):
    paper = keep(application)
    sign_in(client, stranger)

    assert client.get(address(application, "viewer", file=paper.pk)).status_code == 404
    assert client.get(address(application, "picture", file=paper.pk, page=1)).status_code == 404


def test_a_name_with_an_amka_in_it_is_covered(at_work, application):
    amka = make_person().amka
    paper = keep(application, f"amka_{amka}.jpg")

    assert amka not in at_work.get(address(application)).text
    assert amka not in at_work.get(address(application, "viewer", file=paper.pk)).text


def test_however_large_a_page_says_it_is_its_picture_stays_within_bounds():
    huge = with_pages((14_000, 14_000))

    drawn = Image.open(io.BytesIO(decoding.picture_of(huge, "application/pdf", page=2, width=100_000)))

    assert drawn.width * drawn.height <= 12_100_000


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"%PDF-1.4", "application/pdf"), (b"\xff\xd8\xff rubbish", "image/jpeg"), (b"", "image/png")],
)
def test_what_cannot_be_drawn_is_refused_and_takes_nothing_along(content, media_type):
    with pytest.raises(Refused):
        decoding.picture_of(content, media_type, width=240)
