"""Has a file decoded by `forms.uploads.child`, and survives whatever that does."""

import json
import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from forms.uploads.refused import Refused

logger = logging.getLogger(__name__)

CHILD = Path(__file__).with_name("child.py")
PATIENCE = 40
"""Seconds by the clock, twice what the child has of the processor: others work too."""
AT_ONCE = threading.BoundedSemaphore(2)
"""How many children a process of the server keeps, each with its gigabyte at most."""
LOOKS_AT_ONCE = threading.BoundedSemaphore(1)
"""One more for staff who look at papers: they never make an applicant wait."""


def decoded(data: bytes, media_type: str) -> tuple[bytes, str]:
    """The bytes to keep, and what they are. Raises Refused, also when the child was killed."""
    answer, content = _asked(AT_ONCE, data, "take", media_type)
    return content or data, answer["media_type"]


def pages_of(data: bytes, media_type: str) -> int:
    """How many pages a kept file has to look at. Raises Refused."""
    return _asked(LOOKS_AT_ONCE, data, "count", media_type)[0]["pages"]


def picture_of(data: bytes, media_type: str, *, page: int = 1, width: int, turn: int = 0) -> bytes:
    """A page of a kept file as JPEG, turned so many degrees clockwise. Raises Refused."""
    return _asked(LOOKS_AT_ONCE, data, "show", media_type, str(page), str(width), str(turn))[1]


def _asked(waiting: threading.BoundedSemaphore, data: bytes, *arguments: str) -> tuple[dict[str, Any], bytes]:
    # Isolated (-I): neither the environment nor the folder one stands in say what it imports.
    command = [sys.executable, "-I", str(CHILD), *arguments]
    with waiting:
        try:
            done = subprocess.run(  # noqa: S603 – nothing in it comes from outside
                command, input=data, capture_output=True, timeout=PATIENCE, env={}, check=False
            )
        except subprocess.TimeoutExpired:
            raise _fallen("time") from None
    if done.returncode != 0:
        raise _fallen(f"code {done.returncode}")
    head, _newline, content = done.stdout.partition(b"\n")
    answer = json.loads(head)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer, content


def _fallen(how: str) -> Refused:
    logger.warning("A file could not be decoded within its limits (%s).", how)
    return Refused("too_costly")
