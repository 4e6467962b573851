"""
Why a file isn't taken. Knows nothing of Django: the child that decodes files uses it too.
"""


class Refused(Exception):
    """`code` is one of those that `forms.uploads.words` puts into words."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
