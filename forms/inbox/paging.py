"""The orders of the list, and how the rows of one page are found among very many."""

from django.db.models import F, IntegerField, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator

from forms.inbox.filters import UNDELIVERED
from forms.inbox.queues import NOW
from forms.models import Application

ORDERINGS = {
    "-sent_at": ["-sent_at", "-pk"],
    "sent_at": ["sent_at", "pk"],
    "due": [F("due_on").asc(nulls_last=True), "sent_at", "pk"],
    "-due": [F("due_on").desc(nulls_first=True), "-sent_at", "-pk"],
    "state": ["state", "-sent_at", "-pk"],
    "-state": ["-state", "sent_at", "pk"],
    "form": ["form_title", "-sent_at", "-pk"],
    "-form": ["-form_title", "sent_at", "pk"],
}
"""
By the column's key; each is an index of the table, read forwards or backwards.

By due date, what has none comes last, and of that first what came first.
"""

LABELS = {
    "-sent_at": _("Newest first"),
    "sent_at": _("Oldest first"),
    "due": _("Due first"),
    "state": _("By state"),
    "form": _("By form"),
}
"""Those that are offered where the headings of the columns don't show."""

BY_DUE = {NOW, "due"}
"""Queues in which what is due first stands first."""


def usual_ordering(queue: str) -> str:
    return "due" if queue in BY_DUE else "-sent_at"


class HowMany(Subquery):
    """The number of rows of a queryset, as a column beside others."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class Pages(WagtailPaginator):
    """
    Pages of large rows.

    Their ids are looked for in an index alone, from the nearer end where the number of all is known
    beforehand (`known`), and only then are the rows fetched: the last page would otherwise pass by
    all of them. Where it isn't known, it comes with the rows, in the same query.
    """

    def __init__(self, *args, ordering: str, known: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.ordering = ordering
        if known is not None:
            self.count = known
        self.is_known = known is not None

    def get_page(self, number):
        if not self.is_known:
            first = (int(number) - 1) * self.per_page if is_page_number(number) else 0
            total = HowMany(self.object_list.order_by().values("pk"))
            rows = list(self.rows(self.object_list[first : first + self.per_page]).annotate(total=total))
            if rows or not first:
                self.count = rows[0].total if rows else 0
                return self._get_page(rows, first // self.per_page + 1, self)
        return super().get_page(number)

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if first > self.count / 2:
            found = self.object_list.reverse()[self.count - last : self.count - first]
        else:
            found = self.object_list[first:last]
        return self._get_page(self.rows(found), number, self)

    def rows(self, found: QuerySet[Application]) -> QuerySet[Application]:
        """Those found, with what a line of the list shows beside them."""
        rows = Application.objects.filter(pk__in=found.values("pk")).order_by(*ORDERINGS[self.ordering])
        return rows.select_related("unit", "assignee").annotate(is_undelivered=UNDELIVERED)


def is_page_number(text: str | None) -> bool:
    return bool(text) and text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0
