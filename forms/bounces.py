"""
Word of mail servers that a mail couldn't be delivered: delivery status notifications (RFC 3464).

Anybody can send one, so nothing in it is trusted, shown or kept but the code of the error. It counts
only for the Message-ID of a mail that has left lately: that is random, and only its recipient saw it.
"""

import os
import re
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import policy
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from forms.models import Mail

LARGEST = 256 * 1024
"""Bytes of a notification that are read: servers cut long mails off when they send them back."""

MOST_PARTS = 30
AT_ONCE = 1000
"""Files of a folder that one run looks at; the next goes on."""

LATE = timedelta(days=14)
"""After its sending, servers have given up on a mail long ago."""

MESSAGE_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([A-Za-z0-9.-]{1,253})>")
FOR_GOOD = re.compile(r"^Action:[ \t]*failed[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
STATUS_FIELD = re.compile(r"^Status:[ \t]*(5\.\d{1,3}\.\d{1,3})\b", re.IGNORECASE | re.MULTILINE)


def take(content: bytes, now: datetime) -> bool:
    """Mark the mail that a notification is about as come back; False where it is about none of ours."""
    told = read(content)
    if told is None:
        return False
    mail_id, status = told
    lately = Mail.objects.filter(pk=mail_id, sent_at__gt=now - LATE, sent_at__lte=now)
    return bool(lately.filter(bounced_at=None).update(bounced_at=now, last_error=status)) or lately.exists()


def read(content: bytes) -> tuple[UUID, str] | None:
    """Of which mail of ours a notification says that it failed for good, and its code, such as 5.1.1."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(content[:LARGEST])
        parts = list(_parts(message))
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return None
    if message.get_content_type() != "multipart/report":
        return None
    status = next((found for part in parts if (found := _status(part))), "")
    mail_id = next((found for part in parts if (found := _mail_id(part))), None)
    return (mail_id, status) if status and mail_id else None


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a report, each with what it encloses as text; no deeper, and not too many."""
    payload = message.get_payload()
    if isinstance(payload, list):
        yield from (part for part in payload[:MOST_PARTS] if isinstance(part, Message))


def _status(part: Message) -> str:
    """The code of a failure that is final: a delay, or a relayed mail, is none."""
    if part.get_content_type() != "message/delivery-status":
        return ""
    text = _enclosed(part)
    found = STATUS_FIELD.search(text)
    return found[1] if found and FOR_GOOD.search(text) else ""


def _mail_id(part: Message) -> UUID | None:
    """Ours, from the headers of the mail that is sent back, and of no other part."""
    if part.get_content_type() not in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
        return None
    headers = re.split(r"\r?\n\r?\n", _enclosed(part).lstrip(), maxsplit=1)[0]
    named = re.search(r"^Message-ID:\s*(\S{1,400})\s*$", headers, re.IGNORECASE | re.MULTILINE)
    found = MESSAGE_ID.fullmatch(named[1]) if named else None
    if found is None or found[2].lower() != urlsplit(settings.BASE_URL).hostname:
        return None
    return UUID(found[1])


def _enclosed(part: Message) -> str:
    """What a part holds, as text: the parser reads enclosed messages into objects."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n\n".join(
            "\n".join(f"{name}: {value}" for name, value in inner.items())
            for inner in payload[:MOST_PARTS]
            if isinstance(inner, Message)
        )
    return str(payload)


def take_folder(folder: Path, now: datetime) -> tuple[int, int]:
    """
    Take what lies new in a Maildir: how many counted, and how many did not.

    One that counted is deleted, for it names the recipient; any other is left as seen, for people.
    """
    taken, left = 0, 0
    for path in sorted((folder / "new").iterdir())[:AT_ONCE]:
        content = _content(path)
        if content is None:
            continue
        if take(content, now):
            path.unlink(missing_ok=True)
            taken += 1
        else:
            (folder / "cur").mkdir(mode=0o700, exist_ok=True)
            path.rename(folder / "cur" / f"{path.name.split(':')[0]}:2,S")
            left += 1
    return taken, left


def _content(path: Path) -> bytes | None:
    """The beginning of a plain file; None for anything else, such as a link that leads elsewhere."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return file.read(LARGEST)
