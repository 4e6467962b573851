"""
Who reaches what: every address of the site, tried as every kind of person.

The answers must be those of `tests/url_matrix.txt`, read by people: a new address, or one that
answers somebody differently, fails until the table says so. To write it anew, and then read the
difference: UPDATE_URL_MATRIX=1 pytest tests/forms/inbox/test_url_matrix.py
"""

import difflib
import os
import re
import uuid
from collections import defaultdict
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from forms.models import Appointment, DocumentTemplate, IssuedDocument, NamedReader
from forms.permissions import ACTIONS, WITHOUT_ANSWERS
from tests.forms.factories import ApplicationFormPageFactory
from tests.forms.inbox import addresses, factories
from tests.signing_in import sign_in

TABLE = Path(__file__).resolve().parents[2] / "url_matrix.txt"
ROLES = [
    "anonymous",
    "editor",
    "moderator",
    "caseworker",
    "supervisor",
    "unnamed",
    "other-form",
    "other-unit",
    "auditor",
    "statistics",
    "admin",
]

HEAD = """\
Every address of the site and how it answers each kind of person. Written by
UPDATE_URL_MATRIX=1 pytest tests/forms/inbox/test_url_matrix.py -- read the difference before you commit it.

A number is the HTTP status; `login` and `start` are redirects to the sign-in page and to the dashboard,
which is how Wagtail refuses. The application asked for is sensitive: caseworker and supervisor belong to its
unit and are named for it; unnamed belongs to the unit, with all rights, and is not; other-form has all rights
in the unit for another form, other-unit for another unit. auditor and statistics hold only the right to the
trail and to the numbers. admin is a superuser without any unit.

"""


CASE_WORK = [action for action in ACTIONS if action not in WITHOUT_ANSWERS]


def people(application, other_unit):
    """A signed-in client a role."""
    unit = application.unit
    admin = get_user_model().objects.create_superuser("admin", password="x")
    users = {
        "editor": factories.user("editor", "Editors"),
        "moderator": factories.user("moderator", "Moderators"),
        "caseworker": factories.worker("caseworker", unit),
        "supervisor": factories.worker("supervisor", unit, actions=ACTIONS),
        "unnamed": factories.worker("unnamed", unit, actions=CASE_WORK),
        "other-form": factories.worker("other-form", unit, actions=CASE_WORK, form=uuid.uuid4()),
        "other-unit": factories.worker("other-unit", other_unit, actions=CASE_WORK),
        "auditor": factories.worker("auditor", unit, actions=["audit"]),
        "statistics": factories.worker("statistics", unit, actions=["count"]),
        "admin": admin,
    }
    for role in ("caseworker", "supervisor"):
        NamedReader.objects.create(user=users[role], application=application)
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, user in users.items():
        sign_in(clients[role], user)
    return clients


def samples(application):
    """A value for each parameter of an address, of something that exists where that is easy."""
    mail, upload = factories.failed_mail(application), factories.paper(application)
    page = Page.get_first_root_node().add_child(instance=Page(title="Σελίδα", slug="selida"))
    revision = page.save_revision()
    paper = ContentFile(b"%PDF-1.4", "paper.pdf")
    document = get_document_model().objects.create(title="Έγγραφο", file=paper)
    document.file.close()
    form = ApplicationFormPageFactory(unit=application.unit)
    known = {
        "form": form.get_url().lstrip("/"), "form_page": form.pk,
        "form_list": form.get_parent().pk, "pk": "1",
        "mail": mail.pk, "document": document.pk, "document_id": document.pk,
        "page_id": page.pk, "parent_page_id": page.pk, "revision_id": revision.pk,
        "revision_id_a": revision.pk, "revision_id_b": revision.pk, "app_label": "services_guide",
        "model_name": "organisation", "app_name": "services_guide", "action": "delete", "slug": "x",
        "content_type_app_name": "wagtailcore", "content_type_model_name": "page",
        "signature": "x", "filter_spec": "original", "uidb64": "x", "token": "x", "language": "en",
    }  # fmt: skip
    of_the_inbox = samples_of_the_inbox(application) | {"mail": mail.pk, "file": upload.pk}
    return defaultdict(lambda: "1", known), of_the_inbox


