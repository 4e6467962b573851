"""
The box above the list that finds an application or a person.

One box for a reference, an AMKA, a phone or an e-mail: which it is, is recognised. It is posted, and
only what tells nothing goes into the address: the reference, or a keyed hash of the rest.
"""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from forms import reference
from forms.actions.following_up import digests_of
from forms.inbox.listing import InboxView

NOT_RECOGNISED = _(
    "This is no whole reference, AMKA, telephone number or e-mail address. "
    "Write all of it; dashes, spaces and small letters don't matter."
)


class FindForm(forms.Form):
    """Once valid, `query` is what goes into the address."""

    what = forms.CharField(max_length=254, error_messages={"required": NOT_RECOGNISED})

    def clean_what(self):
        what = self.cleaned_data["what"]
        self.query = recognised(what)
        if not self.query:
            raise forms.ValidationError(NOT_RECOGNISED)
        return what


def recognised(what: str) -> dict[str, str]:
    """The filter of the list that finds it: a reference, a person, or {} if it is neither."""
    if number := reference.normalise(what):
        return {"q": reference.grouped(number)}
    empty = set(digests_of(""))
    digests = [digest for digest in digests_of(what) if digest not in empty]
    return {"person": digests[0]} if digests else {}


class FindView(InboxView):
    """A POST that leads to the list; refused, it shows the list as it was, with what was typed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        self.find_form = FindForm(request.POST)
        if self.find_form.is_valid():
            return redirect(f"{reverse('applications:index')}?{urlencode(self.find_form.query)}")
        return self.show_again()
