"""
What a file is, told by its first bytes and by nothing else; and whether its name contradicts.
"""

JPEG, PNG, WEBP, HEIC, PDF = "image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf"
IMAGES = frozenset({JPEG, PNG, WEBP, HEIC})

EXTENSIONS = {
    JPEG: {"jpg", "jpeg", "jpe", "jfif"},
    PNG: {"png"},
    WEBP: {"webp"},
    HEIC: {"heic", "heif", "hif"},
    PDF: {"pdf"},
}
"""The first names a file gets from us are in `EXTENSION`."""
EXTENSION = {JPEG: "jpg", PNG: "png", PDF: "pdf"}
"""Of the types that are kept."""
DECLARED = {
    JPEG: {"image/jpeg", "image/jpg", "image/pjpeg"},
    PNG: {"image/png", "image/x-png"},
    WEBP: {"image/webp"},
    HEIC: {"image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"},
    PDF: {"application/pdf", "application/x-pdf"},
}
SAYS_NOTHING = {"", "application/octet-stream", "binary/octet-stream"}
"""Declared by browsers that don't know."""

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})
FTYP_AT_MOST = 256
"""Bytes of the box that names the brands: real ones have some tens."""


def recognise(data: bytes) -> str | None:
    """The media type, or None for what isn't taken. Whether the rest is sound, the decoder finds out."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"%PDF-"):
        return PDF
    return HEIC if _is_heic(data) else None


def _is_heic(data: bytes) -> bool:
    """An ISO base media file whose brands include a HEVC picture: AVIF and films have others."""
    if data[4:8] != b"ftyp":
        return False
    length = min(int.from_bytes(data[:4], "big"), FTYP_AT_MOST)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length - 3, 4))}
    return bool(brands & HEIC_BRANDS)


def contradicts(media_type: str, name: str, declared: str) -> bool:
    """Whether extension or declared type say something else than the content. None may be missing."""
    _stem, dot, extension = name.rpartition(".")
    if dot and extension.lower() not in EXTENSIONS[media_type]:
        return True
    declared = declared.partition(";")[0].strip().lower()
    return declared not in SAYS_NOTHING | DECLARED[media_type]
