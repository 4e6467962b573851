"""What the wizard and the preview both need to show a step."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from forms.apply.steps import CheckForm, StepForm
from forms.definition import Definition
from forms.keys import CHECK, RECEIVED

STEP_TEMPLATE = "forms/apply/step.html"
CHECK_TEMPLATE = "forms/apply/check.html"
END_TEMPLATE = "forms/apply/end.html"
RECEIVED_TEMPLATE = "forms/apply/received.html"
EXPIRED_TEMPLATE = "forms/apply/expired.html"


AT = "at"
"""In an address of a step: where in it the person is still at work, so that no errors are shown yet."""

BUTTONS = ("-add", "-remove", "-upload")
"""How the names of buttons inside a group or upload end, after the name of its question."""


def is_button(name, place):
    """Whether a posted name is a button of the group or upload at `place`, `<step>-<question>`."""
    return name.startswith(f"{place}-") and name.endswith(BUTTONS)


def url_of(page, request, step):
    """The address of a step below its form; of the check and the received page too."""
    return page.get_url(request) + page.reverse_subpage("step", kwargs={"step": step})


def parts(answering, change_url):
    """The check page: each step with its rows for the summary list, several choices line by line."""
    return [
        {
            "title": step.title,
            "rows": [
                {
                    "key": question.label,
                    "value": "\n".join(words),
                    "change_url": change_url(step.key),
                }
                for question, words in rows
            ],
        }
        for step, rows in answering.definition.in_words(answering.answers)
    ]


def url_of_work(page, request, answering):
    """Where the person stopped; of a step that isn't complete yet, without calling that an error."""
    return f"{url_of(page, request, answering.furthest)}?{AT}=1"


def what_is_new(read, is_new_step):
    """What of a step the form has got, or asks otherwise, since the applicant was here; "" for nothing."""
    said = [_("This page is new.")] if is_new_step else []
    if read.new:
        text = ngettext(
            "This question is new: %(questions)s.", "These questions are new: %(questions)s.", len(read.new)
        )
        said.append(text % {"questions": _quoted(read.new)})
    if read.changed:
        text = ngettext(
            "This question asks for something else now: %(questions)s.",
            "These questions ask for something else now: %(questions)s.",
            len(read.changed),
        )
        said.append(text % {"questions": _quoted(read.changed)})
    return " ".join([*said, _("All your other answers are kept.")]) if said else ""


def _quoted(questions):
    return ", ".join(_("“%(words)s”") % {"words": question.label} for question in questions)


def services(page, step):
    """
    The pages an end leads to instead, in the order staff chose: those the public sees, in the
    language of `page`, or in the one they were chosen in where they aren't translated.
    """
    chosen = Page.objects.live().public().filter(pk__in=step.services).select_related("locale").specific()
    originals = {each.pk: each for each in chosen}
    in_language = (
        Page.objects.live()
        .public()
        .filter(
            locale_id=page.locale_id,
            translation_key__in=[each.translation_key for each in originals.values()],
        )
    )
    translated = {each.translation_key: each for each in in_language.specific()} if originals else {}
    ordered = [originals[pk] for pk in step.services if pk in originals]
    return [translated.get(each.translation_key, each) for each in ordered]


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
        if step.key == mode and step.is_end:
            return END_TEMPLATE, context | {
                "step": step,
                "position": position,
                "services": services(page, step),
            }
        if step.key == mode:
            form = StepForm(prefix=step.key, definition=definition, step=step, earlier=None)
            return STEP_TEMPLATE, context | {"form": form, "step": step, "position": position}
    return page.template, page.get_context(request) | context | {
        "lifetime_hours": settings.DRAFT_LIFETIME_HOURS
    }
