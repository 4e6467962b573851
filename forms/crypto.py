"""
Sealing what applicants type, and finding it again by keyed hash.

AES-256-GCM under the keys of `settings.DATA_KEYS` (URL-safe base64, 32 bytes each): the first
seals, all open. A token is `version (1 byte) | key id (4) | nonce (12) | ciphertext and tag`.
The context, `table.field:uuid`, is authenticated with it, so a token that was altered, or moved
to another row or field, does not open (OWASP ASVS 5.0, 11.3.2 and 11.3.3).
"""

import base64
import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VERSION = b"\x01"
KEY_BYTES, ID_BYTES, NONCE_BYTES = 32, 4, 12


class CannotOpen(Exception):
    """The sealed value is damaged, stands in the wrong place, or its key is gone."""


def seal(plain: bytes, context: str) -> bytes:
    """Seal `plain` for the place `context` names, with the first of DATA_KEYS."""
    key = _key(settings.DATA_KEYS[0])
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + key_id(key) + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def open_sealed(token: bytes, context: str) -> bytes:
    """What `seal` was given. Raises CannotOpen rather than ever returning doubtful text."""
    token = bytes(token)
    start = len(VERSION) + ID_BYTES
    wanted, nonce, ciphertext = (
        token[1:start],
        token[start : start + NONCE_BYTES],
        token[start + NONCE_BYTES :],
    )
    keys = [key for key in map(_key, settings.DATA_KEYS) if key_id(key) == wanted]
    if token[:1] != VERSION or not keys:
        raise CannotOpen(f"{context}: sealed with a key that is not among DATA_KEYS")
    try:
        return AESGCM(keys[0]).decrypt(nonce, ciphertext, context.encode())
    except (InvalidTag, ValueError):
        raise CannotOpen(f"{context}: altered, or moved from its place") from None


def key_id(key: bytes) -> bytes:
    """The four bytes that name a key in a token; they tell nothing about the key."""
    return hashlib.sha256(b"data key id" + key).digest()[:ID_BYTES]


def start_of_new() -> bytes:
    """How each value begins that is sealed now: with the first of DATA_KEYS."""
    return VERSION + key_id(_key(settings.DATA_KEYS[0]))


def key_names() -> list[str]:
    """DATA_KEYS by what may be shown of them, in their order."""
    return [key_id(_key(text)).hex() for text in settings.DATA_KEYS]


def place(table: str, name: str, pk: Any) -> str:
    """The context of what the column `sealed_<name>` of a row holds."""
    return f"{table}.{name}:{pk}"


def blind_index(kind: str, value: str) -> str:
    """
    A keyed hash (HMAC-SHA256, hex) under which an equal value is found again.

    `kind` keeps the hash of a phone apart from that of an AMKA with the same digits;
    `value` must already be in its one normal form.
    """
    return hmac.new(_key(settings.INDEX_KEY), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


@lru_cache
def _key(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured("Each of DATA_KEYS, and INDEX_KEY, must be 32 bytes in URL-safe base64.")
    return key


class Sealed:
    """
    A model attribute whose JSON value lives sealed in the binary field `sealed_<name>`.

        answers = Sealed()
        sealed_answers = models.BinaryField(default=bytes)

    The row needs its uuid before the first write: the value is bound to it.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        token = getattr(row, f"sealed_{self.name}")
        return json.loads(open_sealed(token, self._context(row))) if token else None

    def __set__(self, row: Any, value: Any) -> None:
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        setattr(row, f"sealed_{self.name}", seal(plain, self._context(row)))

    def _context(self, row: Any) -> str:
        return place(row._meta.db_table, self.name, row.pk)
