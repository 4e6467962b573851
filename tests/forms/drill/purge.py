"""A child process that removes what has outlived its time."""


def main():
    from django.core.management import call_command

    call_command("purge_expired")
