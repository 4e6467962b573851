"""A form in which rows are added and papers uploaded, and which isn't for everybody."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forms.models import ApplicationFormPage
from tests.forms.factories import ApplicationFormPageFactory, new_id, raw_question, raw_steps

LIVES = {
    "title": "Πού μένετε",
    "key": "lives",
    "questions": [{"kind": "yes_no", "key": "here", "label": "Μένετε στον Δήμο;"}],
}
OATH = {
    "title": "Δήλωση",
    "key": "oath",
    "questions": [{"kind": "declaration", "key": "true", "label": "Όσα δηλώνω είναι αληθή"}],
}


def end(services=()):
    """The end of those who live elsewhere, with page ids of the Guide."""
    return {
        "type": "end",
        "id": new_id(),
        "value": {
            "title": "Μένετε σε άλλον δήμο",
            "key": "elsewhere",
            "intro": "Απευθυνθείτε στον δήμο σας.",
            "services": [{"type": "item", "id": new_id(), "value": pk} for pk in services],
            "shown_if": {"question": "here", "operator": "is", "value": "no"},
        },
    }


def members():
    """A step that asks for the members of the household and for papers."""
    group = raw_question(kind="group", key="members", label="Μέλη", row_name="Μέλος", fewest=1, most=4)
    del group["value"]["required"]
    group["value"]["questions"] = [
        raw_question(kind="text", key="first_name", label="Όνομα"),
        raw_question(kind="yes_no", key="works", label="Εργάζεται;"),
    ]
    upload = raw_question(kind="upload", key="bills", label="Λογαριασμοί", required=False, most=3)
    [step] = raw_steps({"title": "Νοικοκυριό", "key": "home"})
    step["value"]["questions"] = [group, upload]
    return step


def make_page(services=(), **fields):
    [lives, oath] = raw_steps(LIVES, OATH)
    stream = ApplicationFormPage._meta.get_field("steps").stream_block
    raw = [lives, end(services), members(), oath]
    return ApplicationFormPageFactory(steps=stream.to_python(raw), **fields)


def row(number, name="", works=""):
    """What is typed into one row."""
    return {f"home-members-{number}-first_name": name, f"home-members-{number}-works": works}


def picture(name="logariasmos.png"):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


def no_picture():
    return SimpleUploadedFile("photo.png", b"no picture at all", "image/png")
