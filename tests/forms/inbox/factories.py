"""Applications, units and staff for the tests of the inbox."""

import datetime
import itertools
import secrets
import uuid

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from forms import reference
from forms.crypto import blind_index
from forms.definition import Condition, Definition, Option, Question, Step
from forms.enums import EventKind
from forms.inbox import groups
from forms.models import Application, Event, FormVersion, Mail, Unit, UnitPermission
from forms.permissions import policy
from forms.uploads import keeping
from forms.uploads.checking import Accepted

counter = itertools.count(1)

COUNSELLING = Definition(
    title="Ψυχολογική – συμβουλευτική υποστήριξη",
    language="el",
    steps=(
        Step(
            "person",
            "Ποιος κάνει την αίτηση",
            questions=(
                Question("text", "name", "Ονοματεπώνυμο"),
                Question("date", "born", "Ημερομηνία γέννησης"),
                Question("phone", "phone", "Τηλέφωνο"),
                Question("email", "mail", "Ηλεκτρονική διεύθυνση", required=False),
            ),
        ),
        Step(
            "reasons",
            "Τι σας απασχολεί",
            questions=(
                Question(
                    "many_of",
                    "reasons",
                    "Λόγοι",
                    options=(Option("stress", "Διαχείριση άγχους"), Option("loss", "Πένθος")),
                ),
                Question("long_text", "more", "Θέλετε να προσθέσετε κάτι;", required=False),
            ),
            shown_if=Condition(),
        ),
        Step("consent", "Δήλωση", questions=(Question("declaration", "true", "Τα στοιχεία είναι αληθή"),)),
    ),
    privacy_notice="<p>…</p>",
    retention_months=24,
)


def unit(name="Κέντρο Κοινότητας"):
    return Unit.objects.get_or_create(slug=f"unit-{name.encode().hex()[:40]}", defaults={"name": name})[0]


def version(definition=COUNSELLING):
    return FormVersion.objects.get_or_create(
        digest=definition.digest, defaults={"content": definition.content}
    )[0]


def answers(**changed):
    return {
        "name": f"Δοκιμή {secrets.token_hex(4)}",
        "born": "1980-05-12",
        "phone": f"+302341{secrets.randbelow(10**6):06}",
        "mail": f"{secrets.token_hex(4)}@example.org",
        "reasons": ["stress", "loss"],
        "more": "Πρώτη γραμμή.\nΔεύτερη γραμμή.",
        "true": True,
    } | changed


def application(
    *, of=None, sent_at=None, form=None, definition=COUNSELLING, language="el", given=None, **fields
):
    """As `forms.actions.send` leaves it: received, unread, with its first event."""
    sent_at = sent_at or timezone.now() - datetime.timedelta(minutes=next(counter))
    number = reference.make()
    row = Application(
        draft_id=uuid.uuid4(),
        form=form or uuid.uuid5(uuid.NAMESPACE_URL, definition.title),
        form_title=definition.title,
        version=version(definition),
        greek_version=version(definition),
        language=language,
        unit=of or unit(),
        sent_at=sent_at,
        changed_at=sent_at,
        reference_hash=blind_index("reference", reference.normalise(number)),
        **fields,
    )
    row.content = {"reference": number, "answers": given or answers()}
    row.save(force_insert=True)
    Event.objects.create(application=row, kind=EventKind.SENT, at=sent_at, state="received")
    return row


def failed_mail(application, **fields):
    now = timezone.now()
    values = {"tries": 3, "last_error": "ConnectionRefusedError", "next_try_at": now, "owed_at": now}
    mail = Mail(application=application, template="received", language="el", **(values | fields))
    mail.recipient = "somebody@example.org"
    mail.save(force_insert=True)
    return mail


def paper(application, **fields):
    """A checked picture that came with it; `settings.UPLOADS_DIR` must be the test's own."""
    values = {"name": "tavtotita.png", "media_type": "image/png", "content": b"picture", "state": "clean"}
    return keeping.store(Accepted(**(values | fields)), application=application.pk)


def user(username, *group_names, **fields):
    """A user in the groups `forms.inbox.groups` makes."""
    made = groups.prepare()
    person = get_user_model().objects.create_user(username, password=secrets.token_hex(8), **fields)
    person.groups.add(*(made[name] for name in group_names))
    return person


def worker(username, *units, actions=("view", "enter", "change", "decide"), form=None):
    """A case worker of these units only, and of one form only where that is given."""
    group = Group.objects.create(name=f"workers of {username}")
    group.permissions.add(*groups.named("wagtailadmin", ["access_admin"]))
    for each in units:
        for permission in policy.permissions_for(actions):
            UnitPermission.objects.create(group=group, unit=each, permission=permission, form=form)
    person = get_user_model().objects.create_user(username, password=secrets.token_hex(8))
    person.groups.add(group)
    return person
