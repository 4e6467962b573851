"""Files made anew in each test: pictures and PDFs, sound, odd and hostile."""

import io
import zipfile

import pikepdf
import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

GPS_INFO, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112
MARK = "Xeirotexnia-42"
"""A camera's name that must not survive."""

DECLARED = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "heic": "image/heic", "pdf": "application/pdf",
}  # fmt: skip


def picture(width=60, height=40, mode="RGB"):
    """Red on the left half, blue on the right."""
    image = Image.new("RGB", (width, height), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height), fill="red")
    return image.convert(mode)


def encoded(image=None, kind="JPEG", **options):
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image or picture()).save(out, quality=90, **options)
    else:
        (image or picture()).save(out, kind, **options)
    return out.getvalue()


def exif(orientation=1):
    """Where and with what it was taken."""
    made = Image.Exif()
    made[MAKE] = MARK
    made[ORIENTATION] = orientation
    place = made.get_ifd(GPS_INFO)
    place[1], place[2] = "N", (40.0, 59.0, 30.0)
    place[3], place[4] = "E", (22.0, 52.0, 30.0)
    return made.tobytes()


def photo(kind="JPEG", orientation=1, **options):
    return encoded(kind=kind, exif=exif(orientation), **options)


def pdf(change=None, **save_options):
    """A PDF of one page; `change(pdf)` puts something into it."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        if change:
            change(document)
        out = io.BytesIO()
        document.save(out, **save_options)
    return out.getvalue()


def locked_pdf(user="secret"):
    return pdf(encryption=pikepdf.Encryption(owner="owner", user=user))


def _root(key, value):
    raw = value.unparse()

    def change(document):
        document.Root[key] = document.make_indirect(pikepdf.Object.parse(raw))

    return change


def _on_page(annotation):
    raw = annotation.unparse()

    def change(document):
        own = document.make_indirect(pikepdf.Object.parse(raw))
        document.pages[0]["/Annots"] = Array([own])

    return change


def _embedded(document):
    stream = document.make_stream(b"MZ program", {"/Type": Name("/EmbeddedFile")})
    document.Root["/Names"] = Dictionary(Nothing=document.make_indirect(stream))


SCRIPT = Dictionary(S=Name("/JavaScript"), JS=String("app.alert(1)"))
ACTIVE = {
    "JavaScript by name": _root("/Names", Dictionary(JavaScript=Dictionary(Names=Array([])))),
    "JavaScript": _root("/Nowhere", Dictionary(S=Name("/JavaScript"))),
    "OpenAction": _root("/OpenAction", Dictionary(S=Name("/URI"), URI=String("https://example.org"))),
    "AA": _root("/AA", Dictionary()),
    "AA of a page": lambda document: document.pages[0].__setitem__("/AA", Dictionary(O=Dictionary())),
    "Launch": _on_page(Dictionary(Subtype=Name.Link, A=Dictionary(S=Name("/Launch"), F=String("cmd.exe")))),
    "EmbeddedFile": _embedded,
    "EmbeddedFiles": _root("/Names", Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
    "a file attached": _on_page(Dictionary(Subtype=Name("/FileAttachment"))),
    "XFA": _root("/AcroForm", Dictionary(Fields=Array([]), XFA=String("<xdp/>"))),
    "RichMedia": _on_page(Dictionary(Subtype=Name("/RichMedia"))),
    "SubmitForm": _on_page(
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name("/SubmitForm"), F=String("https://example.org")))
    ),
    "ImportData": _on_page(Dictionary(A=Dictionary(S=Name("/ImportData")))),
    "GoToR": _on_page(Dictionary(A=Dictionary(S=Name("/GoToR")))),
    "GoToE": _on_page(Dictionary(A=Dictionary(S=Name("/GoToE")))),
    "Rendition": _on_page(Dictionary(A=Dictionary(S=Name("/Rendition")))),
    "Sound": _on_page(Dictionary(Subtype=Name("/Sound"))),
    "behind a link": _on_page(
        Dictionary(A=Dictionary(S=Name("/URI"), URI=String("https://example.org"), Next=SCRIPT))
    ),
}
"""What could act, each as a change of a PDF."""

HARMLESS = {
    "nothing": None,
    "a link": _on_page(
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name("/URI"), URI=String("https://gov.gr")))
    ),
    "a page to begin with": lambda document: document.Root.__setitem__(
        "/OpenAction", Array([document.pages[0].obj, Name.Fit])
    ),
    "a place to begin with": lambda document: document.Root.__setitem__(
        "/OpenAction",
        Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit])),
    ),
    "a signature": _root(
        "/AcroForm",
        Dictionary(SigFlags=3, Fields=Array([Dictionary(FT=Name.Sig, T=String("Signature1"))])),
    ),
    "the word JavaScript": _root("/Info2", Dictionary(Title=String("/JavaScript /Launch /AA"))),
}


def plain_pdf(catalog, *more):
    """A PDF written by hand, so that names stand as they are given: the catalogue's entries and objects."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        *more,
    ]
    text, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return text + table + trailer % (len(objects) + 1, len(text))


def zipped(content=b"x"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.txt", content)
    return out.getvalue()


def posted(name, content, declared=None):
    """As Django hands over what a browser posted."""
    if declared is None:
        declared = DECLARED.get(name.rpartition(".")[2].lower(), "")
    return SimpleUploadedFile(name, content, content_type=declared)
