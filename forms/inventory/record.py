"""The record of processing activities (GDPR art. 30), written from the inventory."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from forms.inventory import Purpose, Table
from forms.inventory.purposes import ALL
from forms.inventory.tables import TABLES


def record() -> str:
    """All of it as Markdown, in the language that is active."""
    return "\n".join(line for part in (head(), *map(activity, ALL)) for line in part).rstrip() + "\n"


def head() -> Iterator[str]:
    yield "# " + _("Record of processing activities")
    yield ""
    yield _(
        "GDPR art. 30(1). Written by `manage.py ropa` from the inventory in the code (`forms/inventory/`), "
        "which a test holds against the database: change it there, not here."
    )
    yield ""
    for label, text in (
        (_("Controller"), _("the Municipality, Directorate of Social Protection")),
        (_("Data protection officer"), _("to be named by the Municipality on its privacy page")),
        (_("Third countries"), _("none; nothing leaves the server but mail to those it is for")),
        (
            _("Safeguards"),
            _(
                "answers, notes, messages, files and documents sealed with AES-256-GCM; search by keyed "
                "hashes; a second factor; rights by unit and form; every look recorded in a chain that "
                "shows what is missing (docs/security.md)"
            ),
        ),
    ):
        yield f"- **{label}:** {text}"
    yield ""


def activity(purpose: Purpose) -> Iterator[str]:
    yield f"## {purpose.name}"
    yield ""
    for label, text in (
        (_("Purpose"), purpose.why),
        (_("Legal basis"), purpose.basis),
        (_("People"), purpose.people),
        (_("Data"), purpose.data),
        (_("Recipients"), purpose.recipients),
        (_("Kept"), purpose.kept),
    ):
        yield f"- **{label}:** {text}"
    yield ""
    yield "| " + " | ".join((_("Table"), _("Class"), _("Fields"))) + " |"
    yield "|---|---|---|"
    for label, table in TABLES.items():
        if table.purpose is purpose:
            yield from rows(label, table)
    yield ""


def rows(label: str, table: Table) -> Iterator[str]:
    """One a class; where the table is kept for another time, that stands with its name."""
    name = f"`{label}`" + (f" ({table.kept})" if table.kept else "")
    by_class: dict = {}
    for field, sensitivity in table.classes().items():
        by_class.setdefault(sensitivity, []).append(f"`{field}`")
    for sensitivity, fields in by_class.items():
        yield f"| {name} | {sensitivity.label} | {', '.join(fields)} |"
