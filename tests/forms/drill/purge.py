"""A child process that removes what has outlived its time: `python -m tests.forms.drill.purge`."""

import django


def main():
    django.setup()
    from django.core.management import call_command

    call_command("purge_expired")


if __name__ == "__main__":
    main()
