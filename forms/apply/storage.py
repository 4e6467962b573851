from formtools.wizard.storage.base import BaseStorage

from forms.keys import CHECK


class AnsweringStorage(BaseStorage):
    """
    Where formtools finds what was typed: the draft of the request's `answering`.

    The current step is never stored: the address says it.
    """

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.init_data()
        self.data[self.step_data_key] = dict(request.answering.typed)

    def set_step_data(self, step, cleaned_data):
        super().set_step_data(step, cleaned_data)
        if step != CHECK:
            self.request.answering.keep(step, cleaned_data)

    def reset(self):
        """Sending has consumed the draft; nothing else may wipe it."""
