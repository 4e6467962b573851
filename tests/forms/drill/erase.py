"""A child process that erases an application on request: `erase PK USERNAME`."""


def main(pk, username):
    from django.contrib.auth import get_user_model

    from forms.actions import erasing
    from forms.models import Application

    row = Application.objects.get(pk=pk)
    by = get_user_model().objects.get(username=username)
    erasing.erase(row, erasing.Granted.NO_CONSENT, "", by=by, version=row.lock_version)
