"""
How often something may be done from one address, to one form, by one draft: counted in `Tally`.

Counted in fixed spans in the database, so that all processes share one count, and under a keyed
hash, so that the table names nobody. Tallies whose span is over say nothing and are swept away.

    @limits.answers_politely
    def find(request, page):
        limits.count("status", limits.address_of(request))
"""

import ipaddress
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from forms import whence
from forms.crypto import blind_index
from forms.models import Draft, Tally

logger = logging.getLogger(__name__)

MINUTES = timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """`most` times in each `span`."""

    most: int
    span: timedelta


LIMITS = {
    # Beginning costs a row. A library, a school or a phone company's whole cell has one address.
    "start": Limit(30, HOUR),
    # security.md R55: ten sent an hour from an address. For each form, and only those that are
    # really sent: neighbours behind one address of a phone company don't all want the same form in
    # the same hour, and nothing that staff key in for people at the counter counts.
    "send": Limit(10, HOUR),
    # One form from all addresses together: a hundred times the busiest hour an office of this size
    # has, but what many machines send at once ends here, before it buries what people sent.
    "form": Limit(300, HOUR),
    # R55: thirty an hour for a draft, which holds ten: each may be taken twice again.
    "upload": Limit(30, HOUR),
    # R22: what one address may bring a day, however many drafts it begins.
    "upload_address": Limit(300, DAY),
    # R38: guesses of a reference, by address and by the reference guessed.
    "status": Limit(10, 10 * MINUTES),
    # Codes of documents: an office that is shown many papers a day checks them from one address.
    "verify": Limit(30, 10 * MINUTES),
    # Guesses of the printed code, and of the link, that lead back to a draft.
    "return": Limit(10, 10 * MINUTES),
    # Mails with a link that one draft may cause: more is somebody filling another's mailbox.
    "link": Limit(5, HOUR),
    # R30: tries to sign in from one address, right ones too. A whole office has one address, and all
    # its people begin at eight; wrong ones of one person are counted apart, by django-axes.
    "sign_in": Limit(60, 10 * MINUTES),
    # Mails to who says they forgot the password.
    "password": Limit(10, HOUR),
}


class TooOften(Exception):
    """The limit of a kind is reached; it opens again after `retry_after`."""

    def __init__(self, kind: str, retry_after: timedelta):
        super().__init__(f"{kind}: again in {retry_after}")
        self.retry_after = retry_after


def count(kind: str, subject: str) -> None:
    """
    Count one more of `kind` for `subject`: an address, a form, a draft, a reference in its normal form.

    Raises TooOften once the limit is reached; what is refused isn't counted. An empty subject, an
    address nobody knows, has no limit. Within a transaction that is rolled back nothing was counted.
    """
    if not subject:
        return
    limit, now = LIMITS[kind], timezone.now()
    since = start_of_span(now, limit.span)
    tally = Tally(kind=kind, digest=blind_index(f"tally {kind}", subject), since=since)
    most = limit.most * settings.FORMS_LIMITS_FACTOR
    if _added_to(tally, most):
        return
    Tally.objects.bulk_create([tally], ignore_conflicts=True)
    if not _added_to(tally, most):
        raise TooOften(kind, since + limit.span - now)


def count_start(request: HttpRequest) -> None:
    """Somebody begins an application from the outside."""
    count("start", address_of(request))


def count_sending(request: HttpRequest, draft: Draft) -> None:
    """
    Somebody sends `draft`. What staff key in for others has no limit: it all comes from one address.
    """
    if draft.entered_by_id is None:
        address = address_of(request)
        count("send", f"{address} {draft.form}" if address else "")
        count("form", str(draft.form))


def address_of(request: HttpRequest) -> str:
    """
    Who asks, as far as limits go: an IPv4 address, or the network that one household has in IPv6.

    Where it is read from says `forms.whence.client`. "" when no proxy says: then the proxy's own
    address would make one of the whole town.
    """
    client = whence.client(request)
    if client is None:
        if settings.TRUSTED_PROXIES:
            logger.warning("The proxy sends no X-Forwarded-For: nothing is limited by address.")
        return ""
    address = ipaddress.ip_address(client)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return client


def answers_politely(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Where the view says TooOften, a page tells when to try again (429), and leads back.

    No redirect, although it may answer a POST: only this very answer can carry the status. What was
    typed is in the draft already, for limits are asked after it was kept.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, page: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, page, *args, **kwargs)
        except TooOften as too_often:
            return too_often_page(request, page, too_often)

    return wrapped


def too_often_page(request: HttpRequest, page: Any, too_often: TooOften) -> HttpResponse:
    """The answer to what was tried too often below `page`."""
    seconds = max(1, ceil(too_often.retry_after.total_seconds()))
    now = timezone.localtime()
    # Times are told in minutes, so the next full one is the first that is surely late enough.
    again_at = (now + timedelta(seconds=seconds + 59)).replace(second=0, microsecond=0)
    context = {
        "page": page,
        "again_at": again_at,
        "is_today": again_at.date() == now.date(),
        "back_url": request.path,
    }
    response = TemplateResponse(request, "forms/apply/too_often.html", context, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def sweep(now: datetime) -> int:
    """Delete tallies that are over, whatever their kind; how many."""
    longest = max(limit.span for limit in LIMITS.values())
    deleted, _by_model = Tally.objects.filter(since__lte=now - longest).delete()
    return deleted


def start_of_span(moment: datetime, span: timedelta) -> datetime:
    """When the span that `moment` lies in began; spans follow one another from 1970 on."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return moment - (moment - epoch) % span


def _added_to(tally: Tally, most: int) -> bool:
    """Whether the row is there and had room for one more: asked and added in one statement."""
    same = Tally.objects.filter(kind=tally.kind, digest=tally.digest, since=tally.since)
    return same.filter(count__lt=most).update(count=F("count") + 1) == 1
