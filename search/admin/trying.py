"""“Try it with a question”, on the form of whatever teaches search something."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search import query
from search.admin.trial import compare


class TrialForm(forms.Form):
    """Stands within the form of the entry, so its fields have names of their own."""

    trial_question = forms.CharField(
        label=pgettext_lazy("search", "Question"), max_length=query.LONGEST_QUERY, required=False
    )
    trial_language = forms.ChoiceField(
        label=_("Language of the page"), choices=settings.LANGUAGES, required=False
    )


class TriesQuestions:
    """
    A view with a form that can be tried before it is saved: the button `try` shows the page again with
    what was typed, and with both lists of results.
    """

    comparison = None

    def post(self, request, *args, **kwargs):
        if "try" not in request.POST:
            return super().post(request, *args, **kwargs)
        if not hasattr(self, "object"):
            self.object = None
        self.form = self.get_form()
        trial = self.get_trial()
        if self.form.is_valid() and trial.is_valid() and trial.cleaned_data["trial_question"].strip():
            self.comparison = compare(
                trial.cleaned_data["trial_question"],
                language=trial.cleaned_data["trial_language"] or settings.LANGUAGE_CODE,
                changed=self.form.instance,
            )
        elif trial.is_valid() and self.form.is_valid():
            trial.add_error("trial_question", _("Write a question to try."))
        return self.render_to_response(self.get_context_data())

    def get_trial(self):
        """One form a request; a link may bring the question along."""
        if not hasattr(self, "_trial"):
            asked = self.request.POST if "try" in self.request.POST else None
            self._trial = TrialForm(asked, initial={"trial_question": self.request.GET.get("written", "")})
        return self._trial

    def get_context_data(self, **kwargs):
        return super().get_context_data(trial=self.get_trial(), comparison=self.comparison, **kwargs)
