"""formtools drives the steps; what it would do to lose or double answers is replaced here."""

from django.core.exceptions import SuspiciousOperation
from django.shortcuts import redirect
from formtools.wizard.views import NamedUrlWizardView, WizardView

from forms.actions import applying
from forms.apply import screens
from forms.apply.steps import CheckForm, StepForm
from forms.keys import CHECK, RECEIVED, WIZARD


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

    @classmethod
    def respond(cls, request, page, step):
        """The answer to `request` for a step, with `request.answering` at hand."""
        steps = request.answering.definition.steps
        view = cls.as_view(
            form_list=[*((step.key, StepForm) for step in steps), (CHECK, CheckForm)],
            condition_dict={step.key: is_shown(step.key) for step in steps},
            url_name="",
            done_step_name=None,
            page=page,
            answering=request.answering,
        )
        return view(request, step=step)

    def get(self, request, *args, step, **kwargs):
        shown, furthest = list(self.get_form_list()), self.answering.furthest
        if step not in shown or shown.index(step) > shown.index(furthest):
            return redirect(self.get_step_url(furthest))
        self.storage.current_step = step
        return self.render(self.get_form(data=self.storage.current_step_data))

    def post(self, request, *args, step, **kwargs):
        if request.POST.get(f"{self.prefix}-current_step") != step:
            raise SuspiciousOperation("What was posted belongs to another step.")
        if step not in self.get_form_list():
            return redirect(self.get_step_url(self.answering.furthest))
        self.storage.current_step = step
        form = self.get_form(data=request.POST)
        goes_back = "back" in request.POST
        if step != CHECK and (goes_back or not form.is_valid()):
            self.storage.set_step_data(step, form.kept_data())
            return redirect(self.url_before(step) if goes_back else self.get_step_url(step))
        return super().post(request, *args, step=step, **kwargs)

    def render_next_step(self, form, **kwargs):
        if self.is_change:
            return redirect(self.get_step_url(self.answering.furthest))
        return super().render_next_step(form, **kwargs)

    def render_done(self, form, **kwargs):
        return WizardView.render_done(self, form, **kwargs)  # no GET in between

    def done(self, form_list, **kwargs):
        applying.send(self.answering.draft, self.page, self.answering.answers)
        return redirect(screens.url_of(self.page, self.request, RECEIVED))

    @property
    def is_change(self):
        """Whether the person came from the check page to change one step, and goes back there."""
        return "change" in (self.request.POST if self.request.method == "POST" else self.request.GET)

    def get_prefix(self, request, *args, **kwargs):
        return WIZARD

    def get_form_kwargs(self, step=None):
        if step == CHECK:
            return {}
        read = self.answering.reading[step]
        return {"definition": self.answering.definition, "step": read.step, "earlier": read.earlier}

    def get_form_step_data(self, form):
        return form.kept_data() if isinstance(form, StepForm) else {}

    def get_step_url(self, step):
        url = screens.url_of(self.page, self.request, step)
        return f"{url}?change=1" if self.is_change and step != CHECK else url

    def url_before(self, step):
        if self.is_change:
            return self.get_step_url(CHECK)
        previous = self.get_prev_step(step)
        return self.get_step_url(previous) if previous else self.page.get_url(self.request)

    def get_template_names(self):
        return [screens.CHECK_TEMPLATE if self.steps.current == CHECK else screens.STEP_TEMPLATE]

    def get_context_data(self, form, **kwargs):
        step = self.steps.current
        context = super().get_context_data(form=form, **kwargs) | {
            "page": self.page,
            "position": self.steps.step1,
            "total": self.steps.count,
            "is_change": self.is_change,
            "is_again": "again" in self.request.GET,
        }
        if step == CHECK:
            return context | {"parts": screens.parts(self.answering, self.get_change_url)}
        return context | {"step": self.answering.reading[step].step}

    def get_change_url(self, step):
        return screens.url_of(self.page, self.request, step) + "?change=1"
