"""Putting an answer right: which one, what it should say, and how the office knows."""

from dataclasses import replace

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from forms import trail
from forms.actions import correcting as actions
from forms.definition import Answer, Question
from forms.enums import AccessKind
from forms.fields import LongTextField
from forms.inbox.action_page import ActionPage, ApplicationPage
from forms.inbox.answers import answer_to
from forms.inbox.masking import Mask, mask_amka
from forms.questions import as_answer, field_for

TYPED_ANEW = {"amka", "date", "number", "money"}
"""Kinds whose box stays empty: kept otherwise than typed, or not for every eye."""


def addresses(view):
    return [
        path("<uuid:pk>/correct/", view(ChooseView), name="corrections"),
        path("<uuid:pk>/correct/<str:key>/", view(CorrectView), name="correct"),
    ]


class ChooseView(ApplicationPage):
    """All answers that can be put right, in the order in which they were asked."""

    permission_required = "change"
    template_name = "forms/inbox/corrections.html"
    heading = gettext_lazy("Correct an answer")

    def get(self, request, *args, **kwargs):
        trail.record(AccessKind.VIEW, by=request.user, application=self.object)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        answers = self.object.answers
        questions = actions.correctable(self.object).values()
        rows = [(each.key, each.label, said(each, answers[each.key])) for each in questions]
        return super().get_context_data(rows=rows, **kwargs)


class CorrectForm(forms.Form):
    """The question as the applicant had it: one that could be left empty then may be emptied now."""

    reason = LongTextField(
        label=gettext_lazy("How you know"),
        help_text=gettext_lazy(
            "For example: the person called, or the identity card. It stays in the history, with what the "
            "answer was before; the person may read it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write how you know.")},
    )
    field_order = ["answer", "reason"]

    def __init__(self, *args, application, question: Question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question, self.before = question, application.answers.get(question.key)
        field = field_for(as_of_any_day(question), fills_in=False)
        field.label = _("What it should say")
        self.fields["answer"] = field
        self.order_fields(self.field_order)

    def clean(self):
        # Where it is covered, whether a guess is right must not be told.
        is_same = "answer" in self.cleaned_data and as_answer(self.cleaned_data["answer"]) == self.before
        if is_same and not is_covered(self.question, self.before):
            self.add_error("answer", _("This is what it says already."))


class CorrectView(ActionPage):
    template_name = "forms/inbox/correct.html"
    button = gettext_lazy("Correct it")
    intro = gettext_lazy(
        "The other answers stay as they are. The person is told that an answer was corrected, not which."
    )

    @cached_property
    def question(self) -> Question:
        question = actions.correctable(self.object).get(self.kwargs["key"])
        if question is None:
            raise Http404
        return question

    def get_page_title(self):
        return _("Correct: %(question)s") % {"question": self.question.label}

    def get_context_data(self, **kwargs):
        now = said(self.question, self.object.answers.get(self.question.key))
        return super().get_context_data(now=now, **kwargs)

    def get_initial(self):
        answer = self.object.answers.get(self.question.key)
        is_empty = self.question.kind in TYPED_ANEW or is_covered(self.question, answer)
        return {} if is_empty else {"answer": answer}

    def show(self, form, *, version, status=200):
        if status != 200:  # the page shows the answer; where it is asked for, ActionPage records that
            trail.record(AccessKind.VIEW, by=self.request.user, application=self.object)
        return super().show(form, version=version, status=status)

    def make_form(self, data=None):
        initial = self.get_initial()
        return CorrectForm(data, initial=initial, application=self.object, question=self.question)

    def perform(self, form, version):
        answer, reason = as_answer(form.cleaned_data["answer"]), form.cleaned_data["reason"]
        actions.correct(self.object, self.question.key, answer, reason, by=self.request.user, version=version)
        messages.success(self.request, _("Corrected. What it said before stands in the history."))
        return redirect(self.back_url)


def is_covered(question: Question, answer: Answer) -> bool:
    """Whether somebody who looks at the answer doesn't see all of it, for there is an AMKA in it."""
    parts = answer.values() if isinstance(answer, dict) else [answer]
    return question.kind == "amka" or any(isinstance(each, str) and mask_amka(each) != each for each in parts)


def as_of_any_day(question: Question) -> Question:
    """Of a day that had to lie ahead, or behind, when it was asked: what counted then may not today."""
    return replace(question, period="any") if question.period in ("past", "future") else question


def said(question: Question, answer: Answer) -> str:
    """The answer in words, as `forms.inbox.answers` shows it, AMKAs covered; "" when empty."""
    return question.joined([str(line) for line in answer_to(question, answer, Mask(), "").lines])
