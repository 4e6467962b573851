"""A child process that erases an application on request: `python -m tests.forms.drill.erase PK USERNAME`."""

import sys

import django


def main(pk, username):
    django.setup()
    from django.contrib.auth import get_user_model

    from forms.actions import erasing
    from forms.models import Application

    row = Application.objects.get(pk=pk)
    by = get_user_model().objects.get(username=username)
    erasing.erase(row, erasing.Granted.NO_CONSENT, "", by=by, version=row.lock_version)


if __name__ == "__main__":
    main(*sys.argv[1:])
