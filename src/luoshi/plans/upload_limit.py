"""A file that is larger than what the site takes is not kept while it comes in: the rest is thrown away unread."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

FORM_BYTES = 64 * 1024  # what the form's other fields and the parts' headings may add to the file


class TooLarge(FileUploadHandler):
    """First in the row of upload handlers: looks at the announced length, counts what comes."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        self.over = content_length > settings.UPLOAD_LARGEST + FORM_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.over:
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def over_limit(request: HttpRequest) -> bool:
    """Whether the request was larger than what the site takes."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > settings.UPLOAD_LARGEST + FORM_BYTES
