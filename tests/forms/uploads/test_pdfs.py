"""PDFs: taken as they are, and only where nothing in them could act."""

import io
import zlib

import pikepdf
import pytest

from forms.uploads import pdfs
from forms.uploads.checking import check
from forms.uploads.refused import Refused
from tests.forms.uploads import samples
from tests.forms.uploads.samples import ACTIVE, HARMLESS, encoded, pdf, plain_pdf, posted

PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "compress_streams": True}


def refusal(data):
    with pytest.raises(Refused) as caught:
        check(posted("paper.pdf", data))
    return caught.value.code


def inspected(data):
    """In this process: the same code as the child runs, a hundred times as fast."""
    with pytest.raises(Refused) as caught:
        pdfs.inspect(data)
    return caught.value.code


@pytest.mark.parametrize("options", [{}, PACKED], ids=["plain", "in object streams"])
@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_pdf_is_kept_byte_for_byte(change, options):
    data = pdf(change, **options)

    accepted = check(posted("paper.pdf", data))

    assert (accepted.content, accepted.media_type, accepted.name) == (data, "application/pdf", "paper.pdf")


@pytest.mark.parametrize("options", [{}, PACKED], ids=["plain", "in object streams"])
@pytest.mark.parametrize("change", ACTIVE.values(), ids=ACTIVE)
def test_what_could_act_is_refused(change, options):
    data = pdf(change, **options)
    if options:
        assert b"/ObjStm" in data

    assert inspected(data) == "pdf_active"


def test_it_is_refused_at_the_door_too():
    assert refusal(pdf(ACTIVE["JavaScript"], **PACKED)) == "pdf_active"


@pytest.mark.parametrize(
    "catalog",
    [
        b"/OpenAction << /S /#4a#61#76#61Script /JS (x) >>",
        b"/OpenAction << /S /Java#53cript /J#53 (x) >>",
        b"/#41#41 << >>",
        b"/AcroForm << /Fields [] /#58FA (x) >>",
        b"/Names << /Embedded#46iles << >> >>",
        b"/X [[[<< /A << /S /L#61unch /F (cmd.exe) >> >>]]]",
        b"/X << /Subtype /Rich#4dedia >>",
        b"/OpenAction 4 0 R",
        b"/X << /S 5 0 R >>",
    ],
)
def test_names_written_in_another_way_are_read_all_the_same(catalog):
    data = plain_pdf(catalog, b"<< /S /#4aavaScript /JS (x) >>", b"/Launch")

    assert inspected(data) == "pdf_active"


def test_a_pdf_written_by_hand_is_fine_without_them():
    pdfs.inspect(plain_pdf(b"/PageMode /UseNone", b"<< /S /GoTo >>"))


@pytest.mark.parametrize("user", ["secret", ""], ids=["to be opened", "to be printed only"])
def test_an_encrypted_pdf_is_refused_with_its_own_message(user):
    assert refusal(samples.locked_pdf(user)) == "pdf_locked"


@pytest.mark.parametrize(
    "data",
    [
        pdf()[:-60],
        pdf()[:100],
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF",
        pdf() + encoded(),
        pdf() + samples.zipped(),
        pdf() + b"<html><script>alert(1)</script></html>",
        plain_pdf(b"").replace(b"startxref\n", b"startxref\n9"),
    ],
    ids=["cut", "a beginning", "empty", "HTML", "and JPEG", "and ZIP", "and HTML too", "a table astray"],
)
def test_a_pdf_that_is_no_whole_pdf_or_something_else_besides_is_refused(data):
    assert inspected(data) == "damaged"


def test_a_zip_inside_a_pdf_that_ends_as_one_is_refused():
    archive = samples.zipped()
    data = plain_pdf(b"", b"<< /Length %d >>\nstream\n%s\nendstream" % (len(archive), archive))
    # Its directory counts from the start of the archive, so unzip programs find it in the middle.
    assert inspected(data) == "damaged"


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_PAGES", 2)

    assert inspected(pdf(lambda document: [document.add_blank_page() for _ in range(2)])) == "pdf_too_long"


@pytest.mark.parametrize("limit", ["MOST_OBJECTS", "MOST_VALUES"])
def test_too_many_parts_are_refused(monkeypatch, limit):
    monkeypatch.setattr(pdfs, limit, 3)

    assert inspected(pdf()) == "pdf_too_long"


def test_lists_in_lists_without_end_are_refused():
    assert inspected(plain_pdf(b"/X " + b"[" * 300 + b"]" * 300)) in ("pdf_too_long", "damaged")


def test_a_bomb_in_an_object_stream_is_no_more_than_a_refusal():
    """400 MB of one object, packed a thousand times, beyond what the child may keep."""
    packer = zlib.compressobj(9)
    pieces = [packer.compress(b"4 0 ")]
    pieces += [packer.compress(b"[" + b"0 " * 2**19) for _ in range(400)]
    packed = b"".join(pieces) + packer.flush()
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    data = pdf(**PACKED)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.pages
    bomb = with_object_stream(stream % (len(packed), packed))

    assert refusal(bomb) in ("too_costly", "pdf_too_long", "damaged")


def with_object_stream(stream):
    """A PDF whose fifth object is an object stream that holds the fourth."""
    text = b"%PDF-1.7\n"
    places = {}
    for number, content in (
        (1, b"<< /Type /Catalog /Pages 2 0 R /X 4 0 R >>"),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"),
        (5, stream),
    ):
        places[number] = len(text)
        text += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(text)
    rows = (
        [(0, 0, 255)] + [(1, places[n], 0) for n in (1, 2, 3)] + [(2, 5, 0), (1, places[5], 0), (1, start, 0)]
    )
    table = b"".join(bytes([kind]) + at.to_bytes(4, "big") + bytes([low]) for kind, at, low in rows)
    head = b"<< /Type /XRef /Size 7 /Root 1 0 R /W [1 4 1] /Length %d >>" % len(table)
    text += b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, table)
    return text + b"startxref\n%d\n%%%%EOF\n" % start
