"""
A child process that posts: `post FILE`, which holds its jobs as JSON.

Each job, `[address, session key, fields, files, failpoint]`, runs in a process of its own, forked after
Django has started once. Writes into FILE how each ended: minus the signal, or 0.
"""

import base64
import json
import os
from pathlib import Path

from django.conf import settings


def post(address, session_key, fields, files):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    named = {
        name: SimpleUploadedFile(f"{name}.png", base64.b64decode(content), "image/png")
        for name, content in files.items()
    }
    response = client.post(address, fields | named)
    return 0 if response.status_code == 302 else 1


def main(path):
    ends = []
    for job in json.loads(Path(path).read_text()):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                settings.FAILPOINT = job.pop()
                status = post(*job)
            finally:
                os._exit(status)
        _pid, status = os.waitpid(child, 0)
        ends.append(os.waitstatus_to_exitcode(status))
    Path(path).write_text(json.dumps(ends))
