"""A unit's breakdowns as a workbook to fill in: what the plan says is locked, what the unit writes is open.

Each task has a band with its wording, its measures, and some empty lines. A hidden column knows each line by its key;
a hidden sheet keeps what every cell said at the download, so that the way back can tell the filler's changes from
those that colleagues made meanwhile (`breakdown_workbook_in.py`).
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.papers.sheet import BODY_FONT, DEFAULT_FONT, HEAD_FONT, NOTE_FONT, TITLE_FONT, Formats
from luoshi.papers.width import line_count
from luoshi.papers.wording import printable
from luoshi.plans.measure_rows import CELLS, HEADS, REGISTERS, Row, new_key, row, shown

SHEET, MEMORY = "分解表", "原样"
TASK_HEAD, LIMIT_HEAD, KEY_HEAD = "任务编号", "任务时限", "行号"
COLUMNS = (TASK_HEAD, *(HEADS[c] for c in CELLS), KEY_HEAD)
WIDTHS = (9.0, 48.0, 10.0, 10.0, 13.0, 16.0, 16.0, 7.0, 40.0, 10.0)
BAND = "#"  # begins the hidden key of a line that is no measure
EMPTY_LINES = 4
FORM = "luoshi-breakdown-1"
DAY_FORMAT = 'yyyy"年"m"月"d"日"'
NOTE = (
    "白色格可以填写，灰色格请勿改动。一条举措一行；日期可写成2026年6月30日或6月底；权重合计100或全部不填；"
    "节点写成“6月30日 完成选址”，几个节点用分号隔开。填好后在“细化分解”页面传回，核对差异后才写入。"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A task with the unit's rows. state  how far it is, as shown; open  whether it can be written now;
    begins, ends  days (ISO) that new lines start with."""

    task_id: int
    campaign: str
    title: str
    text: str
    limit: str
    register: str
    state: str
    open: bool
    begins: str
    ends: str
    rows: Sequence[Row]


def breakdown_workbook(
    unit_id: int, unit: str, blocks: Sequence[Block], people: Sequence[str], rooms: Sequence[str], note: str
) -> bytes:
    """The workbook as the bytes of an xlsx file; `note` says of when it is."""
    import xlsxwriter  # loaded only where a workbook is wanted

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": DEFAULT_FONT})
    page, memory = book.add_worksheet(SHEET), book.add_worksheet(MEMORY)
    formats = Formats(book)
    last = len(COLUMNS) - 2  # the last one that is seen
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width, None, {"hidden": at > last})
    page.merge_range(
        0, 0, 0, last, f"{printable(unit)}细化分解表", formats.get(font_name=TITLE_FONT, font_size=20, align="center")
    )
    page.merge_range(1, 0, 1, last, f"{NOTE}（{note}）", formats.get(font_name=NOTE_FONT, font_size=11))
    page.set_row(0, 32)
    page.set_row(1, 34)
    head = formats.get(font_name=HEAD_FONT, font_size=11, align="center", border=1, bg_color="#DDE8F3")
    for at, name in enumerate(COLUMNS):
        page.write_string(2, at, name, head)
    memory.write_row(0, 0, [FORM, str(unit_id)])
    lists = _lists(memory, people, rooms)
    at, kept = 3, 1
    for block in blocks:
        at = _band(page, formats, block, at, last)
        lines = [dict(r) for r in block.rows]
        if block.open:
            usual = {"register": block.register, "begins": block.begins, "ends": block.ends}
            lines += [row(usual, 0, new_key()) for _ in range(EMPTY_LINES)]
        for number, line in enumerate(lines):
            _line(page, formats, block, line, at)
            if number < len(block.rows):
                memory.write_row(kept, 0, [str(block.task_id), line["key"], *(line[c] for c in CELLS)])
                kept += 1
            at += 1
    _choices(page, lists, at)
    _frame(page, memory, at, last)
    book.close()
    return buffer.getvalue()


