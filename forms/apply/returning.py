"""
Coming back to an application that was put by, with its link or its code, from any device.

A GET of the link only shows a button, because mail scanners open links too; pressing it uses the link
up. So does the code.
"""

from datetime import timedelta

from django import forms
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from forms import browser, limits, reference, return_code
from forms.actions import applying
from forms.apply import holding, screens
from forms.apply.answering import Answering
from forms.apply.holding import looked_at_or_posted, private
from forms.apply.wizard import RETURNED
from forms.fields import CleanCharField
from forms.models import ApplicationFormPage

TYPED, TYPED_LASTS = "code", timedelta(minutes=15)
"""Under which, and for how long, a code is put aside that was typed wrongly: nobody types all of it twice."""


class CodeForm(forms.Form):
    """The code of an application that was put by."""

    use_required_attribute = False
    code = CleanCharField(
        label=_("Your code"),
        help_text=_("16 letters and digits. Capitals, spaces and dashes don't matter."),
        max_length=100,
        error_messages={"required": _("Write the code.")},
    )

    def __init__(self, *args, is_known=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_known = is_known
        self.fields["code"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters",
                                             "spellcheck": "false", "data-size": "medium"}  # fmt: skip

    def clean_code(self):
        """The code as typed. Whether it leads anywhere, only who posts it learns."""
        typed = self.cleaned_data["code"]
        if reference.normalise(typed):
            raise forms.ValidationError(
                _("This is the number of an application that was sent. See below how it stands.")
            )
        if not return_code.normalise(typed):
            raise forms.ValidationError(
                _("A code has 16 letters and digits. Compare this one with what you wrote down.")
            )
        if not self.is_known:
            raise forms.ValidationError(
                _("Nothing waits under this code. It may have been used, replaced by a newer one, or its"
                  " time is over; or a letter is wrong.")
            )  # fmt: skip
        return typed


@private
@limits.answers_politely
@looked_at_or_posted
def return_by_code(request, page):
    """Type the code in. One that leads nowhere is shown again, with what may be wrong."""
    here = page.get_url(request) + page.reverse_subpage("return_by_code")
    if request.method == "POST":
        put_typed_aside(request)
        limits.count("return", limits.address_of(request))
        if answer := come_back(request, page, request.POST.get("code", "")[:100], here):
            return answer
        return redirect(f"{here}?wrong=1")
    typed = browser.aside(request, TYPED, TYPED_LASTS)
    is_asked = "other" in request.GET and bool(typed)
    if typed and ("wrong" in request.GET or is_asked):
        form = CodeForm({"code": typed}, is_known=is_asked)
    else:
        form = CodeForm(initial={"code": typed or ""})
    return TemplateResponse(request, "forms/apply/return_by_code.html", {
        "page": page,
        "form": form,
        "has_other": is_asked,
        "is_again": "again" in request.GET,
        "list_url": page.get_url(request),
        "progress_url": page.get_url(request) + page.reverse_subpage("progress"),
    })  # fmt: skip


@private
@limits.answers_politely
@looked_at_or_posted
def return_by_link(request, page, token):
    """A button; pressed, it uses the link up."""
    here = page.get_url(request) + page.reverse_subpage("return_by_link", kwargs={"token": token})
    if request.method == "POST":
        limits.count("return", limits.address_of(request))
        return come_back(request, page, token, here) or redirect(here)
    draft = applying.put_by_under(token)
    form_page = draft and page_of(draft.form, page)
    can_return = bool(form_page and can_use(request, draft, form_page))
    context = {
        "page": page,
        "can_return": can_return,
        "until": draft.expires_at if can_return else None,
        "has_other": can_return and has_other(request, form_page, draft),
        "is_again": "again" in request.GET,
        "code_url": page.get_url(request) + page.reverse_subpage("return_by_code"),
    }
    status = 200 if can_return else 410
    return TemplateResponse(request, "forms/apply/return_by_link.html", context, status=status)


def put_typed_aside(request):
    """Keep a code that was typed for the page that asks for it again."""
    if "code" in request.POST:
        browser.put_aside(request, TYPED, request.POST["code"][:100])


def come_back(request, page, secret, here):
    """
    Use the link or code up and lead to where its draft stops; None if it leads nowhere.

    Somebody who has begun another application with the same form here is asked at `here` first.
    """
    own = request.META.get("CSRF_COOKIE", "")
    found = applying.put_by_under(secret, own)
    form_page = found and page_of(found.form, page)
    if not form_page or not can_use(request, found, form_page):
        return None
    if has_other(request, form_page, found) and "replace" not in request.POST:
        return redirect(f"{here}?other=1")
    with transaction.atomic():
        draft = applying.return_with(secret, own)
        if draft is None:
            return None
        if browser.remembered(request, draft.form) != draft.pk:
            holding.discard(request, form_page)
    browser.drop_aside(request, TYPED)
    browser.drop_aside(request, holding.aside_name(form_page))
    request.session.cycle_key()
    browser.remember(request, draft)
    furthest = Answering(form_page.definition, draft).furthest
    return redirect(f"{screens.url_of(form_page, request, furthest)}?{RETURNED}=1")


def can_use(request, draft, form_page):
    return holding.is_usable_by(request, draft, form_page) and holding.opens(draft)


def has_other(request, form_page, draft):
    """Whether this browser holds another draft for the same form, with something in it."""
    held_id = browser.remembered(request, form_page.translation_key)
    if held_id is None or held_id == draft.pk:
        return False
    held = holding.draft_of(request, form_page)
    return bool(held and held.answers)


def page_of(form, index):
    """The form's live page, in the language of `index` if there is one; None if it is gone."""
    live = ApplicationFormPage.objects.live().filter(translation_key=form).select_related("locale")
    return min(live, key=lambda page: page.locale_id != index.locale_id, default=None)
