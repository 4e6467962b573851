"""How what staff write reaches an applicant: a mail leads to it, or somebody has to call."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from forms import notifications
from forms.crypto import CannotOpen
from forms.definition import Definition


def how_to_reach(application) -> str:
    """One sentence for who writes to the applicant, with numbers to call where no mail goes."""
    if notifications.address_of(application):
        return _("A mail says that there is something new, and nothing else.")
    phones = phones_of(application)
    if not phones:
        return _("There is neither an e-mail address nor a phone number: no mail goes out.")
    links = format_html_join(", ", '<a href="tel:{}">{}</a>', ((each, each) for each in phones))
    return format_html(_("There is no e-mail address: no mail goes out. Call {phones}."), phones=links)


def phones_of(application) -> list[str]:
    """The phone numbers given in it, in the order of the form."""
    try:
        answers = application.answers
    except CannotOpen:
        return []
    asked = Definition.from_version(application.version).questions
    given = [str(answers[each.key]) for each in asked if each.kind == "phone" and answers.get(each.key)]
    return list(dict.fromkeys(given))
