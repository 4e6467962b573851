from formtools.wizard.storage.base import BaseStorage

from forms.apply import changes


class AnsweringStorage(BaseStorage):
    """
    Where formtools finds what was typed: the draft of the request's `answering`, which alone writes it.

    The current step is never stored: the address says it.
    """

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.init_data()
        answering = request.answering
        self.data[self.step_data_key] = changes.followed(answering.typed, answering.definition)

    def reset(self):
        """Sending has consumed the draft; nothing else may wipe it."""
