"""What the list can be narrowed by, as it stands in its address."""

import re
from uuid import UUID

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from django_filters.widgets import DateRangeWidget
from wagtail.admin.filters import WagtailFilterSet

from forms import deadlines, reference
from forms.enums import Channel, LookupKind, State
from forms.inbox.queues import ANSWERED, IS_OPEN, QUEUES, UNREAD, conditions
from forms.models import Application, LookupHash, Mail
from forms.undelivered import CAME_BACK, FAILED
from forms.workflow import label_of

ANY = pgettext_lazy("filter", "All")
DIGEST = re.compile(r"[0-9a-f]{64}")

WITHIN = [0, 1, 2, 3, 5, 10, 20]
"""Working days within which something may be asked to be due."""
DAYS = ngettext_lazy("Within %(days)d working day, or late", "Within %(days)d working days, or late", "days")
DUE = [("overdue", _("Late"))] + [
    (str(days), DAYS % {"days": days} if days else _("Today, or late")) for days in WITHIN
]

GREEK = Q(language=settings.LANGUAGE_CODE)
UNDELIVERED = Exists(Mail.objects.filter(FAILED | CAME_BACK, application=OuterRef("pk")))

ONLY: dict[str, tuple[str, Q]] = {
    "unread": (_("Not opened yet"), UNREAD),
    "answered": (_("Answered by the applicant"), ANSWERED),
    "foreign": (_("Needs translation"), ~GREEK),
    "sensitive": (_("Sensitive"), Q(is_sensitive=True)),
    "held": (_("Kept beyond its time"), Q(held_at__isnull=False)),
    "undelivered": (_("A mail failed"), Q(UNDELIVERED)),
}
"""What an application may be, and which are: several together narrow further."""


ENDS = [_("Received from"), _("Received until")]


class Days(DateRangeWidget):
    """Two native date inputs: `sent_at_from` and `sent_at_to`."""

    suffixes = ["from", "to"]

    def __init__(self, attrs=None):
        super().__init__({"type": "date"} | (attrs or {}))

    def get_context(self, *args, **kwargs):
        context = super().get_context(*args, **kwargs)
        for part, label in zip(context["widget"]["subwidgets"], ENDS, strict=True):
            part["attrs"]["aria-label"] = label
        return context


class ApplicationFilterSet(WagtailFilterSet):
    """
    `counts` name the forms, units and colleagues that there are to choose from.

    An unknown name in the address is an error like an unknown value: a link that says it narrows
    the list must never show all of it.
    """

    queue = django_filters.ChoiceFilter(
        choices=[(queue.key, queue.label) for queue in QUEUES],
        widget=forms.HiddenInput,
        method="filter_queue",
    )
    q = django_filters.CharFilter(label=_("Reference"), widget=forms.HiddenInput, method="filter_reference")
    person = django_filters.CharFilter(label=_("Person"), widget=forms.HiddenInput, method="filter_person")
    form = django_filters.ChoiceFilter(label=_("Form"), empty_label=ANY)
    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=State.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,  # it would compare whole rows, sealed answers and all
    )
    assignee = django_filters.ChoiceFilter(
        label=_("Assigned to"), empty_label=_("Anybody or nobody"), method="filter_assignee"
    )
    due = django_filters.ChoiceFilter(label=_("Due"), choices=DUE, empty_label=ANY, method="filter_due")
    unit = django_filters.ChoiceFilter(label=_("Unit"), empty_label=ANY)
    channel = django_filters.MultipleChoiceFilter(
        label=_("How it came in"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    sent_at = django_filters.DateFromToRangeFilter(label=_("Received from and until"), widget=Days)
    only = django_filters.MultipleChoiceFilter(
        label=_("Only those"),
        choices=[(key, label) for key, (label, _rows) in ONLY.items()],
        widget=forms.CheckboxSelectMultiple,
        method="filter_only",
    )

    class Meta:
        model = Application
        fields = []

    def __init__(self, *args, counts, **kwargs):
        super().__init__(*args, **kwargs)
        people = [("me", _("Me")), ("nobody", _("Nobody")), *counts.colleagues]
        for name, choices in (("form", counts.forms), ("unit", counts.units), ("assignee", people)):
            self.filters[name].extra["choices"] = choices
        form = self.data.get("form", "")
        if form in dict(counts.forms):
            self.filters["state"].extra["choices"] = [
                (state, label_of(state, UUID(form))) for state in State.values
            ]

    def is_valid(self):
        return super().is_valid() and not self.unknown

    @property
    def unknown(self) -> set[str]:
        """Names in the address that are none of a filter."""
        names = {f"{name}{end}" for name in self.filters for end in ("", "_from", "_to")}
        return set(self.data) - names - {"p", "ordering"}

    def filter_queue(self, queryset, name, value):
        return queryset.filter(conditions(self.request.user)[value])

    def filter_reference(self, queryset, name, value):
        return queryset.with_reference(reference.normalise(value))

    def filter_person(self, queryset, name, value):
        """`value` is the keyed hash of an AMKA, a phone or an e-mail address, as `finding` makes it."""
        if not DIGEST.fullmatch(value):
            return queryset.none()
        given = LookupHash.objects.filter(kind__in=LookupKind.values, digest=value)
        return queryset.filter(pk__in=given.values("application"), anonymised_at=None)

    def filter_assignee(self, queryset, name, value):
        if value == "nobody":
            return queryset.unassigned()
        return queryset.filter(assignee=self.request.user.pk if value == "me" else int(value))

    def filter_due(self, queryset, name, value):
        today = timezone.localdate()
        if value == "overdue":
            return queryset.filter(deadlines.red(today))
        return queryset.filter(IS_OPEN, due_on__lte=deadlines.add_working_days(today, int(value)))

    def filter_only(self, queryset, name, value):
        for key in value:
            _label, rows = ONLY[key]
            queryset = queryset.filter(rows)
        return queryset
