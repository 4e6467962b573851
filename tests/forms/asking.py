"""The form of one step, filled in without a browser."""

from django.utils.datastructures import MultiValueDict

from forms.apply.steps import StepForm
from forms.definition import Definition, Question, Step


def form_of(*questions, typed=None, earlier=None, uploads=None):
    """The form of a step «s» with `typed` into it: values by field name, without the prefix."""
    step = Step(key="s", title="", questions=questions)
    definition = Definition(title="", language="el", steps=(step,))
    return StepForm(
        as_data(typed),
        prefix="s",
        definition=definition,
        step=step,
        earlier=earlier or {},
        uploads=uploads,
    )


def as_data(typed, prefix="s"):
    if typed is None:
        return None
    return MultiValueDict(
        {f"{prefix}-{name}": value if isinstance(value, list) else [value] for name, value in typed.items()}
    )


def ask(kind, **how):
    """A question «k» of a kind."""
    return Question(kind=kind, key="k", label=how.pop("label", "Ερώτηση"), **how)


def typed_into(question, typed):
    """`typed` as a browser posts it: parts of a question by their names, all else under its key."""
    if isinstance(typed, dict):
        return {f"{question.key}-{part}": value for part, value in typed.items()}
    return {question.key: typed}


def answer_to(question, typed):
    """What an application keeps of it."""
    form = form_of(question, typed=typed_into(question, typed))
    assert form.is_valid(), form.errors
    return form.answers[question.key]


def refusal_of(question, typed):
    """Why it isn't taken: the first message."""
    form = form_of(question, typed=typed_into(question, typed))
    assert not form.is_valid(), form.answers
    return form.errors[question.key][0]
