"""Telling types and cleaning names: whatever comes, no crash and no lie."""

import contextlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.uploads import images, pdfs
from forms.uploads.checking import NAME_LENGTH, cleaned_name, with_extension
from forms.uploads.recognise import EXTENSION, IMAGES, PDF, contradicts, recognise
from forms.uploads.refused import Refused
from tests.forms.uploads.samples import encoded, pdf, photo

SOUND = {"image/jpeg": photo(), "image/png": photo("PNG"), "image/webp": photo("WEBP"),
         "image/heic": encoded(kind="HEIF"), "application/pdf": pdf()}  # fmt: skip
HEADS = [
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\0\0\0\0WEBP",
    b"%PDF-",
    b"\0\0\0\x18ftypheic",
    b"\0\0\0\x04ftyp",
    b"",
]


@pytest.mark.parametrize("media_type", SOUND)
def test_each_type_is_told_by_its_content(media_type):
    assert recognise(SOUND[media_type]) == media_type


@given(st.sampled_from(HEADS), st.binary(max_size=300))
def test_any_bytes_are_told_or_not_but_never_fail(head, rest):
    assert recognise(head + rest) in {None, PDF, *IMAGES}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_a_file_with_bytes_changed_is_taken_or_refused_but_nothing_else(media_type, data):
    content = bytearray(SOUND[media_type])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    with contextlib.suppress(Refused):
        if media_type == PDF:
            pdfs.inspect(bytes(content[:cut]))
        else:
            assert images.made_anew(bytes(content[:cut]), media_type)[1] in EXTENSION


@given(st.text(max_size=400))
def test_a_name_is_short_visible_and_no_path(name):
    clean = cleaned_name(name)

    assert 0 < len(clean) <= NAME_LENGTH
    assert clean == unicodedata.normalize("NFC", clean)
    assert not set(clean) & set('/\\:*?"<>|\n\r\t\0\u202e\u2066\u200b')
    assert not clean.startswith(".")


@given(st.text(max_size=400), st.sampled_from(sorted(EXTENSION)))
def test_a_name_always_says_what_is_kept(name, media_type):
    named = with_extension(cleaned_name(name), media_type)

    assert len(named) <= NAME_LENGTH
    assert not contradicts(media_type, named, media_type)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Maria\\ταυτότητα.jpg", "ταυτότητα.jpg"),
        ("gpj.\u202eexe.pdf", "gpj.exe.pdf"),
        ("a\u0301.pdf", "á.pdf"),
        ("α" * 300 + ".pdf", "α" * 146 + ".pdf"),
        ("  .htaccess ", "htaccess"),
        ("///", "file"),
        ("", "file"),
        (None, "file"),
    ],
)
def test_names_are_cleaned(name, clean):
    assert cleaned_name(name) == clean
