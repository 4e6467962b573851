"""A draft, read against the form as it is today."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from forms.actions import applying
from forms.apply import changes
from forms.apply.steps import StepForm
from forms.definition import Answer, Answers, Definition, Question, Step
from forms.keys import CHECK, WIZARD
from forms.models import Draft
from forms.uploads import keeping


@dataclass(frozen=True)
class ReadStep:
    """A step that is shown, as it stands."""

    step: Step
    earlier: Answers
    """Answers of the valid steps shown before it."""
    answers: Answers
    is_valid: bool
    new: tuple[Question, ...] = ()
    """Questions the form has got since the applicant was here: nobody is past them unasked."""
    changed: tuple[Question, ...] = ()
    """Questions that ask for something else since then."""


class Answering:
    """
    One person's way through a form.

    Walks forward and skips hidden steps, so an answer left behind in one decides nothing. What
    was typed is validated anew at every reading: when staff change the form meanwhile, the
    person comes to the new question and finds everything else filled in. Nobody comes past an end.
    """

    def __init__(self, definition: Definition, draft: Draft):
        self.definition, self.draft = definition, draft
        self.typed: changes.Typed = draft.answers or {}

    def keep(self, step: Step, form: StepForm, refused: dict[str, list[str]], seen: str | None) -> None:
        """
        Keep what was typed into a step, valid or not, and which files were `refused`.

        `seen` is the mark of the questions on the page that was posted; None where it doesn't say.
        """
        before = self.typed.get(step.key, {})
        kept = changes.left_alone(before, step, form.fields) | form.kept_data() | refused
        if WIZARD not in self.typed:
            self.typed[WIZARD] = changes.seen(self.definition)
        elif seen is None or seen == changes.mark(step):
            self.typed[WIZARD] = self.typed[WIZARD] | {step.key: changes.marks(step)}
        self.typed[step.key] = kept
        self.keep_all()

    def keep_all(self) -> None:
        self.__dict__.pop("reading", None)
        applying.keep(self.draft, self.typed)

    def form(self, step: Step, earlier: Answers, data: MultiValueDict | None) -> StepForm:
        """The form of a step with `data`, and with the files the draft holds."""
        uploads = self.uploads if step.uploads else None
        return StepForm(
            data, prefix=step.key, definition=self.definition, step=step, earlier=earlier, uploads=uploads
        )

    def typed_into(self, step: str) -> MultiValueDict | None:
        """What was typed into a step, wherever its questions stood then; None if nothing was."""
        typed = changes.followed(self.typed, self.definition).get(step)
        return MultiValueDict(typed) if typed is not None else None

    def is_new(self, step: Step) -> bool:
        """Whether the form has got this step since the applicant was past its place."""
        return changes.is_new_step(self.typed, self.definition, step)

    @cached_property
    def uploads(self) -> dict[str, list[dict[str, Any]]]:
        return keeping.files_of(self.draft)

    @cached_property
    def reading(self) -> dict[str, ReadStep]:
        """The steps that are shown, in their order, by key; none after an end."""
        followed = changes.followed(self.typed, self.definition)
        read: dict[str, ReadStep] = {}
        answers: dict[str, Answer] = {}
        for step in self.definition.steps:
            if not step.shown_if.holds(answers):
                continue
            read[step.key] = self._read(step, dict(answers), followed.get(step.key))
            answers |= read[step.key].answers
            if step.is_end:
                break
        return read

    def _read(self, step: Step, earlier: Answers, typed: dict[str, list[str]] | None) -> ReadStep:
        if step.is_end:
            return ReadStep(step, earlier, {}, is_valid=False)
        form = self.form(step, earlier, MultiValueDict(typed) if typed is not None else None)
        is_valid = form.is_valid()
        here = {**earlier, **form.answers}
        new = [
            question
            for question in changes.new_in(self.typed, step)
            if question.key in form.fields and (not is_valid or question.shown_if.holds(here))
        ]
        wrong = [question for question in changes.changed_in(self.typed, step) if question.key in form.errors]
        return ReadStep(
            step, earlier, form.answers if is_valid else {}, is_valid and not new, tuple(new), tuple(wrong)
        )

    @property
    def furthest(self) -> str:
        """The first step without valid answers, or the check page: nobody may be beyond it."""
        return next((key for key, read in self.reading.items() if not read.is_valid), CHECK)

    @property
    def answers(self) -> dict[str, Answer]:
        """All valid answers of the steps shown."""
        return {key: answer for read in self.reading.values() for key, answer in read.answers.items()}


def posted_into(request: Any, step: Step, refused: dict[str, list[str]]) -> QueryDict:
    """What a request typed into a step, and which of its files were refused: nobody but us says that."""
    data = request.POST.copy()
    for question in step.uploads:
        data.pop(f"{step.key}-{question.key}-refused", None)
    for name, notes in refused.items():
        data.setlist(name, notes)
    return data
