"""What supervisors type of a form's states, and of the reasons for closing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forms import form_states, workflow
from forms.actions.arranging import Asked, Reason
from forms.enums import DECIDED, OPEN, State
from forms.fields import CleanCharField
from forms.models import ClosingReason

LABEL, MEANING, REASON = 60, 300, 80
"""Greatest lengths, in characters."""

LANGUAGES = dict(settings.LANGUAGES)

PARTS = {"staff": _("We call it"), "public": _("The applicant reads"), "meaning": _("And what that means")}

SHARED = "ended"
"""Stands for all decisions where what the applicant reads is asked: it is the same for each."""


@dataclass(frozen=True)
class StateRow:
    """One state on the screen: its fields, and what the applicant reads by them, by language."""

    state: str
    name: str
    used: forms.BoundField | None
    numbers: list[forms.BoundField]
    """Days for the next step and for the warning; none where nothing comes next."""
    words: list[tuple[str, list[tuple[str, forms.BoundField]]]]
    """Of each part its name, and its fields by language."""
    previews: list[tuple[str, workflow.PublicState]]


class StatesForm(forms.Form):
    """All states of a form at once; field names are `state-…`."""

    use_required_attribute = False

    def __init__(self, *args, form, **kwargs):
        self.form = form
        super().__init__(*args, auto_id="states-%s", **kwargs)
        for state in State:
            self._add(state)
        for language in LANGUAGES:
            self._add_words(SHARED, language, ["public", "meaning"])

    def _add(self, state):
        row = form_states.row(self.form, state)
        if state not in workflow.ALWAYS_USED:
            self.fields[f"{state}-used"] = forms.BooleanField(
                label=_("Used"), required=False, initial=workflow.is_used(state, self.form)
            )
        if state in OPEN:
            days, warning = workflow.days_of(state, self.form)
            self.fields[f"{state}-days"] = forms.IntegerField(
                label=_("Working days for the next step"),
                required=False,
                min_value=0,
                max_value=250,
                initial=days,
            )
            self.fields[f"{state}-warning"] = forms.IntegerField(
                label=_("Warn so many days before"),
                min_value=0,
                max_value=30,
                initial=warning if row else workflow.USUAL_WARNING,
            )
        parts = ["staff"] if state in DECIDED else PARTS
        for language in LANGUAGES:
            self._add_words(state, language, parts)

    def _add_words(self, key, language, parts):
        state = State.POSITIVE if key == SHARED else State(key)
        row = form_states.row(self.form, state)
        kept = row.words.get(language, {}) if row else {}
        usual = self._usual(state, language)
        for part in parts:
            is_long = part == "meaning"
            attrs = {"placeholder": usual[part], "lang": language}
            self.fields[f"{key}-{part}-{language}"] = CleanCharField(
                label=PARTS[part],
                required=False,
                max_length=MEANING if is_long else LABEL,
                initial=kept.get(part, ""),
                widget=forms.Textarea(attrs | {"rows": 2}) if is_long else forms.TextInput(attrs),
            )

    def _usual(self, state, language):
        with translation.override(language):
            told = workflow.PUBLIC[state]
            return {"staff": str(state.label), "public": str(told.label), "meaning": str(told.meaning)}

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(f"{state}-used") for state in DECIDED):
            raise forms.ValidationError(
                _("An application must be able to end: use one of the last three states.")
            )
        return cleaned

    @property
    def asked(self) -> dict[str, Asked]:
        """What was typed, by state; the words for all decisions lie with each."""
        return {str(state): self._asked(state) for state in State}

    def _asked(self, state):
        given = self.cleaned_data
        words = {
            language: {part: self._said(state, part, language) for part in PARTS} for language in LANGUAGES
        }
        return Asked(
            is_used=given.get(f"{state}-used", True),
            words=words,
            working_days=given.get(f"{state}-days"),
            amber_days=given.get(f"{state}-warning", workflow.USUAL_WARNING),
        )

    def _said(self, state, part, language):
        key = SHARED if state in DECIDED and part != "staff" else state
        return self.cleaned_data[f"{key}-{part}-{language}"]

    @property
    def rows(self) -> Iterator[StateRow]:
        for state in [*OPEN, *DECIDED, SHARED, State.WITHDRAWN]:
            yield self._row(state)

    def _row(self, key):
        def field(name):
            return self[f"{key}-{name}"] if f"{key}-{name}" in self.fields else None

        words = [
            (str(name), [(language, self[f"{key}-{part}-{language}"]) for language in LANGUAGES])
            for part, name in PARTS.items()
            if f"{key}-{part}-{settings.LANGUAGE_CODE}" in self.fields
        ]
        is_shared, is_decision = key == SHARED, key in DECIDED
        name = (
            gettext("What the applicant reads at the end, whatever it is") if is_shared else State(key).label
        )
        told = State.POSITIVE if is_shared else key
        previews = [] if is_decision else [(each, self._preview(told, each)) for each in LANGUAGES]
        numbers = [number for number in (field("days"), field("warning")) if number]
        return StateRow(str(key), str(name), field("used"), numbers, words, previews)

    def _preview(self, state, language):
        """As it stands in the fields: what was typed last, else what is kept, else the usual."""
        key = SHARED if state in DECIDED else state
        usual = self._usual(State(state), language)
        label, meaning = (
            self[f"{key}-{part}-{language}"].value() or usual[part] for part in ("public", "meaning")
        )
        return workflow.PublicState(label, meaning, workflow.PUBLIC[state].kind)


class ReasonForm(forms.Form):
    """One closing reason; `reason` is None for a new one, which may be left empty."""

    use_required_attribute = False

    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, required=False)
    is_offered = forms.BooleanField(label=_("Offered"), required=False)
    is_deleted = forms.BooleanField(label=_("Delete"), required=False)

    def __init__(self, *args, reason: ClosingReason | None = None, uses: int = 0, last: int = 0, **kwargs):
        self.reason, self.uses = reason, uses
        initial = {"order": last + 1, "is_offered": True}
        if reason:
            initial = {"order": reason.order, "is_offered": reason.is_offered}
            initial |= {f"label-{language}": words for language, words in reason.label.items()}
        super().__init__(*args, initial=initial, prefix=f"reason-{reason.pk if reason else 'new'}", **kwargs)
        for language, name in LANGUAGES.items():
            self.fields[f"label-{language}"] = CleanCharField(
                label=name, max_length=REASON, required=False, widget=forms.TextInput({"lang": language})
            )
        if uses or not reason:
            del self.fields["is_deleted"]

    @property
    def labels(self):
        return [self[f"label-{language}"] for language in LANGUAGES]

    @property
    def is_empty(self) -> bool:
        """A new reason nobody typed."""
        return self.reason is None and not any(self.cleaned_data.get(f"label-{each}") for each in LANGUAGES)

    def clean(self):
        cleaned = super().clean()
        greek = f"label-{settings.LANGUAGE_CODE}"
        if (
            not cleaned.get("is_deleted")
            and not self.is_empty
            and greek not in self.errors
            and not cleaned.get(greek)
        ):
            self.add_error(greek, _("Write it in Greek."))
        return cleaned

    @property
    def as_reason(self) -> Reason:
        given = self.cleaned_data
        labels = {
            language: given[f"label-{language}"] for language in LANGUAGES if given[f"label-{language}"]
        }
        return Reason(
            pk=self.reason.pk if self.reason else None,
            label=labels,
            order=given["order"] or 0,
            is_offered=given["is_offered"],
            is_deleted=given.get("is_deleted", False),
        )
