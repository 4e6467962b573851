"""What tests of the screen of one application share: somebody's application with an AMKA, also in a group."""

from dataclasses import replace

from django.urls import reverse

from forms.definition import Question, Step
from forms.enums import LookupKind
from forms.models import LookupHash
from tests.forms.inbox import factories
from tests.forms.people import make_amka, make_person

HOUSEHOLD = replace(
    factories.COUNSELLING,
    title="Βεβαίωση αστεγίας",
    steps=(
        Step(
            "person",
            "Τα στοιχεία σας",
            questions=(
                Question("text", "name", "Ονοματεπώνυμο"),
                Question("amka", "amka", "ΑΜΚΑ", is_applicants=True),
                Question("phone", "phone", "Τηλέφωνο"),
                Question("email", "mail", "Ηλεκτρονική διεύθυνση", required=False),
                Question("long_text", "more", "Κάτι ακόμα;", required=False),
            ),
        ),
        Step(
            "household",
            "Το νοικοκυριό σας",
            questions=(
                Question(
                    "group",
                    "members",
                    "Μέλη του νοικοκυριού",
                    row_name="Μέλος",
                    questions=(
                        Question("text", "member_name", "Όνομα"),
                        Question("amka", "member_amka", "ΑΜΚΑ του μέλους"),
                    ),
                ),
            ),
        ),
    ),
)


def address(application, name="detail", **more):
    return reverse(f"applications:{name}", kwargs={"pk": application.pk} | more)


def household(*, of, who=None, **fields):
    """An application of `who` that names a second person, with its look-ups, as `forms.actions` leaves it."""
    who = who or make_person()
    other = make_person()
    given = {
        "name": who.name,
        "amka": who.amka,
        "phone": who.phone,
        "mail": who.email,
        "more": who.trouble,
        "members": [{"member_name": other.name, "member_amka": other.amka}],
    } | fields.pop("given", {})
    row = factories.application(of=of, definition=HOUSEHOLD, given=given, **fields)
    remember(row, given)
    return row


def remember(application, given):
    from forms.actions.applying import lookup_form
    from forms.crypto import blind_index

    kinds = {"amka": LookupKind.AMKA, "phone": LookupKind.PHONE, "mail": LookupKind.EMAIL}
    for key, kind in kinds.items():
        if given.get(key):
            digest = blind_index(kind, lookup_form(kind.value, given[key]))
            LookupHash.objects.create(application=application, kind=kind, digest=digest)


def another_amka(person):
    """A different AMKA of somebody born on the same day."""
    while (amka := make_amka(person.born)) == person.amka:
        pass
    return amka
