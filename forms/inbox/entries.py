"""What staff type or choose on an application, one form an action."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from forms.fields import LongTextField
from forms.inbox.reaching import how_to_reach
from forms.permissions import colleagues
from forms.workflow import closing_reasons, label_of, next_states, outcomes


def labelled(states, application):
    """States as choices, called what the form's staff call them."""
    return [(state.value, label_of(state, application.form)) for state in states]


class Entry(forms.Form):
    """Bound to the application it is about, whose state decides what may be chosen."""

    text_field = ""
    """The field that somebody may have taken pains over."""

    def __init__(self, *args, application, **kwargs):
        self.application = application
        super().__init__(*args, auto_id=f"{self.__class__.__name__}-%s", **kwargs)


class NoteEntry(Entry):
    text_field = "note"
    note = LongTextField(
        label=_("Note for colleagues"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the note.")},
    )


class ColleagueField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return get_user_display_name(user)


class AssignEntry(Entry):
    to = ColleagueField(label=_("Colleague"), queryset=None, empty_label=_("Choose"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(self.application)


class StateEntry(Entry):
    state = forms.ChoiceField(label=_("New state"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        states = next_states(self.application.state, self.application.form)
        self.fields["state"].choices = labelled(states, self.application)


class EntryForApplicant(Entry):
    """What it says is read on the page “How your application stands”; whether a mail leads there is told."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields[self.text_field]
        field.help_text = format_html("{} {}", field.help_text, how_to_reach(self.application))


class PapersEntry(EntryForApplicant):
    text_field = "papers"
    papers = LongTextField(
        label=_("Which papers, and why"),
        help_text=_("The applicant reads it and can send photos or PDF files."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write which papers you need.")},
    )


class MessageEntry(EntryForApplicant):
    text_field = "message"
    message = LongTextField(
        label=_("Message to the applicant"),
        help_text=_("The applicant reads it on the page “How your application stands”."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the message.")},
    )


class DecisionEntry(Entry):
    text_field = "reason"
    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = LongTextField(
        label=_("Reason"),
        help_text=_("Staff read it. The applicant learns only that the office has finished."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        decisions = outcomes(self.application.state, self.application.form)
        self.fields["outcome"].choices = labelled(decisions, self.application)


class CloseEntry(Entry):
    text_field = "more"
    closing_reason = forms.ModelChoiceField(
        label=_("Why it is closed"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it is closed.")},
    )
    more = LongTextField(
        label=_("More about it"),
        help_text=_("Staff read it. The applicant learns only that the office has finished."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closing_reason"].queryset = closing_reasons()


ENTRIES: dict[str, type[Entry]] = {
    "note": NoteEntry,
    "assign": AssignEntry,
    "state": StateEntry,
    "papers": PapersEntry,
    "message": MessageEntry,
    "decide": DecisionEntry,
    "close": CloseEntry,
}
"""By the key of their action."""
