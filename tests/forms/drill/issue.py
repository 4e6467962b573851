"""A child process that issues a document: `issue APPLICATION USERNAME`."""


def main(pk, username):
    issue(pk, username)


def issue(pk, username):
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from forms.actions import documents
    from forms.documents import issuing
    from forms.models import Application
    from tests.forms import papers

    application = Application.objects.get(pk=pk)
    particulars = issuing.Particulars("77", timezone.localdate(), "Δοκιμή", "")
    template = issuing.offered(application).get()
    drawn = issuing.draw_up(application, template, particulars, papers.request())
    by = get_user_model().objects.get(username=username)
    documents.issue(application, drawn, by=by, version=application.lock_version)
