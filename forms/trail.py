"""
The trail: who saw, changed or took along which application, when, and from where.

Rows are only ever added, here. Each is chained to the one before by a keyed hash (HMAC, so that who
can write into the database but has no key can't forge it); `forms.trail_check` proves the chain.
"""

import ipaddress
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
    Add a row, in the transaction of what it tells of; outside of one, it is written at once and stays
    whatever becomes of the request.

    `application` where it is at hand, for its unit; else `application_id`. `note` says what exactly,
    or why, and never holds an answer or a name. `count` is how many applications an export held.

    The chain's head stays locked until the transaction ends: so lock applications before, never
    after, and let nothing slow follow.
    """
    head = lock_head()
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
    head.sequence, head.digest = row.sequence, row.digest
    keep_head(head)
    return row


def lock_head() -> TrailHead:
    """The chain's ends, locked; made at the very first row."""
    heads = TrailHead.objects.select_for_update()
    return heads.filter(pk=1).first() or heads.get_or_create(pk=1, defaults={"seal": seal_of(TrailHead())})[0]


def keep_head(head: TrailHead) -> None:
    head.seal = seal_of(head)
    head.save(force_update=True)


def digest(row: Access, before: str) -> str:
    """The keyed hash (hex) of a row that follows one with the hash `before`."""
    return _hash(
        "trail",
        before,
        row.sequence,
        row.kind,
        row.application_id or "",
        row.unit_id or "",
        row.by_id or "",
        row.at.isoformat(),
        # Databases write one address in several ways; its bytes are the same in all.
        ipaddress.ip_address(row.address).packed.hex() if row.address else "",
        row.count if row.count is not None else "",
        row.note,
    )


def seal_of(head: TrailHead) -> str:
    """The keyed hash (hex) that says that we set the ends of the chain."""
    return _hash("trail head", head.sequence, head.digest, head.first_sequence, head.first_digest)


def _hash(kind: str, *parts: Any) -> str:
    return blind_index(kind, "\x1f".join(map(str, parts)))
