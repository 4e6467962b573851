"""A draft, read against the form as it is today."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.datastructures import MultiValueDict

from forms.actions import applying
from forms.apply.steps import StepForm
from forms.definition import Answer, Answers, Definition, Step
from forms.keys import CHECK
from forms.models import Draft


@dataclass(frozen=True)
class ReadStep:
    """A step that is shown, as it stands."""

    step: Step
    earlier: Answers
    """Answers of the valid steps shown before it."""
    answers: Answers
    is_valid: bool


class Answering:
    """
    One person's way through a form.

    Walks forward and skips hidden steps, so an answer left behind in one decides nothing. What
    was typed is validated anew at every reading: when staff change the form meanwhile, the
    person comes to the new question and finds everything else filled in.
    """

    def __init__(self, definition: Definition, draft: Draft):
        self.definition, self.draft = definition, draft
        self.typed: dict[str, dict[str, list[str]]] = draft.answers or {}

    def keep(self, step: str, data: dict[str, list[str]]) -> None:
        """Keep what was typed into a step, valid or not."""
        self.typed[step] = data
        self.__dict__.pop("reading", None)
        applying.keep(self.draft, self.typed)

    @cached_property
    def reading(self) -> dict[str, ReadStep]:
        """The steps that are shown, in their order, by key."""
        read: dict[str, ReadStep] = {}
        answers: dict[str, Answer] = {}
        for step in self.definition.steps:
            if not step.shown_if.holds(answers):
                continue
            typed = self.typed.get(step.key)
            form = StepForm(
                MultiValueDict(typed) if typed is not None else None,
                prefix=step.key,
                definition=self.definition,
                step=step,
                earlier=dict(answers),
            )
            is_valid = form.is_valid()
            own = form.answers if is_valid else {}
            read[step.key] = ReadStep(step, dict(answers), own, is_valid)
            answers |= own
        return read

    @property
    def furthest(self) -> str:
        """The first step without valid answers, or the check page: nobody may be beyond it."""
        return next((key for key, read in self.reading.items() if not read.is_valid), CHECK)

    @property
    def answers(self) -> dict[str, Answer]:
        """All valid answers of the steps shown."""
        return {key: answer for read in self.reading.values() for key, answer in read.answers.items()}
