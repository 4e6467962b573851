"""A child process that seals everything anew: `python -m tests.forms.drill.rotate`."""

import django


def main():
    django.setup()
    from django.core.management import call_command

    call_command("rotate_keys")


if __name__ == "__main__":
    main()
