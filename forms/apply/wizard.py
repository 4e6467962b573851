"""formtools drives the steps; what it would do to lose or double answers is replaced here."""

from django.core.exceptions import SuspiciousOperation
from django.shortcuts import redirect
from django.urls import reverse
from formtools.wizard.views import NamedUrlWizardView, WizardView

from forms import browser, honeypot, limits
from forms.actions import applying
from forms.apply import changes, screens
from forms.apply.answering import posted_into
from forms.apply.steps import CheckForm, StepForm
from forms.availability import availability
from forms.keys import CHECK, DELETE, LATER, RECEIVED, WIZARD

LEADING_AWAY = {"later": LATER, "delete": DELETE}
"""Buttons of a step that keep what is on it and lead to another page below the form."""

RETURNED = "returned"
"""In an address: somebody has just come back to what they put by."""


def is_shown(key):
    """Whether the step is among those of the wizard's `answering`."""
    return lambda wizard: key in wizard.answering.reading


class ApplicationWizard(NamedUrlWizardView):
    """
    Walks one person's `answering` through the steps of a form page; the check page is the last.

    A GET never writes. Every POST keeps what was typed, valid or not, and redirects. Only the
    POST of the check page sends, after all steps were validated again.
    """

    storage_name = "forms.apply.storage.AnsweringStorage"
    page = None
    answering = None
    refused = None

    @classmethod
    def respond(cls, request, page, step, refused):
        """The answer to `request` for a step, with `request.answering` at hand; `refused` are its files."""
        steps = request.answering.definition.steps
        view = cls.as_view(
            form_list=[*((step.key, StepForm) for step in steps), (CHECK, CheckForm)],
            condition_dict={step.key: is_shown(step.key) for step in steps},
            url_name="",
            done_step_name=None,
            page=page,
            answering=request.answering,
            refused=refused,
        )
        return view(request, step=step)

    def get(self, request, *args, step, **kwargs):
        shown, furthest = list(self.get_form_list()), self.answering.furthest
        if step not in shown or shown.index(step) > shown.index(furthest):
            return redirect(self.get_step_url(furthest))
        self.storage.current_step = step
        form = self.get_form(data=self.answering.typed_into(step))
        if step != CHECK and (self.is_at_it or step not in self.answering.typed):
            form.hide_errors()
        return self.render(form)

    def post(self, request, *args, step, **kwargs):
        if request.POST.get(f"{self.prefix}-current_step") != step:
            raise SuspiciousOperation("What was posted belongs to another step.")
        if step not in self.get_form_list():
            return redirect(self.get_step_url(self.answering.furthest))
        self.storage.current_step = step
        if step == CHECK:
            return self.send()
        read = self.answering.reading[step]
        form = self.get_form(data=posted_into(request, read.step, self.refused))
        is_valid = form.is_valid() and not form.wants_redisplay and not self.refused
        self.answering.keep(read.step, form, self.refused, request.POST.get(changes.SEEN))
        self.forget_what_was_shown()
        return redirect(self.url_after(step, form, is_valid))

    def url_after(self, step, form, is_valid):
        """Where it goes on, now that what was typed into a step is kept."""
        if "back" in self.request.POST:
            return self.url_before(step)
        for button, key in LEADING_AWAY.items():
            if button in self.request.POST:
                return screens.url_of(self.page, self.request, key)
        if form.wants_redisplay:
            return self.url_at(step)
        if not is_valid or self.answering.reading[step].step.is_end:
            return self.get_step_url(step)
        if self.is_change:
            return self.get_step_url(self.answering.furthest)
        return self.get_step_url(self.get_next_step(step))

    def url_at(self, step):
        """The step once more, at the group or upload whose button was pressed."""
        url = self.get_step_url(step)
        for question in self.answering.reading[step].step.questions:
            place = f"{step}-{question.key}"
            if any(screens.is_button(name, place) for name in self.request.POST):
                return f"{url}{'&' if '?' in url else '?'}{screens.AT}={question.key}#id_{place}"
        return url

    def send(self):
        """Send, if nothing is left to ask and it doesn't look like a machine."""
        if self.answering.furthest != CHECK:
            return redirect(self.get_step_url(self.answering.furthest))
        if not availability(self.page).may_send:
            return redirect(self.get_step_url(CHECK))
        if honeypot.is_tripped(self.request, self.answering.draft):
            return redirect(f"{self.get_step_url(CHECK)}?look=1")
        limits.count_sending(self.request, self.answering.draft)
        return self.render_done(self.get_form(step=CHECK))

    def render_done(self, form, **kwargs):
        return WizardView.render_done(self, form, **kwargs)  # no GET in between

    def done(self, form_list, **kwargs):
        draft = self.answering.draft
        application = applying.send(draft, self.page, self.answering.answers)
        if draft.entered_by_id:
            browser.forget(self.request, draft.form)
            return redirect(reverse("applications:detail", args=[application.pk]))
        return redirect(screens.url_of(self.page, self.request, RECEIVED))

    @property
    def is_change(self):
        """Whether the person came from the check page to change one step, and goes back there."""
        return "change" in (self.request.POST if self.request.method == "POST" else self.request.GET)

    @property
    def is_at_it(self):
        """Whether the person has not asked to go on from here yet, so that nothing is found wanting."""
        return screens.AT in self.request.GET or RETURNED in self.request.GET

    def forget_what_was_shown(self):
        """formtools remembers which steps are shown; what was just typed may have changed that."""
        for name in ("_resolved_form_list", "_cache_signature"):
            self.__dict__.pop(name, None)

    def get_prefix(self, request, *args, **kwargs):
        return WIZARD

    def get_form(self, step=None, data=None, files=None):
        step = step or self.steps.current
        if step == CHECK:
            return CheckForm({})
        read = self.answering.reading[step]
        return self.answering.form(read.step, read.earlier, data)

    def get_step_url(self, step):
        url = screens.url_of(self.page, self.request, step)
        return f"{url}?change=1" if self.is_change and step != CHECK else url

    def url_before(self, step):
        if self.is_change:
            return self.get_step_url(CHECK)
        previous = self.get_prev_step(step)
        return self.get_step_url(previous) if previous else self.page.get_url(self.request)

    def get_template_names(self):
        if self.steps.current == CHECK:
            return [screens.CHECK_TEMPLATE]
        is_end = self.answering.reading[self.steps.current].step.is_end
        return [screens.END_TEMPLATE if is_end else screens.STEP_TEMPLATE]

    def get_context_data(self, form, **kwargs):
        step = self.steps.current
        context = super().get_context_data(form=form, **kwargs) | {
            "page": self.page,
            "position": self.steps.step1,
            "total": self.steps.count,
            "is_change": self.is_change,
            "is_again": "again" in self.request.GET,
            "is_back": RETURNED in self.request.GET,
            "entered": self.answering.draft if self.answering.draft.entered_by_id else None,
            "availability": availability(self.page),
            "later_url": screens.url_of(self.page, self.request, LATER),
            "delete_url": screens.url_of(self.page, self.request, DELETE),
        }
        if step == CHECK:
            return context | {
                "parts": screens.parts(self.answering, self.get_change_url),
                "is_looked_over": "look" in self.request.GET,
                "honeypot": honeypot,
            }
        read = self.answering.reading[step]
        if read.step.is_end:
            return context | {
                "step": read.step,
                "services": screens.services(self.page, read.step),
                "back_url": self.url_before(step),
            }
        return context | {
            "step": read.step,
            "news": screens.what_is_new(read, self.answering.is_new(read.step)),
            "seen_name": changes.SEEN,
            "seen": changes.mark(read.step),
        }

    def get_change_url(self, step):
        return screens.url_of(self.page, self.request, step) + "?change=1"
