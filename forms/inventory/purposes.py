"""The processing activities, in the words of the record (GDPR art. 30)."""

from django.utils.translation import gettext_lazy as _

from forms.inventory import Purpose

CASES = Purpose(
    "cases",
    _("Working off applications"),
    _("Examining an application for a social service, deciding on it and answering the applicant."),
    _(
        "GDPR art. 6(1)(c) and (e): a duty in law and a task in the public interest; for special categories "
        "art. 9(2)(b), (g) and (h): social protection and social care, with Law 4624/2019 art. 22. "
        "Never consent. Each form names its own ground in its privacy notice."
    ),
    _("Applicants, members of their households, people for whom somebody else applies."),
    _("Identity, ways to reach them, AMKA, family, housing; as they write it: health, need, violence."),
    _("The unit's case workers and supervisors; for sensitive forms only those named. Nobody outside."),
    _(
        "As many months after its end as the form promises in its privacy notice; then every night "
        "deleted or anonymised, unless somebody holds it with a reason. An application that is open stays."
    ),
)

DRAFTS = Purpose(
    "drafts",
    _("Applications that aren't sent yet"),
    _("Letting somebody fill in a form in several steps, and come back to it."),
    _("GDPR art. 6(1)(e) and, as they may write of it, art. 9(2)(h): steps towards the same public task."),
    _("People who fill in a form."),
    _("What they have typed so far, and the files they gave."),
    _("Nobody, until it is sent."),
    _("24 hours after the last change; 7 days when put by for later. Leaving quickly deletes it at once."),
)

MAILS = Purpose(
    "mails",
    _("Sending word"),
    _("Telling applicants where their application stands, and staff what is waiting."),
    _("GDPR art. 6(1)(e): part of working off the application."),
    _("Applicants who gave an e-mail address; staff."),
    _("The address; when an appointment is. Besides, a mail says a reference and a link, nothing else."),
    _("The mail server of the Municipality."),
    _("The address until the mail has left, then it is emptied; the row as long as the application."),
)

TRAIL = Purpose(
    "trail",
    _("The trail: who saw, changed and took along what"),
    _("Being able to show afterwards whether and by whom data were entered, changed, seen or removed."),
    _("GDPR art. 5(2), 6(1)(c) and 32, with Law 4624/2019 art. 22(3)."),
    _("Staff; of applicants only the number of their application, which outlives it."),
    _("User, what was done, when and from which address. No answers, no names of applicants."),
    _("Auditors and the data protection officer."),
    _("60 months unless set otherwise; each night older rows are let go, the rest is proven unbroken."),
)

STAFF = Purpose(
    "staff",
    _("Staff accounts and their rights"),
    _("Letting staff in, each only to what is theirs to do."),
    _("GDPR art. 6(1)(e) and 32: security of the processing."),
    _("Staff."),
    _("Name, office e-mail, password and second factor (both unreadable), groups, settings."),
    _("Administrators."),
    _("As long as the account; it is deactivated, not deleted, where the trail names it."),
)

SAFETY = Purpose(
    "safety",
    _("Keeping attackers and floods off"),
    _("Limiting tries to sign in, and applications sent from one address in a short time."),
    _("GDPR art. 6(1)(e) and 32, recital 49."),
    _("Whoever signs in or applies."),
    _("Of the public only keyed hashes of addresses; of staff signing in the address and the user name."),
    _("Administrators."),
    _("Counts: some days at most. Sessions end with the browser, for staff after 30 idle minutes."),
)

FIGURES = Purpose(
    "figures",
    _("Figures"),
    _("Reporting to the Council, and to the public if an administrator allows it."),
    _("GDPR art. 6(1)(e) and 89: statistics. Small counts are suppressed."),
    _("Nobody who could be recognised."),
    _("Form, unit, state and days of cases that are gone."),
    _("The Council; the public, in sums."),
    _("Without end: they lead to nobody."),
)

DOCUMENTS = Purpose(
    "documents",
    _("Documents that were issued"),
    _("Writing a decision down, and telling whoever is shown it whether it is genuine."),
    _("GDPR art. 6(1)(c) and (e)."),
    _("Applicants; the officer who signs."),
    _("What the document says. To whoever checks its code only: genuine, not genuine, expired."),
    _("The applicant, and whomever they show it to."),
    _("What it says goes with its application; the hash of its code stays, so that it can still be checked."),
)

PUBLISHING = Purpose(
    "publishing",
    _("The public site and its making"),
    _("Informing the public about social services; knowing which colleague wrote or changed what."),
    _("GDPR art. 6(1)(e)."),
    _("Staff who edit; offices and organisations that are listed."),
    _("Which user wrote, translated, commented, approved or uploaded; telephones of offices."),
    _("The public for what is published; editors for the rest."),
    _("As long as the page, picture or document."),
)

SEARCHES = Purpose(
    "searches",
    _("What people look for"),
    _("Seeing which questions the site can't answer yet, and which pages don't help."),
    _("GDPR art. 6(1)(e) and 89: statistics. Whoever's browser asks not to be counted isn't."),
    _("Nobody who could be recognised: no address, no session, no time finer than the hour."),
    _(
        "How often a question came in a month, under a keyed hash; its words from the third time on, and "
        "never with a long number, an e-mail address or what looks like a name with a number."
    ),
    _("Editors."),
    _("13 months; what came less than three times only until the month is over."),
)

ALL = [CASES, DRAFTS, DOCUMENTS, MAILS, TRAIL, FIGURES, STAFF, SAFETY, SEARCHES, PUBLISHING]
