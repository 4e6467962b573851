"""
Other applications of the same person, found by keyed hash: nobody keeps a register of people.

An AMKA is one person's. A telephone or an e-mail address may be a whole family's, so the screen says
by which an application was found. What belongs to colleagues elsewhere is only counted; what is
sensitive and not for this person isn't even that.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.views.generic import View

from forms import trail
from forms.actions.applying import lookup_form
from forms.crypto import blind_index
from forms.definition import Definition
from forms.enums import AccessKind, LookupKind
from forms.inbox.access import ApplicationMixin
from forms.inbox.columns import reference_of
from forms.keys import DETAILS
from forms.models import Application, LookupHash
from forms.permissions import applications_of
from forms.workflow import staff_label

KINDS = {"amka": LookupKind.AMKA, "phone": LookupKind.PHONE, "email": LookupKind.EMAIL}
"""Kind of question → by what its answer is looked up."""

SOON = timedelta(days=30)
"""Within which a second application for the same is looked at as a duplicate."""

SHOWN = 20
"""The latest ones; a professional's own telephone may stand in hundreds."""


@dataclass(frozen=True)
class Match:
    """By what an application was found, and whether it is for named people only."""

    is_sensitive: bool
    kinds: set[str] = field(default_factory=set)

    @property
    def in_order(self) -> list[LookupKind]:
        return [kind for kind in KINDS.values() if kind in self.kinds]


@dataclass(frozen=True)
class Other:
    """An application of the same person, by what stands in both."""

    application: Application
    matched: list[LookupKind]
    is_duplicate: bool

    @property
    def is_certain(self) -> bool:
        return LookupKind.AMKA in self.matched

    @property
    def reference(self) -> str:
        return reference_of(self.application)

    @property
    def state_label(self) -> str:
        return staff_label(self.application)


@dataclass(frozen=True)
class Others:
    shown: list[Other] = field(default_factory=list)
    more: int = 0
    """Within reach too, but older than those shown."""
    hidden: int = 0
    """Out of this person's reach."""

    @property
    def duplicates(self) -> list[Other]:
        return [other for other in self.shown if other.is_duplicate]


def digests_of(application: Application) -> set[str]:
    """
    Under what the person of this application is looked up. Raises CannotOpen.

    Not under the telephone or address of who applied for them: those are another's.
    """
    answers = application.answers
    return {
        blind_index(KINDS[question.kind], lookup_form(question.kind, str(answers[question.key])))
        for step in Definition.from_version(application.version).steps
        if step.key != DETAILS
        for question in step.questions
        if question.kind in KINDS and answers.get(question.key)
    }


def matches(application: Application) -> dict[UUID, Match]:
    """All other applications, by id, with an AMKA, telephone or address of this one: also out of reach."""
    found: dict[UUID, Match] = {}
    rows = LookupHash.objects.filter(digest__in=digests_of(application)).exclude(application=application)
    for pk, kind, is_sensitive in rows.values_list("application_id", "kind", "application__is_sensitive"):
        found.setdefault(pk, Match(is_sensitive)).kinds.add(kind)
    return found


def others_of(application: Application, user) -> Others:
    """What this person may know of them; the certain ones first, then the latest."""
    found = matches(application)
    if not found:
        return Others()
    within = applications_of(user).filter(pk__in=found).select_related("unit").order_by("-sent_at")
    rows = list(within)
    shown = sorted(rows, key=lambda row: LookupKind.AMKA not in found[row.pk].kinds)[:SHOWN]
    beyond = set(found) - {row.pk for row in rows}
    listed = [Other(row, found[row.pk].in_order, is_duplicate(application, row)) for row in shown]
    return Others(listed, len(rows) - len(shown), sum(not found[pk].is_sensitive for pk in beyond))


def is_duplicate(application: Application, other: Application) -> bool:
    """Whether it asks for the same again: the same form, and both open or sent within a month."""
    together = application.is_open and other.is_open
    return application.form == other.form and (together or abs(application.sent_at - other.sent_at) <= SOON)


class OpenPreviousView(ApplicationMixin, View):
    """From one application to another of the same person, `<uuid:other>`: on the trail of that other."""

    def get(self, request, *args, **kwargs):
        other = self.applications.filter(pk=kwargs["other"]).first()
        if other is None or other.pk not in matches(self.object):
            raise Http404
        trail.record(AccessKind.PREVIOUS, by=request.user, application=other, note=f"from {self.object.pk}")
        return redirect("applications:detail", other.pk)


def addresses(view):
    return [path("<uuid:pk>/previous/<uuid:other>/", view(OpenPreviousView), name="previous")]