def _band(page: Any, formats: Formats, block: Block, at: int, last: int) -> int:
    said = f"【{block.state}】{block.campaign}　{block.title}　时限：{block.limit}\n{' '.join(block.text.split())}"
    look = formats.get(font_name=BODY_FONT, font_size=10.5, bg_color="#F3F0E4", border=1, valign="top")
    page.write_string(
        at, 0, str(block.task_id), formats.get(font_name=BODY_FONT, bg_color="#F3F0E4", border=1, align="center")
    )
    page.merge_range(at, 1, at, last, printable(said), look)
    page.write_string(at, last + 1, f"{BAND}{block.task_id}")
    page.set_row(
        at, min(400.0, 15.0 * sum(line_count(part, sum(WIDTHS[1 : last + 1])) for part in said.split("\n")) + 4)
    )
    return at + 1


def _line(page: Any, formats: Formats, block: Block, line: Row, at: int) -> None:
    fixed = formats.get(font_name=BODY_FONT, bg_color="#E9ECEF", border=1, align="center", font_color="#5A6470")
    open_look: dict[str, Any] = {"font_name": BODY_FONT, "border": 1, "locked": not block.open}
    if not block.open:
        open_look["bg_color"] = "#F4F5F6"
    page.write_number(at, 0, block.task_id, fixed)
    for column, cell in enumerate(CELLS, 1):
        text = line[cell]
        if cell in ("begins", "ends"):
            look = formats.get(**open_look, num_format=DAY_FORMAT, align="left")
            try:
                page.write_datetime(at, column, datetime.datetime.fromisoformat(text), look)
            except ValueError:
                page.write_string(at, column, text, look) if text else page.write_blank(at, column, None, look)
        elif cell == "weight" and text.isdecimal():
            page.write_number(at, column, int(text), formats.get(**open_look))
        else:
            said = shown(cell, text)
            page.write_string(at, column, printable(said), formats.get(**open_look)) if said else page.write_blank(
                at, column, None, formats.get(**open_look)
            )
    page.write_string(at, len(CELLS) + 1, line["key"])
    lines = max(line_count(shown(c, line[c]) or " ", WIDTHS[CELLS.index(c) + 1]) for c in CELLS)
    page.set_row(at, max(18.0, min(400.0, 15.0 * lines + 3)))


def _lists(memory: Any, people: Sequence[str], rooms: Sequence[str]) -> dict[str, str]:
    """Writes the known names beside the memory, so that drop-downs can be as long as they are. Range by cell."""
    ranges = {}
    for column, (cell, names) in enumerate((("person", people), ("department", rooms)), 20):
        for at, name in enumerate(names[:500]):
            memory.write_string(at, column, name)
        if names:
            letter = "UV"[column - 20]
            ranges[cell] = f"='{MEMORY}'!${letter}$1:${letter}${min(len(names), 500)}"
    return ranges


def _choices(page: Any, lists: dict[str, str], end: int) -> None:
    def column(cell: str) -> int:
        return CELLS.index(cell) + 1

    if end <= 3:
        return
    at = column("register")
    page.data_validation(3, at, end - 1, at, {
        "validate": "list", "source": list(REGISTERS.values()),
        "error_title": "清单", "error_message": "请选任务清单、项目清单或政策清单。"})  # fmt: skip
    at = column("weight")
    page.data_validation(3, at, end - 1, at, {
        "validate": "integer", "criteria": "between", "minimum": 1, "maximum": 100,
        "error_title": "权重", "error_message": "权重是1到100的整数，一项任务的合计为100；也可以全部不填。"})  # fmt: skip
    for cell, source in lists.items():
        at = column(cell)
        # a name that nobody knows yet may be typed too
        page.data_validation(3, at, end - 1, at, {"validate": "list", "source": source, "show_error": False})


def _frame(page: Any, memory: Any, end: int, last: int) -> None:
    page.freeze_panes(3, 0)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.print_area(0, 0, max(3, end - 1), last)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&C第 &P 页，共 &N 页")
    page.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True,
                      "select_locked_cells": True, "select_unlocked_cells": True})  # fmt: skip
    memory.very_hidden()
    memory.protect()
