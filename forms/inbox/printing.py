"""An application on paper: answers, files, decision, and the notes if they are asked for. On the trail."""

from django.urls import path
from django.views.generic import TemplateView

from forms import trail
from forms.crypto import CannotOpen
from forms.enums import DECIDED, AccessKind, EventKind
from forms.inbox.access import ApplicationMixin
from forms.inbox.answers import answers_of
from forms.inbox.columns import reference_of
from forms.inbox.detail import DetailView
from forms.inbox.masking import Mask, mask_amka
from forms.inbox.timeline import moment_of
from forms.uploads import keeping
from forms.workflow import staff_label


class PrintView(ApplicationMixin, TemplateView):
    """
    `?notes=1` brings the notes along. AMKAs are covered; a POST shows them in its one answer, for who
    needs them on the paper.
    """

    template_name = "forms/inbox/print.html"
    mask = Mask()

    def get(self, request, *args, **kwargs):
        trail.record(AccessKind.PRINT, by=request.user, application=self.object)
        return self.answer(with_notes="notes" in request.GET)

    def post(self, request, *args, **kwargs):
        trail.record(AccessKind.REVEAL, by=request.user, application=self.object, note="all, to print")
        trail.record(AccessKind.PRINT, by=request.user, application=self.object)
        self.mask = Mask(is_lifted=True)
        return self.answer(with_notes="notes" in request.POST)

    def answer(self, *, with_notes):
        try:
            context = self.get_context_data(with_notes=with_notes)
        except CannotOpen:
            screen = DetailView()  # which says so, and what to do
            screen.setup(self.request, **self.kwargs)
            return screen.answer()
        response = self.render_to_response(context)
        response["Cache-Control"] = "no-store, private"
        return response

    def get_context_data(self, *, with_notes, **kwargs):
        application = self.object
        events = application.events.select_related("by", "assignee")
        kinds = [EventKind.DECIDED, EventKind.NOTED] if with_notes else [EventKind.DECIDED]
        moments = [moment_of(event, application, self.mask) for event in events.filter(kind__in=kinds)]
        return super().get_context_data(
            application=application,
            reference=reference_of(application),
            state_label=staff_label(application),
            answers=answers_of(application, self.mask),
            files=[file | {"name": mask_amka(file["name"])} for file in keeping.listed(application)],
            is_decided=application.state in DECIDED,
            decisions=[moment for moment in moments if moment.event.kind == EventKind.DECIDED],
            notes=[moment for moment in moments if moment.event.kind == EventKind.NOTED],
            with_notes=with_notes,
            is_revealed=self.mask.is_lifted,
            **kwargs,
        )


def addresses(view):
    return [path("<uuid:pk>/print/", view(PrintView), name="print")]
