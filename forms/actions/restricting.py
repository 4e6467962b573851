"""
Making an application sensitive, so that only people named for it or for its form see it.

Being named opens nothing by itself: it takes the right for the unit too (`forms.permissions`).
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from forms import trail
from forms.actions.changing import NotInTurn, changing, record
from forms.enums import AccessKind, EventKind
from forms.models import Application, NamedReader


def restrict(application: Application, people: Iterable[Any], *, by: Any, version: int) -> Application:
    """
    Only `people`, who does it, and whoever is named for its whole form see it from now on.

    Done again, it changes who is named.
    """
    with changing(application, version, open_only=False) as row:
        row.is_sensitive = True
        note = _name({"application": row, "form": None}, {person.pk for person in people} | {by.pk})
        record(row, EventKind.RESTRICTED, by)
        trail.record(AccessKind.RIGHTS, by=by, application=row, note=f"readers {note}")
    return row


def unrestrict(application: Application, *, by: Any, version: int) -> Application:
    """Everybody sees it again who may see the unit's applications."""
    with changing(application, version, open_only=False) as row:
        if not row.is_sensitive:
            raise NotInTurn
        row.is_sensitive = False
        NamedReader.objects.filter(application=row).delete()
        record(row, EventKind.UNRESTRICTED, by)
    return row


@transaction.atomic
def name_for_form(form: UUID, people: Iterable[Any], *, among: Iterable[Any], by: Any) -> bool:
    """
    Of all `among`, these alone see the sensitive applications of a form; whether that changes anything.

    Who was named and isn't among them stays, for another unit may have named them.
    """
    chosen, offered = {person.pk for person in people}, {person.pk for person in among}
    named = set(NamedReader.objects.filter(form=form).values_list("user", flat=True))
    note = _name({"application": None, "form": form}, chosen | (named - offered))
    if note:
        trail.record(AccessKind.RIGHTS, by=by, note=f"readers of form {form} {note}")
    return bool(note)


def _name(place: dict[str, Any], wanted: set[int]) -> str:
    """Name exactly these users there; who came and who went, for the trail, by number."""
    named = set(NamedReader.objects.filter(**place).values_list("user", flat=True))
    NamedReader.objects.filter(**place, user__in=named - wanted).delete()
    for user in sorted(wanted - named):
        NamedReader.objects.get_or_create(**place, user_id=user)
    changes = [f"+{user}" for user in sorted(wanted - named)] + [
        f"-{user}" for user in sorted(named - wanted)
    ]
    return " ".join(changes)
