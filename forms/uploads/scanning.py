"""
Asking ClamAV whether bytes are infected: clamd's INSTREAM over a socket (`settings.CLAMD`).

Without one configured nothing is asked. With one that doesn't answer, a file is neither accepted
nor lost: it waits in quarantine until `forms.uploads.sweeping.rescan` reaches the scanner again.
"""

import logging
import re
import socket
import struct
import time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from forms.enums import UploadState

logger = logging.getLogger(__name__)

PIECE = 64 * 1024
PATIENCE = 20
"""Seconds for the whole conversation: an applicant waits for it."""
LONGEST_ANSWER = 4096


class NoAnswer(Exception):
    """The scanner is away, broke off, or did not say."""


class NoVerdict(NoAnswer):
    """The scanner is there and says that it can't judge this file."""


def is_configured() -> bool:
    return bool(settings.CLAMD)


def state_of(data: bytes) -> UploadState:
    """CLEAN, INFECTED, or QUARANTINED when there is a scanner that doesn't say."""
    if not is_configured():
        return UploadState.CLEAN
    try:
        return UploadState.INFECTED if is_infected(data) else UploadState.CLEAN
    except NoAnswer as error:
        logger.error("clamd does not answer: %s. Files wait in quarantine.", error)
        return UploadState.QUARANTINED


def is_infected(data: bytes) -> bool:
    """Raises NoAnswer."""
    try:
        answer = _ask(data)
    except (OSError, struct.error) as error:
        raise NoAnswer(type(error).__name__) from None
    if re.fullmatch(rb"stream: .+ FOUND", answer):
        return True
    if answer == b"stream: OK":
        return False
    if answer.endswith(b"ERROR"):
        raise NoVerdict("ERROR")
    raise NoAnswer("it broke off")


def _ask(data: bytes) -> bytes:
    end = time.monotonic() + PATIENCE
    with _connected(PATIENCE) as line:
        try:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                _hurry(line, end)
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it may hang up after a verdict, for instance that this is too much: that is read now
        answer = b""
        while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
            _hurry(line, end)
            got = line.recv(LONGEST_ANSWER)
            if not got:
                break
            answer += got
    return answer.partition(b"\0")[0].strip()


def _hurry(line: socket.socket, end: float) -> None:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)


def _connected(patience: float) -> socket.socket:
    kind, _colon, place = settings.CLAMD.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(patience)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = place.rpartition(":")
    if kind != "tcp" or not port.isdigit():
        raise ImproperlyConfigured("CLAMD must look like unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310.")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=patience)
