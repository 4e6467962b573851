"""
An answer that was wrong, put right: GDPR art. 16.

What stood there before stays in the history, sealed, for as long as the application is kept.
"""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from forms import notifications
from forms.actions.applying import lookups_of
from forms.actions.casework import tell_of_news
from forms.actions.changing import NotInTurn, changing, record
from forms.definition import Answer, Definition, Question
from forms.enums import EventKind, State
from forms.models import Application, LookupHash

NOT_CORRECTED = {"information", "declaration", "upload", "group"}
"""
Kinds left alone: what nobody answered, what somebody declared, files, and the rows of a group. New
papers are asked for; a row is put right by a note.
"""


def correctable(application: Application) -> dict[str, Question]:
    """The questions that were asked and whose answers can be put right, by key, in Greek where there is."""
    if application.anonymised_at is not None:
        return {}
    own = {q.key: q for q in Definition.from_version(application.version).questions}
    greek = {q.key: q for q in Definition.from_version(application.greek_version).questions}
    known = {key: greek.get(key) or own.get(key) for key in application.answers}
    return {key: each for key, each in known.items() if each and each.kind not in NOT_CORRECTED}


def correct(
    application: Application, key: str, answer: Answer, reason: str, *, by: Any, version: int
) -> Application:
    """
    Put the cleaned `answer` in place of what was answered to the question `key`.

    Also after a decision. The applicant is told that something was put right, by mail and on the page
    of progress, not what. Raises NotInTurn where there is no such answer, or it is the same.
    """
    with changing(application, version, open_only=False) as row:
        question = correctable(row).get(key)
        if question is None or row.answers[key] == answer:
            raise NotInTurn
        before, content = row.answers[key], row.content
        row.content = content | {"answers": content["answers"] | {key: answer}}
        row.save(update_fields=["sealed_content"])
        _look_up_anew(row)
        if question.kind == "email":
            notifications.readdress(row)
        record(row, EventKind.CORRECTED, by, text=_in_words(question, before, answer, reason))
        if row.state != State.WITHDRAWN:
            tell_of_news(row)
    return row


def _look_up_anew(row: Application) -> None:
    """It is found by what stands in it now, and no longer by what was wrong."""
    row.lookups.all().delete()
    definition = Definition.from_version(row.version)
    LookupHash.objects.bulk_create(lookups_of(row, definition, row.answers))


def _in_words(question: Question, before: Answer, after: Answer, reason: str) -> str:
    """For the history, which is read for years: in Greek, whoever corrects."""
    with translation.override(settings.LANGUAGE_CODE):
        nothing = _("No answer")
        lines = [
            question.label,
            _("It said: %(answer)s") % {"answer": question.display(before) or nothing},
            _("Now it says: %(answer)s") % {"answer": question.display(after) or nothing},
            reason,
        ]
    return "\n".join(lines)
