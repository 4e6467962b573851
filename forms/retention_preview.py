"""What the next night's run will remove, and what somebody holds back from it. Nothing is written."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from forms import retention
from forms.enums import AfterRetention, State
from forms.models import Application, FormVersion
from forms.promise import keep_until, then


@dataclass(frozen=True)
class Due:
    """Applications of one form and outcome whose time has come."""

    form_title: str
    state: str
    then: str
    """One of AfterRetention."""
    count: int

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def then_label(self) -> str:
        return str(AfterRetention(self.then).label)


@dataclass(frozen=True)
class Held:
    """Applications of one form that somebody holds; `over` of them would be gone but for that."""

    form_title: str
    count: int
    over: int


def next_run(now: datetime) -> date:
    """The day whose first minutes bring the next run: tonight's, to whoever asks by day."""
    return timezone.localdate(now) + timedelta(days=1)


def due(today: date, reach: Q | None = None) -> list[Due]:
    """What a run on `today` removes, of the applications in `reach`, by form and outcome."""
    reach = reach or Q()
    groups = retention.over(today).filter(reach).order_by().values("form_title", "state", "version")
    counts: Counter[tuple[str, str, str]] = Counter()
    versions: dict[int, str] = {}
    for group in groups.annotate(count=Count("pk")):
        if group["version"] not in versions:
            versions[group["version"]] = then(FormVersion.objects.get(pk=group["version"]))
        counts[group["form_title"], group["state"], versions[group["version"]]] += group["count"]
    for row in retention.without_day(reach & Q(held_at=None)):
        if (day := keep_until(row)) and day < today:
            counts[row.form_title, row.state, then(row.version)] += 1
    return [Due(*kind, count) for kind, count in sorted(counts.items())]


def held(today: date, reach: Q | None = None) -> list[Held]:
    """What somebody holds, by form."""
    rows = held_rows().filter(reach or Q()).order_by("form_title").values("form_title")
    past = Count("pk", filter=Q(keep_until__lt=today))
    return [Held(**group) for group in rows.annotate(count=Count("pk"), over=past)]


def held_rows() -> QuerySet[Application]:
    return Application.objects.filter(held_at__isnull=False, anonymised_at=None)


def endless(reach: Q | None = None) -> int:
    """How many applications have ended without their senders having been promised any end."""
    return sum(keep_until(row) is None for row in retention.without_day(reach))
