"""
Who applies for whom: the first steps of forms by which one may apply for somebody else.

They are built in, so their words are the site's and their keys the same in every form. They ask
about the person at the keyboard; all later steps are about the person the application is for.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from forms.definition import Answers, Condition, Option, Question, Step
from forms.keys import DETAILS, WHO

MYSELF, RELATIVE, PROFESSIONAL = "myself", "relative", "professional"
"""Answers to the question `WHO`."""

NAME, RELATION, SERVICE, ROLE = f"{WHO}_onoma", f"{WHO}_schesi", f"{WHO}_ypiresia", f"{WHO}_idiotita"
PHONE, EMAIL = f"{WHO}_tilefono", f"{WHO}_email"
AUTHORITY, GROUND, DUTY = f"{WHO}_dilosi", f"{WHO}_vasi", f"{WHO}_kathikon"

BY_DUTY = "duty"
"""Answer to `GROUND`: a professional who need not have the person's consent."""


def steps(language: str, relatives: bool, professionals: bool) -> tuple[Step, ...]:
    """
    The steps, in the words of `language`, that come first where relatives or professionals may apply.

    The second is only for who applies for somebody else; most people never see it. Its e-mail is
    the first of the definition with `autocomplete="email"`, so mails go to who applies.
    """
    if not (relatives or professionals):
        return ()
    with translation.override(language):
        options = [(MYSELF, _("For myself"))]
        if relatives:
            options.append((RELATIVE, _("For a relative, or somebody close to me")))
        if professionals:
            options.append((PROFESSIONAL, _("For somebody I support in my work, as a professional")))
        return (
            Step(
                key=WHO,
                title=_("Who the application is for"),
                questions=(
                    Question(
                        "one_of",
                        WHO,
                        _("For whom do you apply?"),
                        options=tuple(Option(key, label) for key, label in options),
                    ),
                ),
            ),
            Step(
                key=DETAILS,
                title=_("You who fill this in"),
                intro=_("All pages after this one ask about the person the application is for."),
                questions=(
                    Question("text", NAME, _("Your own full name"), autocomplete="name"),
                    *(_of_a_relative() if relatives else ()),
                    *(_of_a_professional() if professionals else ()),
                    Question("phone", PHONE, _("Your own phone"), autocomplete="tel"),
                    Question(
                        "email",
                        EMAIL,
                        _("Your own e-mail"),
                        help=_("If you give one, we write to you there and not to the person you apply for."),
                        required=False,
                        autocomplete="email",
                    ),
                    *(_authority_of_a_relative() if relatives else ()),
                    *(_authority_of_a_professional() if professionals else ()),
                ),
                shown_if=Condition(WHO, "is_not", MYSELF),
            ),
        )


def is_about_who_applies(step: Step, answers: Answers) -> bool:
    """Whether `step` asks the person at the keyboard about themselves."""
    return step.key in (WHO, DETAILS) or is_for_oneself(answers)


def is_for_oneself(answers: Answers) -> bool:
    """Whether who applies is the person cared for; also where a form doesn't ask."""
    return answers.get(WHO, MYSELF) == MYSELF


def applied_by(answers: Answers) -> str:
    """Who applied for somebody else, "Name (daughter)", "Name (social worker, hospital)"; else ""."""
    if is_for_oneself(answers):
        return ""
    keys = [RELATION] if answers[WHO] == RELATIVE else [ROLE, SERVICE]
    what = ", ".join(str(answers[key]) for key in keys if answers.get(key))
    return f"{answers.get(NAME) or ''} ({what})".strip() if what else str(answers.get(NAME) or "")


def _of_a_relative() -> tuple[Question, ...]:
    return (
        Question(
            "text",
            RELATION,
            _("What you are to the person"),
            help=_("For example daughter, husband, neighbour, court-appointed supporter."),
            shown_if=Condition(WHO, "is", RELATIVE),
        ),
    )


def _of_a_professional() -> tuple[Question, ...]:
    is_professional = Condition(WHO, "is", PROFESSIONAL)
    return (
        Question(
            "text",
            SERVICE,
            _("The service you work for"),
            help=_("For example a hospital, a school, another municipality."),
            shown_if=is_professional,
        ),
        Question(
            "text",
            ROLE,
            _("Your role there"),
            help=_("For example social worker, doctor, teacher."),
            shown_if=is_professional,
        ),
    )


def _authority_of_a_relative() -> tuple[Question, ...]:
    return (
        Question(
            "declaration",
            AUTHORITY,
            _(
                "I declare that the person I apply for knows of this application and wants me to make it, "
                "or that the law lets me act for them, as parent, guardian or court-appointed supporter."
            ),
            help=_("We may ask you for a paper that shows it. You need none now."),
            shown_if=Condition(WHO, "is", RELATIVE),
        ),
    )


def _authority_of_a_professional() -> tuple[Question, ...]:
    return (
        Question(
            "one_of",
            GROUND,
            _("Does the person know of this application?"),
            options=(
                Option("agrees", _("Yes, they know of it and agree")),
                Option(BY_DUTY, _("I have a duty to make it even without their consent")),
            ),
            shown_if=Condition(WHO, "is", PROFESSIONAL),
        ),
        Question(
            "text",
            DUTY,
            _("Which duty that is"),
            help=_("For example a prosecutor's order and its number, or the law that obliges your service."),
            shown_if=Condition(GROUND, "is", BY_DUTY),
        ),
    )