def samples_of_the_inbox(application):
    """As `samples`, of what belongs to the application asked for."""
    now, by = timezone.now(), factories.worker("of-the-samples", application.unit)
    template = DocumentTemplate.objects.create(
        name="Πρότυπο", form=application.form, language="el", title="Βεβαίωση", body="<p>Βεβαιώνεται.</p>"
    )
    document = IssuedDocument(
        application=application, template=template, title=template.title, protocol_number="1",
        issued_on=now.date(), issued_by=by, made_at=now, verification_hash="0" * 64,
    )  # fmt: skip
    document.content = {}
    document.save(force_insert=True)
    appointment = Appointment(application=application, starts_at=now, made_by=by, made_at=now)
    appointment.where = "Γραφείο 1"
    appointment.save(force_insert=True)
    other = factories.application(of=application.unit, given=application.answers)
    return {
        "pk": application.pk, "form": application.form, "template": template.pk, "document": document.pk,
        "appointment": appointment.pk, "other": other.pk, "page": 1, "year": now.year, "kind": "pdf",
        "key": "name",
    }  # fmt: skip


def answer(client, method, url):
    """In one word. What the request did is undone, so that the next finds all as it was, signed in too."""
    cookies = client.cookies.output()
    with transaction.atomic():
        response = getattr(client, method.lower())(url)
        transaction.set_rollback(True)
    if response.streaming:
        b"".join(response)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    target = response.get("Location", "").split("?")[0]
    if response.status_code == 302 and target == reverse("wagtailadmin_login"):
        return "login"
    if response.status_code == 302 and target == reverse("wagtailadmin_home"):
        return "start"
    return str(response.status_code)


# wagtail-localize's report of translations pages through rows in no order.
@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
def test_every_address_answers_everybody_as_the_table_says(db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.UPLOADS_DIR = tmp_path, tmp_path / "uploads"
    unit, other_unit = factories.unit("Κέντρο Κοινότητας"), factories.unit("Διεύθυνση")
    application = factories.application(of=unit, is_sensitive=True)
    clients = people(application, other_unit)
    general, of_the_inbox = samples(application)
    of_forms = {
        "application_form_export": general | {"page_id": general["form_page"]},
        "application_form_import": general | {"page_id": general["form_list"]},
    }
    of_users = general | {"pk": get_user_model().objects.get(username="admin").pk}
    rows = set()
    for address in addresses.walk():
        is_inbox = address.name.startswith("applications:")
        is_user = address.name.startswith("wagtailusers_users:")
        others = of_users if is_user else of_forms.get(address.name, general)
        url = address.fill(of_the_inbox if is_inbox else others)
        for method in ("GET", "POST") if is_inbox else ("GET",):
            answers = [answer(clients[role], method, url) for role in ROLES]
            rows.add((address.route, method, address.name, *answers))

    lines = [HEAD.splitlines()[-1], " ".join(f"{role:<10}" for role in ROLES) + " address"]
    for route, method, name, *answers in sorted(rows):
        lines.append(" ".join(f"{each:<10}" for each in answers) + f" {method} {route}  {name}")
    table = HEAD + "\n".join(lines[1:]) + "\n"

    broken = [line for line in lines if re.match(r"(\w+ +){0,10}5\d\d ", line)]
    assert broken == []
    if os.environ.get("UPDATE_URL_MATRIX"):
        TABLE.write_text(table)
    before = TABLE.read_text() if TABLE.exists() else ""
    changes = difflib.unified_diff(before.splitlines(), table.splitlines(), "the table", "the site", n=0)
    assert before == table, "\n".join(changes)
