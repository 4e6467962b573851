"""What the wizard and the preview both need to show a step."""

from django.conf import settings

from forms.apply.steps import CheckForm, StepForm
from forms.definition import Definition
from forms.keys import CHECK, RECEIVED

STEP_TEMPLATE = "forms/apply/step.html"
CHECK_TEMPLATE = "forms/apply/check.html"
RECEIVED_TEMPLATE = "forms/apply/received.html"
EXPIRED_TEMPLATE = "forms/apply/expired.html"


def url_of(page, request, step):
    """The address of a step below its form; of the check and the received page too."""
    return page.get_url(request) + page.reverse_subpage("step", kwargs={"step": step})


def parts(answering, change_url):
    """The check page: each step with its rows for the summary list, several choices line by line."""
    answers = answering.answers
    return [
        {
            "title": step.title,
            "rows": [
                {
                    "key": question.label,
                    "value": "\n".join(question.words(answers[question.key])),
                    "change_url": change_url(step.key),
                }
                for question, _text in rows
            ],
        }
        for step, rows in answering.definition.answered(answers)
    ]


def preview(page, request, mode):
    """
    Template and context of one screen as an editor's preview shows it: empty, sending nothing.

    `mode` is a step's key, the check page or the received page; any other means the start page.
    """
    definition = Definition.from_page(page)
    total = len(definition.steps) + 1
    context = {"page": page, "total": total, "is_preview": True}
    if mode == CHECK:
        rows = [
            {
                "title": step.title,
                "rows": [{"key": question.label, "value": "…"} for question in step.questions],
            }
            for step in definition.steps
        ]
        return CHECK_TEMPLATE, context | {"form": CheckForm(), "position": total, "parts": rows}
    if mode == RECEIVED:
        return RECEIVED_TEMPLATE, context | {"reference": "…"}
    for position, step in enumerate(definition.steps, start=1):
        if step.key == mode:
            form = StepForm(prefix=step.key, definition=definition, step=step, earlier=None)
            return STEP_TEMPLATE, context | {"form": form, "step": step, "position": position}
    return page.template, page.get_context(request) | context | {
        "lifetime_hours": settings.DRAFT_LIFETIME_HOURS
    }
