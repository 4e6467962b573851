"""The inventory of personal data says of every field what it is, and the record is written from it."""

from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import translation

from forms.crypto import Sealed
from forms.inventory import Sensitivity, fields_of
from forms.inventory.purposes import ALL
from forms.inventory.record import record
from forms.inventory.tables import TABLES
from forms.management.commands.ropa import KEPT

OURS = {"applications", "home", "services_guide", "search"}


def models(ours):
    every = apps.get_models(include_auto_created=True)
    return {model._meta.label: model for model in every if (model._meta.app_label in OURS) == ours}


def test_every_field_of_every_table_of_ours_has_a_class():
    listed = {label: set(table.classes()) for label, table in TABLES.items() if table.is_ours}

    assert listed == {label: set(fields_of(model)) for label, model in models(ours=True).items()}


def test_what_is_listed_of_the_tables_of_others_is_there():
    theirs = models(ours=False)

    for label, table in TABLES.items():
        if not table.is_ours:
            assert table.classes().keys() <= set(fields_of(theirs[label])), label


def test_no_table_of_others_names_a_user_without_being_listed():
    user = get_user_model()
    for label, model in models(ours=False).items():
        for field in model._meta.local_fields:
            tells = field.related_model is user or field.name in {"ip_address", "username", "email"}
            if tells:
                assert TABLES[label].classes()[field.name] is Sensitivity.PERSONAL, f"{label}.{field.name}"


def test_what_is_sealed_is_personal_at_least():
    for label, model in models(ours=True).items():
        classes = TABLES[label].classes()
        for name, held in vars(model).items():
            if isinstance(held, Sealed):
                assert classes[f"sealed_{name}"] in (Sensitivity.PERSONAL, Sensitivity.SPECIAL), label


def test_every_purpose_says_why_on_what_ground_and_how_long():
    assert {table.purpose.key for table in TABLES.values()} == {purpose.key for purpose in ALL}
    with translation.override("en"):
        for purpose in ALL:
            assert all(len(str(text)) > 3 for text in vars(purpose).values()), purpose.key
            assert "GDPR art." in str(purpose.basis)


def test_the_kept_record_is_that_of_the_inventory():
    with translation.override("en"):
        assert (settings.BASE_DIR / KEPT).read_text() == record(), "run manage.py ropa"


@pytest.mark.parametrize(("language", "title"), [("en", "# Record of processing"), ("el", "# ")])
def test_the_record_can_be_printed_in_either_language(language, title):
    printed = StringIO()
    call_command("ropa", language=language, stdout=printed)

    assert printed.getvalue().startswith(title)
    for label in TABLES:
        assert f"`{label}`" in printed.getvalue()
