"""
The lines of the list, each made ready in Python for one template.

Wagtail's table renders a template for every cell: at fifty lines of ten cells that is most of the
page's time. No answer, no name of an applicant and nothing about health stands in a line.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, Table

from forms import deadlines
from forms.deadlines import Standing
from forms.inbox.columns import assignee_of, reference_of
from forms.models import Application
from forms.permissions import policy
from forms.workflow import staff_label

SOON = {"red", "amber"}


@dataclass(frozen=True)
class Mark:
    """Something to know before opening an application; `kind` is its look."""

    kind: str
    label: str


@dataclass(frozen=True)
class Row:
    application: Application
    url: str
    reference: str
    state: str
    """What staff call its state."""
    standing: Standing
    assignee: str
    unit: str
    marks: list[Mark]
    reasons: list[str]
    """Why it needs this person now; empty when that isn't asked."""


class InboxTable(Table):
    """Wagtail's table with its headings; the lines come from `Row`s, in one template."""

    template_name = "forms/inbox/table.html"

    def __init__(self, *args, with_reasons: bool, with_units: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.with_reasons, self.with_units = with_reasons, with_units

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"rows": self.data}


def columns(*, with_reasons: bool, with_units: bool) -> list[Column]:
    shown = [
        Column("reference", label=_("Reference")),
        Column("reasons", label=_("Why now")) if with_reasons else None,
        Column("form", label=_("Form and unit") if with_units else _("Form"), sort_key="form"),
        Column("state", label=_("State"), sort_key="state"),
        Column("due", label=_("Due"), sort_key="due"),
        Column("assignee", label=_("Assigned to")),
        Column("sent_at", label=_("Received"), sort_key="sent_at"),
    ]
    return [column for column in shown if column]


def rows_of(applications: Iterable[Application], user, *, with_reasons: bool) -> list[Row]:
    """`applications` come with their unit, their assignee and `is_undelivered`."""
    return [row_of(application, user, with_reasons) for application in applications]


def row_of(application: Application, user, with_reasons: bool) -> Row:
    standing = deadlines.standing(application)
    return Row(
        application=application,
        url=reverse("applications:detail", args=[application.pk]),
        reference=reference_of(application),
        state=staff_label(application),
        standing=standing,
        assignee=assignee_of(application),
        unit=application.unit.name,
        marks=marks_of(application),
        reasons=reasons_of(application, user, standing) if with_reasons else [],
    )


def marks_of(application: Application) -> list[Mark]:
    held = {
        "new": (application.first_read_at is None, pgettext("application", "new")),
        "answered": (application.is_open and application.answered_at is not None, _("answered")),
        "sensitive": (application.is_sensitive, _("sensitive")),
        "foreign": (application.language != settings.LANGUAGE_CODE, language_of(application)),
        "undelivered": (application.is_undelivered, _("a mail failed")),
        "held": (application.held_at is not None, _("kept longer")),
    }
    return [Mark(kind, label) for kind, (is_so, label) in held.items() if is_so]


def language_of(application: Application) -> str:
    try:
        return str(get_language_info(application.language)["name_translated"])
    except KeyError:
        return application.language


def reasons_of(application: Application, user, standing: Standing) -> list[str]:
    """Why the application lies in the queue "What needs me now" of this user, in its order."""
    may_work = policy.user_may(user, "change", application.unit_id, application.form)
    reasons = {
        _("It is yours"): application.assignee_id == user.pk,
        _("Nobody has it"): may_work and application.assignee_id is None,
        _("The applicant answered"): may_work and application.answered_at is not None,
        _("Its time is over"): may_work and standing.kind == "red",
        _("Its time ends soon"): may_work and standing.kind == "amber",
    }
    return [reason for reason, is_so in reasons.items() if is_so]
