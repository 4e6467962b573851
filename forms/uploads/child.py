"""
Where files of strangers are decoded: a process of its own, which may fall.

    python child.py take <media type>                          the file on stdin
    python child.py count <media type>
    python child.py show <media type> <page> <width> <turn>

Writes one line of JSON, `{"media_type": …}`, `{"pages": …}` or `{"refused": code}`, and after it the
new bytes of a picture. Memory, time and files are limited before a byte is read: a decoder that is
led astray, or worse, takes nothing of the site with it.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
"""Of processor time. A photo of 40 million pixels takes about three."""


def limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing is written but into the pipe


def take(data: bytes, media_type: str) -> tuple[dict[str, Any], bytes]:
    """Check a file that came; a picture is made anew."""
    from forms.uploads.recognise import PDF

    if media_type == PDF:
        from forms.uploads.pdfs import inspect

        inspect(data)
        return {"media_type": media_type}, b""
    from forms.uploads.images import made_anew

    content, media_type = made_anew(data, media_type)
    return {"media_type": media_type}, content


def count(data: bytes, media_type: str) -> tuple[dict[str, Any], bytes]:
    """How many pages a kept file has to look at."""
    from forms.uploads.pictures import pages_of

    return {"pages": pages_of(data, media_type)}, b""


def show(data: bytes, media_type: str, page: str, width: str, turn: str) -> tuple[dict[str, Any], bytes]:
    """One page of a kept file as a picture."""
    from forms.uploads.pictures import picture

    return {"media_type": "image/jpeg"}, picture(data, media_type, int(page), int(width), int(turn))


WORK = {"take": take, "count": count, "show": show}


def main() -> None:
    limit_resources()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from forms.uploads.refused import Refused

    content = b""
    try:
        answer, content = WORK[sys.argv[1]](sys.stdin.buffer.read(), *sys.argv[2:])
    except Refused as refusal:
        answer = {"refused": refusal.code}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
