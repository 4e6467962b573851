"""
Where the crash drill pulls the plug.

Only `tests/forms/drill` sets `settings.FAILPOINT`; everywhere else this does nothing.
"""

import os
import signal

from django.conf import settings


def pass_by(name: str) -> None:
    """Die here, as by `kill -9`, if the drill asked for it."""
    if getattr(settings, "FAILPOINT", "") == name:
        os.kill(os.getpid(), signal.SIGKILL)
