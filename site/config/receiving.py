"""Of a post that is too large for us, takes what fits: the answers, and files as long as there is room."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class KeepWhatFits(FileUploadHandler):
    """
    Keeps files in memory up to `most` bytes together, and notes the others.

    `request.left_out_files` is `{field name: [(file name, bytes)]}`: a view that takes files says
    which of them did not arrive.
    """

    def __init__(self, request, most):
        super().__init__(request)
        self.left = most
        request.left_out_files = {}

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.pieces, self.size = [], 0

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size > self.left:
            self.pieces = []
        else:
            self.pieces.append(raw_data)

    def file_complete(self, file_size):
        if self.size > self.left:
            left_out = self.request.left_out_files.setdefault(self.field_name, [])
            left_out.append((self.file_name, self.size))
            return None
        self.left -= self.size
        return InMemoryUploadedFile(
            BytesIO(b"".join(self.pieces)),
            self.field_name,
            self.file_name,
            self.content_type,
            self.size,
            self.charset,
            self.content_type_extra,
        )
