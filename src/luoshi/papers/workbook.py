"""Sheets as the bytes of an xlsx file."""

from __future__ import annotations

import io
from collections.abc import Iterable

from luoshi.papers.sheet import DEFAULT_FONT, Formats, Sheet, add_sheet
from luoshi.papers.wording import printable


def xlsx(sheets: Iterable[Sheet], title: str, note: str, comments: str = "") -> bytes:
    """The workbook of these sheets; `note` stands below the title of each, title and comments in its properties."""
    import xlsxwriter  # loaded only where a workbook is wanted

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": DEFAULT_FONT})
    book.set_properties({"title": printable(title), "comments": comments})
    formats = Formats(book)
    for sheet in sheets:
        add_sheet(book, formats, sheet, note)
    book.close()
    return buffer.getvalue()
