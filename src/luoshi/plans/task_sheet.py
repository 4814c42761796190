"""The task list as a workbook: just the rows and columns that are on the screen."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.papers.sheet import Column as SheetColumn
from luoshi.papers.sheet import Row, Sheet
from luoshi.plans.columns import Column
from luoshi.plans.models import Task


def task_sheet(tasks: Iterable[Task], columns: list[Column], title: str) -> Sheet:
    """The sheet of those tasks, a row a task, numbered through."""
    heads = (SheetColumn("行号", 6, True), *(SheetColumn(c.head, c.width, c.figure) for c in columns))
    rows = tuple(Row((n, *(c.says(task) for c in columns))) for n, task in enumerate(tasks, 1))
    return Sheet("任务清单", title, heads, rows, empty="按所选条件没有任务。")
