"""The first administrator's first code, when nobody is there yet to give it."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from forms.staff import administering
from forms.staff.second_factor import ENROLMENT_CODE_DAYS


class Command(BaseCommand):
    help = (
        "Makes the code with which a user signs in for the first time, or after losing phone and recovery "
        "codes, and prints it once. The second factor that the user had no longer counts."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        try:
            user = get_user_model().objects.get_by_natural_key(username)
        except get_user_model().DoesNotExist:
            raise CommandError(f"There is no user {username}.") from None
        self.stdout.write(administering.give(user))
        self.stdout.write(f"Good once, for {ENROLMENT_CODE_DAYS} days, together with the password.")
