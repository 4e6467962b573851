"""Pictures: told by content, written anew, and nothing of where they were taken stays in them."""

import io
import warnings

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngImageFile, PngInfo

from forms.uploads import decoding, images
from forms.uploads.checking import check
from forms.uploads.refused import Refused
from tests.forms.uploads import samples
from tests.forms.uploads.samples import MARK, encoded, photo, picture, posted


def opened(content):
    return Image.open(io.BytesIO(content))


def refusal(*args, **kwargs):
    with pytest.raises(Refused) as caught:
        check(posted(*args), **kwargs)
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "name", "kept", "kept_name"),
    [
        ("JPEG", "IMG_1.JPG", "image/jpeg", "IMG_1.JPG"),
        ("PNG", "shot.png", "image/png", "shot.png"),
        ("WEBP", "viber.webp", "image/jpeg", "viber.jpg"),
        ("HEIF", "IMG_2.HEIC", "image/jpeg", "IMG_2.jpg"),
        ("HEIF", "photo.heif", "image/jpeg", "photo.jpg"),
    ],
)
def test_a_photo_is_kept_without_place_and_camera(kind, name, kept, kept_name):
    data = photo(kind)
    assert MARK.encode() in data

    accepted = check(posted(name, data, samples.DECLARED.get(name.rpartition(".")[2].lower(), "image/heif")))

    assert (accepted.media_type, accepted.name, accepted.state) == (kept, kept_name, "clean")
    assert MARK.encode() not in accepted.content
    image = opened(accepted.content)
    assert image.size == (60, 40)
    assert not image.getexif()
    assert not image.getexif().get_ifd(samples.GPS_INFO)
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info)


def test_comments_and_texts_of_a_picture_go_too():
    info = PngInfo()
    info.add_text("Author", MARK)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{MARK}</x>")
    for name, data in (
        ("a.png", encoded(kind="PNG", pnginfo=info, dpi=(300, 300))),
        ("b.jpg", encoded(comment=MARK, xmp=b"<x>%s</x>" % MARK.encode())),
    ):
        assert MARK.encode() in data
        assert MARK.encode() not in check(posted(name, data)).content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_taken_upright_stands_upright(kind):
    extension = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind]

    image = opened(check(posted(f"a.{extension}", photo(kind, orientation=6))).content).convert("RGB")

    assert image.size == (40, 60)
    red, blue = image.getpixel((20, 5)), image.getpixel((20, 55))
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_kind_stays_one(mode):
    image = Image.new("I;16", (9, 9), 40000) if mode == "I;16" else picture().convert(mode)

    accepted = check(posted("a.png", encoded(image, "PNG")))

    assert accepted.media_type == "image/png"
    assert opened(accepted.content).size == image.size


def test_grey_of_sixteen_bits_stays_the_grey_it_was():
    image = Image.new("I;16", (9, 9), 40000)

    content = check(posted("a.png", encoded(image, "PNG"))).content

    assert abs(opened(content).convert("L").getpixel((4, 4)) - 40000 // 256) <= 1


def test_what_is_transparent_becomes_white_paper():
    image = Image.new("RGBA", (9, 9), (255, 0, 0, 0))

    content = check(posted("a.webp", encoded(image, "WEBP", lossless=True))).content

    assert min(opened(content).convert("RGB").getpixel((4, 4))) > 250


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_jpeg_of_any_colours_can_be_looked_at(mode):
    content = check(posted("a.jpg", encoded(picture().convert(mode)))).content

    assert opened(content).mode in ("RGB", "L")


def test_nothing_hidden_behind_a_picture_is_kept():
    hidden = samples.zipped(b"evil" * 10)

    content = check(posted("a.jpg", encoded() + hidden)).content

    assert b"PK\x03\x04" not in content
    assert b"evil" not in content


def test_a_script_in_a_picture_does_not_survive():
    script = b"<script>alert(1)</script>"
    data = encoded(comment=script)
    assert script in data

    assert script not in check(posted("a.jpg", data)).content


@pytest.mark.parametrize(
    ("name", "data", "declared"),
    [
        ("a.pdf", encoded(), "image/jpeg"),
        ("a.jpg", encoded(), "application/pdf"),
        ("a.jpg", encoded(), "text/html"),
        ("a.html", encoded(), ""),
        ("a.jpg.exe", encoded(), "application/octet-stream"),
        ("a.png", encoded(), "image/png"),
        ("a.jpg", samples.pdf(), "application/pdf"),
    ],
)
def test_a_name_or_type_that_contradicts_the_content_is_refused(name, data, declared):
    assert refusal(name, data, declared) == "contradiction"


@pytest.mark.parametrize(
    ("name", "declared"), [("image", "image/jpeg"), ("a.JPEG", ""), ("a.jpg", "application/octet-stream")]
)
def test_a_name_or_type_that_says_nothing_is_no_contradiction(name, declared):
    assert check(posted(name, encoded(), declared)).media_type == "image/jpeg"


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a" + bytes(50),
        b"MZ" + bytes(200),
        b"PK\x03\x04" + bytes(50),
        b"<html></html>",
        b"x",
        b"\xff\xd8",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"II*\x00" + bytes(50),
        b"\x00\x00\x00\x20ftypavif" + bytes(40),
        b"\x00\x00\x00\x18ftypmp42" + bytes(40),
        b" %PDF-1.7",
    ],
)
def test_what_is_neither_photo_nor_pdf_is_refused(data):
    assert refusal("a.jpg", data) == "unknown"


