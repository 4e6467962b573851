"""
What people asked, in which words nothing was found, what they opened, and which pages helped.

Read from counts that tell of nobody: see `search.counting`. Nothing that came less than three times is
listed; such questions are only added up.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from search import greek, sources
from search.models import Helpful, QueryClick, QueryCount
from search.models.query_count import LISTED_FROM

MOST_RESULTS = 200
"""So many results at most are listed as opened: each is looked up."""


@dataclass
class Question:
    """A question in all its spellings, summed up over months and languages."""

    text: str
    times: int = 0
    times_empty: int = 0
    clicks: int = 0

    @property
    def share_opened(self) -> int:
        """Of a hundred who asked, how many opened something."""
        return share(self.clicks, self.times)


@dataclass(frozen=True)
class Opened:
    """A result; without title and address when the public sees it no more."""

    key: str
    times: int
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Helped:
    """Answers about one page."""

    path: str
    yes: int
    no: int

    @property
    def share_yes(self) -> int:
        return share(self.yes, self.yes + self.no)


@dataclass
class Report:
    """Of one month or all that are kept, and of one language or all."""

    month: date | None = None
    language: str = ""
    questions: list[Question] = field(init=False)
    totals: Question = field(init=False)
    asked_rarely: int = field(init=False)
    """How often something was asked that came less than three times."""
    held_back: int = field(init=False)
    """How often something was asked that isn't shown because it may point to a person."""

    def __post_init__(self):
        rows = self._of_period(QueryCount.objects.all())
        self.questions = _by_spelling(rows.listed())
        sums = rows.aggregate(*(Sum(name, default=0) for name in ("times", "times_empty", "clicks")))
        self.totals = Question("", *sums.values())
        self.asked_rarely, self.held_back = (
            unnamed.aggregate(sum=Sum("times", default=0))["sum"]
            for unnamed in (rows.rare(), rows.held_back())
        )

    @property
    def empty(self) -> list[Question]:
        """Questions to which nothing was found, the most frequent first."""
        found_nothing = (question for question in self.questions if question.times_empty)
        return sorted(found_nothing, key=lambda question: (-question.times_empty, question.text))

    @property
    def share_empty(self) -> int:
        return share(self.totals.times_empty, self.totals.times)

    @property
    def opened(self) -> list[Opened]:
        """Results by how often they were opened."""
        clicks = QueryClick.objects.filter(query__in=self._of_period(QueryCount.objects.all()))
        sums = clicks.values("key").annotate(sum=Sum("times")).filter(sum__gte=LISTED_FROM)
        times = dict(sums.order_by("-sum", "key").values_list("key", "sum")[:MOST_RESULTS])
        found = {document.key: document for document in sources.documents(list(times))}
        return [
            Opened(key, sum, found[key].title, found[key].url) if key in found else Opened(key, sum)
            for key, sum in times.items()
        ]

    @property
    def helped(self) -> list[Helped]:
        """Pages with three answers or more, those that helped least first."""
        rows = Helpful.objects.all()
        if self.month:
            rows = rows.filter(month=self.month)
        sums = rows.values("path").annotate(yes_sum=Sum("yes"), no_sum=Sum("no")).order_by("path")
        pages = [Helped(row["path"], row["yes_sum"], row["no_sum"]) for row in sums]
        enough = [page for page in pages if page.yes + page.no >= LISTED_FROM]
        return sorted(enough, key=lambda page: (page.share_yes, -page.no))

    def _of_period(self, rows: QuerySet) -> QuerySet:
        if self.month:
            rows = rows.filter(month=self.month)
        return rows.filter(language=self.language) if self.language else rows


def months() -> list[date]:
    """Those with anything to report, the last first."""
    found = {*QueryCount.objects.values_list("month", flat=True).distinct()}
    found |= {*Helpful.objects.values_list("month", flat=True).distinct()}
    return sorted(found, reverse=True)


def share(part: int, whole: int) -> int:
    """In percent, rounded."""
    return round(100 * part / whole) if whole else 0


def _by_spelling(rows: QuerySet) -> list[Question]:
    """The most frequent first; of several spellings the latest is shown."""
    found: dict[str, Question] = defaultdict(lambda: Question(""))
    for text, *numbers in rows.order_by("month", "pk").values_list("text", "times", "times_empty", "clicks"):
        question = found[" ".join(greek.tokens(text))]
        question.text = text
        question.times += numbers[0]
        question.times_empty += numbers[1]
        question.clicks += numbers[2]
    return sorted(found.values(), key=lambda question: (-question.times, question.text))


TABLES = {
    "questions": _("What people ask"),
    "empty": _("Questions without a result"),
    "opened": _("What people open"),
    "helped": _("Was it helpful?"),
}
"""In the order of the page; the key is the name of the table's CSV."""
