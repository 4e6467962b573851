"""
Where the drill's children come from: `python -m tests.forms.drill`, started once for all tests.

It starts Django, as each child would have to by itself, and opens no connection. Each line it reads
is a job, `{"module", "args", "settings", "errors"}`: the module's `main(*args)` runs in a process of
its own, forked, with these settings and its errors in that file. It answers how the child ended:
minus the signal that killed it, or its exit code.
"""

import importlib
import json
import os
import sys
import traceback

import django
from django.conf import settings
from django.db import connections
from django.urls import get_resolver


def run(job):
    with open(job["errors"], "w") as errors:
        os.dup2(errors.fileno(), sys.stderr.fileno())
        os.dup2(errors.fileno(), sys.stdout.fileno())
    for name, value in job["settings"].items():
        setattr(settings, name, value)
    importlib.import_module(f"tests.forms.drill.{job['module']}").main(*job["args"])


def main():
    django.setup()
    get_resolver().url_patterns  # noqa: B018 – imports all views
    connections.close_all()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                run(json.loads(line))
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(status)
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
