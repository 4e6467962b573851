"""
Where files of strangers are decoded: a process of its own, which may fall.

    python child.py <media type>     the file on stdin

Writes one line of JSON, `{"media_type": …}` or `{"refused": code}`, and after it the new bytes of a
picture. Memory, time and files are limited before a byte is read: a decoder that is led astray,
or worse, takes nothing of the site with it.
"""

import json
import resource
import sys
from pathlib import Path

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
"""Of processor time. A photo of 40 million pixels takes about three."""


def limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing is written but into the pipe


def main() -> None:
    limit_resources()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from forms.uploads.recognise import PDF
    from forms.uploads.refused import Refused

    media_type, data = sys.argv[1], sys.stdin.buffer.read()
    content = b""
    try:
        if media_type == PDF:
            from forms.uploads.pdfs import inspect

            inspect(data)
        else:
            from forms.uploads.images import made_anew

            content, media_type = made_anew(data, media_type)
        answer = {"media_type": media_type}
    except Refused as refusal:
        answer = {"refused": refusal.code}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
