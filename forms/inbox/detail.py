"""One application: what was asked and answered, what happened since, what can be done."""

import logging
from dataclasses import dataclass
from operator import itemgetter

from django.contrib.auth import get_user_model
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms.actions import casework
from forms.crypto import CannotOpen
from forms.definition import Answers, Definition, Question
from forms.enums import AccessKind, State
from forms.inbox.access import ApplicationMixin
from forms.inbox.columns import reference_of
from forms.inbox.entries import ENTRIES
from forms.inbox.sections import sections_of
from forms.models import Access, Event
from forms.permissions import user_can_assign, user_can_change, user_can_decide
from forms.uploads import keeping
from forms.workflow import MEANT_FOR_APPLICANTS, next_states

logger = logging.getLogger(__name__)

LINKS = {"phone": "tel:", "email": "mailto:"}
"""Kinds of question whose answer can be acted on at a click."""


IN_LINES = {"group", "upload"}
"""Kinds of question whose answer is many things, each with a line of its own."""


@dataclass(frozen=True)
class Answer:
    """One question as the applicant saw it, in Greek, with what was answered."""

    label: str
    lines: list[str]
    """One for each file or row of a group; any other answer is one, with its own line breaks."""
    url: str = ""


@dataclass(frozen=True)
class Happening:
    """An event with its text opened; `is_damaged` when that failed."""

    event: Event
    text: str = ""
    is_damaged: bool = False

    @property
    def is_for_applicant(self) -> bool:
        return self.event.kind in MEANT_FOR_APPLICANTS


def answers_of(application) -> list[tuple[str, list[Answer]]]:
    """
    Step titles with their answers, in the order and words of the Greek form. Raises CannotOpen.

    What only the form in the applicant's language asked comes last, in its words.
    """
    greek, answers = Definition.from_version(application.greek_version), application.answers
    asked = {question.key for question in greek.questions}
    rest = {key: answer for key, answer in answers.items() if key not in asked}
    read = in_words(greek, answers)
    return read + in_words(Definition.from_version(application.version), rest) if rest else read


def in_words(definition: Definition, answers: Answers) -> list[tuple[str, list[Answer]]]:
    return [
        (step.title, [answer_to(question, words) for question, words in rows])
        for step, rows in definition.in_words(answers)
    ]


def answer_to(question: Question, words: list[str]) -> Answer:
    text = question.joined(words)
    lines = words if question.kind in IN_LINES else [text] if text else []
    return Answer(question.label, lines, link(question.kind, text))


def link(kind: str, text: str) -> str:
    if not text or kind not in LINKS:
        return ""
    target = "".join(c for c in text if c.isdigit() or c == "+") if kind == "phone" else text
    return LINKS[kind] + target


def happening(event: Event) -> Happening:
    try:
        return Happening(event, event.text or "")
    except CannotOpen:
        logger.error("Event %s of application %s cannot be opened", event.pk, event.application_id)
        return Happening(event, is_damaged=True)


class DetailView(ApplicationMixin, WagtailAdminTemplateMixin, TemplateView):
    """
    Every look is recorded before anything is shown.

    After an action that couldn't be done, `key` names it, so that nothing typed is lost;
    `is_checked` shows its entry with the errors found, and `seen` is the version the person had
    before somebody else changed the application.
    """

    header_icon = "mail"
    template_name = "forms/inbox/detail.html"
    key = ""
    is_checked = False
    seen: int | None = None

    def get(self, request, *args, **kwargs):
        return self.show()

    def show(self, status=200):
        casework.show(self.object, to=self.request.user)
        try:
            answers = answers_of(self.object)
        except CannotOpen:
            logger.error("Application %s cannot be opened", self.object.pk)
            self.template_name = "forms/inbox/cannot_open.html"
            return self.render_to_response(self.get_furniture())
        return self.render_to_response(self.get_context_data(answers=answers), status=status)

    def get_page_title(self):
        return reference_of(self.object)

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_furniture(self):
        return WagtailAdminTemplateMixin.get_context_data(self, application=self.object)

    @cached_property
    def happenings(self):
        events = self.object.events.select_related("by", "assignee")
        return [happening(event) for event in events]

    @cached_property
    def sections(self):
        return sections_of(self)

    @property
    def changes(self):
        """What happened since the person looked: each event is one version."""
        if self.seen is None:
            return []
        return self.happenings[max(0, len(self.happenings) - (self.object.lock_version - self.seen)) :]

    def get_looks(self):
        """Who opened it, how often and when last; the latest first."""
        views = Access.objects.filter(kind=AccessKind.VIEW, application_id=self.object.pk)
        looks = views.order_by("by").values("by").annotate(times=Count("pk"), last=Max("at"))
        people = get_user_model().objects.in_bulk([look["by"] for look in looks])
        named = [look | {"name": get_user_display_name(people[look["by"]])} for look in looks]
        return sorted(named, key=itemgetter("last"), reverse=True)

    def get_offers(self):
        """Keys of the actions this person may do now."""
        user, application = self.request.user, self.object
        change, assign = user_can_change(user, application), user_can_assign(user, application)
        own = application.assignee_id == user.pk
        offers = {
            "note": change,
            "take": application.is_open and change and application.assignee_id is None,
            "release": application.is_open and ((own and change) or (application.assignee_id and assign)),
            "assign": application.is_open and assign,
            "state": change and next_states(application.state, application.form),
            "papers": application.is_open and change,
            "message": change and application.state != State.WITHDRAWN,
            "decide": application.is_open and user_can_decide(user, application),
        }
        own_keys = {key for key, offered in offers.items() if offered}
        return own_keys.union(*(section.offered() for section in self.sections))

    def get_entry(self, key):
        posted = self.request.POST if key == self.key else None
        if posted and not self.is_checked:
            return ENTRIES[key](initial=posted.dict(), application=self.object)
        return ENTRIES[key](posted, application=self.object)

    def get_lost_text(self, offers):
        """What was typed for an action that can't be done any more."""
        if self.key not in ENTRIES or self.key in offers:
            return ""
        return self.request.POST.get(ENTRIES[self.key].text_field, "")

    def get_context_data(self, **kwargs):
        offers = self.get_offers()
        return super().get_context_data(
            application=self.object,
            offers=offers,
            entries={key: self.get_entry(key) for key in ENTRIES if key in offers},
            lost_text=self.get_lost_text(offers),
            sections=self.sections,
            happenings=self.happenings,
            changes=self.changes,
            looks=self.get_looks(),
            files=keeping.listed(self.object),
            language_name=get_language_info(self.object.language)["name_local"],
            failed_mails=self.object.mails.filter(sent_at=None).exclude(last_error=""),
            **kwargs,
        )
