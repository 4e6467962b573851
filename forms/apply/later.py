"""
Continue later: an application that isn't sent yet is put by, or deleted.

Put by, it is in no browser; its link or its code leads back (`forms.apply.returning`).
"""

from datetime import datetime

from django import forms
from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from forms import browser, limits
from forms.actions import applying
from forms.apply import holding, screens, views
from forms.apply.answering import Answering
from forms.apply.holding import looked_at_or_posted, private
from forms.apply.returning import return_by_code, return_by_link
from forms.fields import OneEmailField
from forms.keys import CHECK, DELETE, LATER, RECEIVED
from forms.models import ApplicationIndexPage

__all__ = ["delete", "put_by", "return_by_code", "return_by_link"]


class AddressForm(forms.Form):
    """Where the link goes."""

    use_required_attribute = False
    address = OneEmailField(label=_("Your e-mail"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix=LATER, **kwargs)
        self.fields["address"].widget.attrs["autocomplete"] = "email"


@private
@limits.answers_politely
@looked_at_or_posted
def put_by(request, page):
    """Ask by which way back; then show the code, for a while and as often as it is loaded."""
    if request.method == "POST":
        return _put_by(request, page)
    if draft := holding.draft_of(request, page):
        answering = Answering(page.definition, draft)
        return TemplateResponse(request, "forms/apply/later.html", {
            "page": page,
            "form": _address_form(answering),
            "paused_days": settings.PAUSED_LIFETIME_DAYS,
            "is_again": "again" in request.GET,
            "back_url": screens.url_of_work(page, request, answering),
            "delete_url": screens.url_of(page, request, DELETE),
        })  # fmt: skip
    if told := holding.told(request, page):
        listing = listing_of(page)
        return TemplateResponse(request, "forms/apply/put_by.html", {
            "page": page,
            "code": told["code"],
            "address": told["address"],
            "until": datetime.fromisoformat(told["until"]),
            "return_url": listing.full_url + listing.reverse_subpage("return_by_code") if listing else "",
        })  # fmt: skip
    return views.step_without_draft(request, page, CHECK)


def _put_by(request, page):
    here = screens.url_of(page, request, LATER)
    if "done" in request.POST:
        browser.drop_aside(request, holding.aside_name(page))
        return redirect(page.get_url(request))
    by_mail = request.POST.get("way") == "mail"
    address = ""
    if by_mail:
        form = AddressForm(request.POST)
        address = form.cleaned_data["address"] if form.is_valid() else ""
        draft_id = _keep_address(request, page, request.POST.get(form.add_prefix("address"), ""))
        if draft_id and address:
            limits.count("link", str(draft_id))
    with transaction.atomic():
        draft = holding.draft_of(request, page)
        if draft is None or (by_mail and not address):
            return redirect(here)
        answering = Answering(page.definition, draft)
        answering.typed.pop(LATER, None)
        answering.keep_all()
        token, code = applying.put_by(draft, page.locale.language_code)
        if address:
            applying.mail_link(draft, token, address)
    browser.forget(request, draft.form)
    told = {"code": code, "address": address, "until": draft.expires_at.isoformat()}
    browser.put_aside(request, holding.aside_name(page), told)
    return redirect(here)


def _keep_address(request, page, typed):
    """Keep the address as typed with the draft, for no error makes anybody type it twice; the draft's id."""
    with transaction.atomic():
        draft = holding.draft_of(request, page)
        if draft:
            answering = Answering(page.definition, draft)
            answering.typed[LATER] = {f"{LATER}-address": [typed[:254]]}
            answering.keep_all()
    return draft.pk if draft else None


def _address_form(answering):
    """With what was typed here before, else with the applicant's own address from the application."""
    if typed := answering.typed.get(LATER):
        return AddressForm({name: values[0] for name, values in typed.items()})
    return AddressForm(initial={"address": answering.definition.email_of(answering.answers)})


@private
@looked_at_or_posted
def delete(request, page):
    """Ask, then delete what was typed, with its files."""
    if request.method == "POST":
        with transaction.atomic():
            draft = holding.draft_of(request, page)
            if draft:
                applying.discard(draft.pk, draft.form)
        if draft:
            browser.forget(request, draft.form)
        return redirect(f"{screens.url_of(page, request, DELETE)}?done=1")
    draft = holding.draft_of(request, page)
    if draft is None and holding.application_of(request, page):
        return redirect(screens.url_of(page, request, RECEIVED))
    return TemplateResponse(request, "forms/apply/delete.html", {
        "page": page,
        "is_there": draft is not None,
        "is_done": "done" in request.GET,
        "is_again": "again" in request.GET,
        "back_url": screens.url_of_work(page, request, Answering(page.definition, draft))
        if draft
        else page.get_url(request),
    })  # fmt: skip


def listing_of(page):
    return ApplicationIndexPage.objects.live().parent_of(page).first()
