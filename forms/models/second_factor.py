"""
What staff prove their second factor with: an app on their phone, or codes on paper.

django-otp's own models keep keys and codes in clear; these keep a sealed key and keyed hashes, so a
dump of the database signs nobody in.
"""

import secrets
import time
from base64 import b32encode
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from forms.crypto import Sealed, blind_index

KEY_BYTES = 20
DIGITS = 6
SECONDS = 30
"""What every authenticator app expects when it isn't told otherwise (RFC 6238)."""

TOLERANCE = 1
"""Steps of SECONDS that the phone's clock may be off, either way."""

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of a code on paper: none that is taken for another."""
CODE_LETTERS = 12
"""Nearly 60 bits: nobody tries them through, also not against the hashes."""


class Throttled(ThrottlingMixin):
    """
    After each wrong code one waits twice as long: 1 second, 2, 4, up to 17 minutes and no longer, or
    whoever knows a password could lock its owner out for years.
    """

    MOST = 11

    class Meta:
        abstract = True

    def throttle_increment(self, commit=True):
        self.throttling_failure_count = min(self.throttling_failure_count, self.MOST - 1)
        super().throttle_increment(commit)

    def get_throttle_factor(self):
        return 1


class Authenticator(Throttled, Device):
    """
    An app that shows six digits, new ones each half minute.

    Until its first code was given (`confirmed`) it signs nobody in: then it takes the place of the
    one before. A code counts once: `last_step` is the step of time of the last one taken.
    """

    key = Sealed()
    """The shared key, hex. The row needs its number before the key can be sealed: see `begin`."""

    made_at = models.DateTimeField(_("since"), default=timezone.now)
    last_step = models.BigIntegerField(default=-1)
    sealed_key = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "confirmed"], name="one_authenticator_and_one_to_come")
        ]

    def __str__(self):
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def begin(cls, user, *, confirmed=False):
        """A new one with a key of its own; one that was begun earlier and never confirmed is gone."""
        cls.objects.filter(user=user, confirmed=confirmed).delete()
        device = cls.objects.create(user=user, confirmed=confirmed)
        device.key = secrets.token_hex(KEY_BYTES)
        device.save(update_fields=["sealed_key"])
        return device

    def verify_token(self, token):
        """Whether it is the code of this moment, and was not given before. The row must be locked."""
        if not self.verify_is_allowed()[0]:
            return False
        app = TOTP(bytes.fromhex(self.key), SECONDS, digits=DIGITS)
        app.time = time.time()
        is_code = len(token) == DIGITS and token.isascii() and token.isdigit()
        if is_code and app.verify(int(token), TOLERANCE, self.last_step + 1):
            self.last_step = app.t()
            self.throttle_reset()
            return True
        self.throttle_increment()
        return False

    @property
    def key_to_type(self) -> str:
        """The key as apps let one type it: base32, in groups of four."""
        text = b32encode(bytes.fromhex(self.key)).decode()
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))

    @property
    def address(self) -> str:
        """What the QR code says to the app. Short, for a fine picture is hard to scan."""
        site, user = urlsplit(settings.BASE_URL).hostname, self.user.get_username()
        told = urlencode({"secret": self.key_to_type.replace(" ", ""), "issuer": site})
        return f"otpauth://totp/{quote(f'{site}:{user}', safe=':@')}?{told}"


class RecoveryCodes(Throttled, Device):
    """
    Codes on paper, each good once: ten for who loses the phone, or the one that an administrator
    gives somebody new (`valid_until`), which leads no further than to setting up the app.
    """

    digests = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("recovery codes")
        verbose_name_plural = _("recovery codes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user"], name="recovery_codes_once_for_each_user"),
        ]

    def __str__(self):
        return f"{self.user_id} ({len(self.digests)})"

    def make(self, count, valid_until=None) -> list[str]:
        """New codes in place of those before: the only time that they can be read."""
        codes = [_random_code() for _ in range(count)]
        self.digests = [self._digest(code) for code in codes]
        self.made_at, self.valid_until = timezone.now(), valid_until
        self.throttle_reset()
        return codes

    def verify_token(self, token):
        """Whether it is one of them; it is used up then. The row must be locked."""
        if not self.verify_is_allowed()[0]:
            return False
        digest = self._digest(token)
        is_over = self.valid_until is not None and self.valid_until <= timezone.now()
        if digest in self.digests and not is_over:
            self.digests = [each for each in self.digests if each != digest]
            self.throttle_reset()
            return True
        self.throttle_increment()
        return False

    def _digest(self, code):
        letters = "".join(letter for letter in code.lower() if letter.isalnum())
        return blind_index(f"recovery code {self.user_id}", letters)


def _random_code():
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LETTERS, 4))
