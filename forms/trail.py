"""
The trail: who saw, changed or took along which application, when, and from where.

Rows are only ever added, here. Each is chained to the one before by a keyed hash (HMAC, so that who
can write into the database but has no key can't forge it); a row that was altered or removed shows.
"""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from forms import whence
from forms.crypto import blind_index
from forms.enums import AccessKind
from forms.models import Access, TrailHead


@transaction.atomic(savepoint=False)
def record(
    kind: AccessKind,
    *,
    by: Any = None,
    application: Any = None,
    application_id: uuid.UUID | None = None,
    note: str = "",
    count: int | None = None,
) -> Access:
    """
    Add a row, in the transaction of what it tells of.

    `application` where it is at hand, for its unit; else `application_id`. `note` says what exactly,
    or why, and never holds an answer or a name. `count` is how many applications an export held.
    """
    heads = TrailHead.objects.select_for_update()
    head = heads.filter(pk=1).first() or heads.get_or_create(pk=1)[0]
    row = Access(
        sequence=head.sequence + 1,
        kind=kind,
        application_id=application.pk if application else application_id,
        unit_id=application.unit_id if application else None,
        by=by,
        at=timezone.now(),
        address=whence.address(),
        note=note[:300],
        count=count,
    )
    row.digest = digest(row, head.digest)
    row.save(force_insert=True)
    TrailHead.objects.filter(pk=head.pk).update(sequence=row.sequence, digest=row.digest)
    return row


def digest(row: Access, before: str) -> str:
    """The keyed hash (hex) of a row that follows one with the hash `before`."""
    parts = [
        before,
        row.sequence,
        row.kind,
        row.application_id or "",
        row.unit_id or "",
        row.by_id or "",
        row.at.isoformat(),
        row.address or "",
        row.count if row.count is not None else "",
        row.note,
    ]
    return blind_index("trail", "\x1f".join(map(str, parts)))
