"""
How both sides speak: over a Unix socket, one request and one answer a connection.

Each is a frame: four bytes with its length, then that many bytes of JSON. Its length is bounded,
and so is the time it may take.
"""

import json
import os
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LARGEST_FRAME = 4 * 1024 * 1024
_LENGTH = struct.Struct(">I")
_LONGEST_ADDRESS = 100
"""The system takes about 108 bytes for the address of a Unix socket."""


class Malformed(Exception):
    """What came is no frame of ours."""


def send(connection: socket.socket, content: Any, until: float) -> None:
    """Send one frame before the moment `until` of the monotonic clock, or raise TimeoutError."""
    body = json.dumps(content, separators=(",", ":")).encode()
    if len(body) > LARGEST_FRAME:
        raise Malformed("too large")
    connection.settimeout(_left(until))
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive(connection: socket.socket, until: float) -> Any:
    """One frame, whole before `until`. Raises TimeoutError, Malformed, or EOFError when nobody is left."""
    (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size, until))
    if length > LARGEST_FRAME:
        raise Malformed("too large")
    try:
        return json.loads(_exactly(connection, length, until))
    except (ValueError, RecursionError) as error:
        raise Malformed("no JSON") from error


@contextmanager
def address(path: Path) -> Iterator[str]:
    """Where a socket is bound or found: `path`, or a short way to it where it is too long for a socket."""
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _exactly(connection: socket.socket, size: int, until: float) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        connection.settimeout(_left(until))
        part = connection.recv(min(size - len(parts), 65536))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
