"""Putting an application by, as somebody in a browser does."""

import re
from urllib.parse import urlsplit

from django.core import mail

from tests.forms.test_journey import text_of

LATER, DELETE = "argotera", "diagrafi"
RETURN = "/aitiseis/synecheia/"
OWN = {"origin": "http://testserver"}


def put_by(applicant, **typed):
    """Press the button; the code that the page then shows."""
    response = applicant.client.post(applicant.address(LATER), {"way": "code", **typed})
    assert response.url == applicant.address(LATER)
    return code_on(applicant.get(LATER))


def code_on(page):
    return re.search(r'return-code__code">([^<]+)<', text_of(page))[1]


def put_by_with_mail(applicant, address, work_off):
    """The path of the link in the mail that comes."""
    applicant.client.post(applicant.address(LATER), {"way": "mail", f"{LATER}-address": address})
    work_off()
    return path_of_link(mail.outbox[-1])


def path_of_link(message):
    return urlsplit(re.search(r"https?://\S+synecheia/\S+", message.body)[0]).path
