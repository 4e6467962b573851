"""Looking for a person's marks in raw bytes, in every dress in which they might lie there."""

import base64
import binascii
import re
import zlib
from urllib.parse import quote

from django.core.signing import b64_decode
from django.db import connection

PACKED = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
DEEPEST = 3
"""Packed in something packed: a session is base64 of zlib of JSON."""


def dresses(mark: str) -> set[bytes]:
    """How a word may be written in a file: encodings of text, JSON, Python, addresses, other cases."""
    found = set()
    for word in (mark, mark.lower(), mark.upper()):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "iso8859_7", "unicode_escape"):
            found.add(word.encode(encoding))
        found |= {quote(word).encode(), quote(word).lower().encode()}
    return found


def unpacked(value: bytes, depth: int = 0):
    """`value`, and whatever base64 and zlib hide in it."""
    yield value
    if depth == DEEPEST:
        return
    for packed in PACKED.findall(value):
        try:
            plain = b64_decode(packed.rstrip(b"=").replace(b"+", b"-").replace(b"/", b"_"))
        except (binascii.Error, ValueError):
            continue
        yield from unpacked(plain, depth + 1)
        try:
            yield from unpacked(zlib.decompress(plain), depth + 1)
        except zlib.error:
            continue


class Search:
    """For all marks at once: `Search(marks).in_bytes(b"…")` gives those that stand in it."""

    def __init__(self, marks):
        self.of = {dress: mark for mark in marks for dress in dresses(mark)}
        self.pattern = re.compile(
            b"|".join(re.escape(each) for each in sorted(self.of, key=len, reverse=True))
        )

    def in_bytes(self, value: bytes) -> set[str]:
        return {self.of[found] for plain in unpacked(value) for found in self.pattern.findall(plain)}

    def in_values(self, values) -> set[tuple[str, str]]:
        """The same of (table, value) pairs."""
        return {(table, mark) for table, value in values for mark in self.in_bytes(value)}


def values_of_the_database():
    """(table, value) for each column of each row, as SQL gives it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        table,
                        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode(),
                    )


def file_of_the_database() -> bytes:
    """What SQLite's file holds, pages of indexes and deleted rows too; PostgreSQL has no such file: b""."""
    return connection.connection.serialize() if connection.vendor == "sqlite" else b""


def files_below(*folders):
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def wrapped(text: str) -> list[bytes]:
    """The same text in each way of hiding that the search must see through."""
    compressed = base64.urlsafe_b64encode(zlib.compress(text.encode()))
    return [
        text.encode(), text.encode("utf-16-le"), f'"{text}"'.encode("unicode_escape"),
        base64.b64encode(f"vor {text} nach".encode()), b"." + compressed + b":1abc:signature",
        base64.b64encode(compressed), quote(text).encode(),
    ]  # fmt: skip
