"""
What people ask and open, and whether it helped: counted by the month, without any trace of who.

There is no address, no session and no time finer than the hour. A question is counted under a keyed
hash, which is another each month; its text is kept from the third time on and never when it may point
to a person. What somebody asks again within ten minutes counts once, whichever web process they ask
(`search.once`). Counting must never be felt: it waits a quarter of a second for the database at most,
and what goes wrong is logged and let go.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import wraps

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Case, F, Max, Model, QuerySet, Sum, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from search import greek, once, sources
from search.models import Helpful, QueryClick, QueryCount
from search.models.query_count import HELD_BACK, LISTED_FROM, RARE
from search.personal import may_be_personal

logger = logging.getLogger(__name__)

KEPT_MONTHS = 13
"""A year, and the month it is compared with."""
PATIENCE = timedelta(milliseconds=250)
"""So long a page waits for somebody else's lock."""
SUMMED = ("times", "times_empty", "clicks")
MOST_CLICKS = 120
MOST_ANSWERS = 20
"""In a minute from everybody; in an hour about one page: beyond that it is a machine."""


def is_refused(request: HttpRequest) -> bool:
    """Whether the browser asks not to be counted, or fetches what nobody has asked for yet."""
    told = request.headers
    return told.get("Sec-GPC") == "1" or told.get("DNT") == "1" or "prefetch" in told.get("Sec-Purpose", "")


def _without_being_felt(counted: Callable[..., None]) -> Callable[..., None]:
    """Nobody waits for it, and no error of it reaches the page."""

    @wraps(counted)
    def quietly(*args, **kwargs) -> None:
        try:
            with _little_patience():
                counted(*args, **kwargs)
        except Exception as error:
            # By name only: its text may hold what somebody typed.
            logger.warning("%s was not counted: %s", counted.__name__, type(error).__name__)

    return quietly


@_without_being_felt
def count(text: str, language: str, total: int) -> None:
    """Somebody asked for `text` and got `total` results."""
    digest = digest_of(text, language)
    if not digest or not once.is_first(f"asked {digest}"):
        return
    kept = "" if may_be_personal(text) else text[:200]
    now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    _add(
        QueryCount(month=_month(now), language=language, digest=digest, counted_at=now),
        ("month", "language", "digest"),
        times=F("times") + 1,
        times_empty=F("times_empty") + int(total == 0),
        counted_at=now,
        text=Case(When(text="", times__gte=LISTED_FROM - 1, then=Value(kept)), default=F("text")),
    )


@_without_being_felt
def opened(text: str, language: str, key: str, *, is_first: bool) -> None:
    """Somebody opened the result `key` of `text`; `is_first` of those on their page. Both must exist."""
    digest = digest_of(text, language)
    asked = QueryCount.objects.filter(month=_month(timezone.localtime()), language=language, digest=digest)
    query = asked.first() if digest else None
    if query is None or not sources.still_public([key]):
        return
    if not once.is_first(f"opened {digest} {key}") or _is_flood("opened", MOST_CLICKS, 60):
        return
    if is_first and once.is_first(f"followed {digest}"):
        asked.filter(clicks__lt=F("times")).update(clicks=F("clicks") + 1)
    _add(QueryClick(query=query, key=key), ("query", "key"), times=F("times") + 1)


@_without_being_felt
def answered(path: str, *, is_yes: bool) -> None:
    """Somebody answered “Was this helpful?” on the page at `path`."""
    if not _is_flood(f"answered {path}", MOST_ANSWERS, 3600):
        name = "yes" if is_yes else "no"
        row = Helpful(month=_month(timezone.localtime()), path=path[:500])
        _add(row, ("month", "path"), **{name: F(name) + 1})


def digest_of(text: str, language: str) -> str:
    """One for all spellings of a question, within this month; "" when it holds no word."""
    form = " ".join(greek.tokens(text))
    month = _month(timezone.localtime()).isoformat()
    value = f"{month} {language} {form}"
    return form and salted_hmac("search.counting", value, algorithm="sha256").hexdigest()


def forget(now: datetime) -> int:
    """
    Delete what is older than KEPT_MONTHS, and the marks of `search.once`; how many rows.

    Of a month that is over, what isn't listed becomes two numbers a language: no digest stays.
    """
    this_month = _month(now)
    year, month = divmod(this_month.year * 12 + this_month.month - KEPT_MONTHS, 12)
    oldest = date(year, month + 1, 1)
    deleted = once.forget(now)
    deleted += sum(model.objects.filter(month__lt=oldest).delete()[0] for model in (QueryCount, Helpful))
    over = QueryCount.objects.filter(month__lt=this_month)
    return deleted + _sum_up(over.rare(), RARE) + _sum_up(over.held_back(), HELD_BACK)


def _sum_up(rows: QuerySet, digest: str) -> int:
    """Put one row a month and language, with `digest`, in the place of these; how many are gone."""
    rows = rows.exclude(digest=digest)
    with transaction.atomic():
        sums = rows.values("month", "language").annotate(Max("counted_at"), *map(Sum, SUMMED))
        for row in list(sums):
            _add(
                QueryCount(
                    month=row["month"],
                    language=row["language"],
                    digest=digest,
                    counted_at=row["counted_at__max"],
                ),
                ("month", "language", "digest"),
                **{name: F(name) + row[f"{name}__sum"] for name in SUMMED},
            )
        return rows.delete()[0]


def _add(row: Model, names: tuple[str, ...], **changes) -> None:
    """Change the row like this one by its `names`; make it when there is none yet."""
    model = type(row)
    same: QuerySet = model._default_manager.filter(**{name: getattr(row, name) for name in names})
    if not same.update(**changes):
        model._default_manager.bulk_create([row], ignore_conflicts=True)
        same.update(**changes)


def _month(moment: datetime) -> date:
    return timezone.localtime(moment).date().replace(day=1)


def _is_flood(what: str, most: int, seconds: int) -> bool:
    name = f"search-counting-flood-{_short(what)}"
    return not cache.add(name, 1, seconds) and cache.incr(name) > most


def _short(text: str) -> str:
    """As a part of a cache's key, which may be neither long nor odd."""
    return salted_hmac("search.counting.cache", text, algorithm="sha256").hexdigest()[:32]


@contextmanager
def _little_patience() -> Iterator[None]:
    """A transaction in which a lock of somebody else is waited for no longer than PATIENCE."""
    milliseconds = int(PATIENCE.total_seconds() * 1000)
    is_sqlite = connection.vendor == "sqlite"
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        try:
            with transaction.atomic():
                if not is_sqlite:
                    cursor.execute(f"SET LOCAL lock_timeout = {milliseconds}")
                yield
        finally:
            if is_sqlite:
                cursor.execute(f"PRAGMA busy_timeout = {usual}")