def test_an_empty_file_is_refused():
    assert refusal("a.jpg", b"") == "empty"


def test_a_file_over_ten_megabytes_is_refused_unread(monkeypatch):
    monkeypatch.setattr("forms.uploads.checking.recognise.recognise", lambda data: pytest.fail("it was read"))

    assert refusal("a.jpg", bytes(10 * 1024 * 1024 + 1)) == "too_large"


@pytest.mark.parametrize("cut", [30, 200, 500])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_cut_off_is_refused(kind, cut):
    data = encoded(picture(300, 200).effect_spread(20), kind)
    name = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp", "HEIF": "a.heic"}[kind]

    assert refusal(name, data[:-cut]) == "damaged"


def test_a_bomb_is_refused_by_its_size_before_a_pixel_is_decoded(monkeypatch):
    monkeypatch.setattr(PngImageFile, "load", lambda image: pytest.fail("it was decoded"))
    bomb = encoded(Image.new("1", (7000, 7000)), "PNG")
    assert len(bomb) < 10_000

    with pytest.raises(Refused) as caught, warnings.catch_warnings():
        images.made_anew(bomb, "image/png")

    assert caught.value.code == "too_many_pixels"


def test_a_bomb_is_refused_at_the_door():
    assert refusal("a.png", encoded(Image.new("1", (20_000, 20_000)), "PNG")) == "too_many_pixels"


def test_the_largest_picture_allowed_is_taken():
    data = encoded(Image.new("RGB", (8000, 5000), "navy"), "JPEG", quality=30)

    assert opened(check(posted("a.jpg", data)).content).size == (8000, 5000)


CHANGED_CHILD = """
import sys
sys.path.insert(0, {root!r})
from forms.uploads import child, images
{change}
child.main()
"""


@pytest.mark.parametrize(
    "change",
    [
        "child.MEMORY = 180 * 2**20",
        "child.SECONDS = 1\ndef busy(*args):\n    while True: pass\nimages.made_anew = busy",
        "import os, signal\nimages.made_anew = lambda *args: os.kill(os.getpid(), signal.SIGSEGV)",
        "images.made_anew = lambda *args: open('/tmp/written-by-a-picture', 'w').write('x')",
    ],
    ids=["memory", "time", "a crash", "a write to the disk"],
)
def test_a_decoder_led_astray_falls_alone_and_its_file_is_refused(monkeypatch, tmp_path, caplog, change):
    changed = tmp_path / "child.py"
    changed.write_text(CHANGED_CHILD.format(root=str(decoding.CHILD.parents[2]), change=change))
    monkeypatch.setattr(decoding, "CHILD", changed)

    assert refusal("a.jpg", encoded(Image.new("RGB", (7000, 5000)))) == "too_costly"
    assert "could not be decoded" in caplog.text


def test_a_decoder_that_never_ends_is_stopped_by_the_clock(monkeypatch, tmp_path):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(decoding, "CHILD", sleeper)
    monkeypatch.setattr(decoding, "PATIENCE", 0.3)

    assert refusal("a.jpg", encoded()) == "too_costly"


def test_a_question_for_photos_takes_no_pdf_and_the_other_way_round():
    assert refusal("a.pdf", samples.pdf(), kinds="images") == "images_only"
    assert refusal("a.jpg", encoded(), kinds="pdf") == "pdf_only"


def test_exif_that_is_rubbish_harms_no_photo():
    data = encoded(exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff\x01\x12\x00\x03")

    assert check(posted("a.jpg", data)).media_type == "image/jpeg"
