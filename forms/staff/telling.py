"""
A change of how somebody signs in, told to its owner by mail: somebody else may have made it.

OWASP ASVS 5.0, 6.3.7. The mail names what changed and when, no code and no person.
"""

from django.utils.translation import gettext

from forms import notifications, trail
from forms.enums import AccessKind
from forms.tasks import deliver_mail

CODE_GIVEN, APP_SET_UP, CODES_MADE, REMOVED, PASSWORD = (
    "sign_in_code_given",
    "sign_in_app_set_up",
    "sign_in_codes_made",
    "sign_in_factor_removed",
    "sign_in_password",
)
"""What can change: the names of the mails that tell of it."""


def second_factor_changed(user, change: str, *, by, note: str) -> None:
    """
    Record it and tell its owner, in the transaction of the change.

    `change` is one of the names above; `by` None for whoever sits at the server.
    """
    trail.record(AccessKind.SECOND_FACTOR, by=by, note=note)
    tell(user, change)


def tell(user, change: str) -> None:
    """Owe the owner a mail, where there is an address to send it to."""
    if user.email:
        deliver_mail.enqueue(str(notifications.owe_notice(user, change).pk))


class PasswordTeller:
    """
    One of `AUTH_PASSWORD_VALIDATORS`, for Django tells these alone that a password was changed.

    It refuses none. Who never signed in has nothing to be told: the password is their first.
    """

    def validate(self, password, user=None) -> None:
        pass

    def get_help_text(self) -> str:
        return gettext("We tell the owner of the account by mail when the password changes.")

    def password_changed(self, password, user=None) -> None:
        if user is not None and user.last_login is not None:
            tell(user, PASSWORD)
