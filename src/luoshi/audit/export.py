"""The trail as a workbook for the auditor."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils import timezone

from luoshi.audit.models import Event
from luoshi.audit.words import action_word, changes, kind_word

HEADS = (
    ("编号", 9),
    ("时间", 20),
    ("人员", 14),
    ("岗位", 26),
    ("地址", 16),
    ("操作", 16),
    ("对象", 12),
    ("名称", 40),
    ("改动", 60),
    ("校验码", 20),
)


def workbook(events: Iterable[Event]) -> bytes:
    """One row an event, with what changed in words and the event's digest."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("留痕")
    head = book.add_format({"bold": True, "bg_color": "#E8EDF3", "border": 1, "valign": "vcenter"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate(HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    row = 0
    for row, event in enumerate(events, 1):
        said = "\n".join(f"{name}：{before} → {after}" for name, before, after in changes(event))
        texts = (
            f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
            *(event.name, event.post, event.address, action_word(event.action), kind_word(event.kind), event.label),
            *(said[:32000], event.digest),
        )
        sheet.write_number(row, 0, event.pk, cell)
        for column, text in enumerate(texts, 1):
            sheet.write_string(row, column, text, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(HEADS) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()
