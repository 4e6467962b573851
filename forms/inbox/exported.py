"""
What of the list leaves in an export: columns, and the lines one by one.

Answers leave only on request, and only of applications that the person may see; of every AMKA only
the last two digits do.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from forms.crypto import CannotOpen
from forms.definition import Definition
from forms.inbox.answers import IN_CLEAR
from forms.inbox.columns import reference_of
from forms.inbox.masking import covered, mask_amka
from forms.models import Application, FormVersion
from forms.permissions import policy
from forms.workflow import staff_label

AT_ONCE = 500
"""Rows read from the database at a time, so that an export of any length needs little memory."""

Asked = tuple[str, str]
"""Key and label of a question: forms differ in what they ask under one key."""


class Exported:
    """`rows` is what leaves, at most `count` of it: no more than was recorded."""

    def __init__(self, rows: QuerySet[Application], count: int, user: Any, *, with_answers: bool):
        self.rows, self.count, self.user, self.with_answers = rows, count, user, with_answers
        self.language = translation.get_language()

    def __iter__(self) -> Iterator[list[Any]]:
        """Headings, then one line an application. Read while it is sent: the language is kept."""
        with translation.override(self.language):
            head = self.headings()
        yield head
        found = self.rows.select_related("unit", "assignee", "closing_reason")[: self.count]
        for application in found.iterator(chunk_size=AT_ONCE):
            with translation.override(self.language):
                line = [*self.facts(application), *(self.answers(application) if self.with_answers else ())]
            yield line

    def headings(self) -> list[str]:
        facts = [
            _("Reference"),
            _("Form"),
            _("State"),
            _("Closing reason"),
            _("Received"),
            _("How it came in"),
            _("Language"),
            _("Unit"),
            _("Assigned to"),
            _("Due"),
            _("Decided"),
            _("Sensitive"),
        ]
        return facts + ([label for _key, label in self.asked] if self.with_answers else [])

    def facts(self, application: Application) -> list[Any]:
        assignee, reason = application.assignee, application.closing_reason
        return [
            reference_of(application),
            application.form_title,
            staff_label(application),
            str(reason) if reason else "",
            application.sent_at,
            application.get_channel_display(),
            application.language,
            application.unit.name,
            get_user_display_name(assignee) if assignee else "",
            application.due_on,
            application.decided_at and timezone.localdate(application.decided_at),
            _("yes") if application.is_sensitive else "",
        ]

    def answers(self, application: Application) -> list[str]:
        """By the columns of `asked`; empty for what wasn't asked, can't be opened, or isn't theirs to see."""
        if not policy.user_may(self.user, "view", application.unit_id, application.form):
            return [""] * len(self.asked)
        try:
            given = application.answers
        except CannotOpen:
            return [""] * len(self.asked)
        definition = self.definitions[application.greek_version_id]
        said = {
            (question.key, question.label): masked(question.kind, text)
            for _step, rows in definition.answered(given)
            for question, text in rows
        }
        return [said.get(column, "") for column in self.asked]

    @cached_property
    def definitions(self) -> dict[int, Definition]:
        """In Greek, of every version that one of the applications was answered under."""
        ids = self.rows.order_by().values("greek_version").distinct()
        versions = FormVersion.objects.filter(pk__in=ids).order_by("made_at", "pk")
        return {version.pk: Definition.from_version(version) for version in versions}

    @cached_property
    def asked(self) -> list[Asked]:
        """Every question of any of them, once, in the order of the forms."""
        questions = (question for each in self.definitions.values() for question in each.questions)
        return list(dict.fromkeys((question.key, question.label) for question in questions))


def masked(kind: str, text: str) -> str:
    """The answer without what must not leave: an AMKA, wherever somebody wrote it."""
    if kind == "amka":
        return covered(text)
    return text if kind in IN_CLEAR else mask_amka(text)
