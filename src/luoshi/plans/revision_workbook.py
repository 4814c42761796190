"""The difference of two versions as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence

from luoshi.papers.sheet import DEFAULT_FONT, Column, Formats, Row, Sheet, add_sheet
from luoshi.papers.wording import chinese_date, printable
from luoshi.plans.models import Plan, Version
from luoshi.plans.revision_difference import KIND_WORDS, STATUS_WORDS, ItemChange

COLUMNS = (
    Column("序号", 6, True),
    Column("类别", 10, True),
    Column("所属部分", 24),
    Column("条目", 34),
    Column("变化", 8, True),
    Column("项目", 12, True),
    Column("原来", 52),
    Column("现在", 52),
)


def workbook(plan: Plan, old: Version, new: Version, changes: Sequence[ItemChange]) -> bytes:
    """A row for each field that differs, in the plan's order; items that stayed are left out."""
    import xlsxwriter  # loaded only where a workbook is wanted

    rows = [row for n, change in enumerate((c for c in changes if c.status != "same"), 1) for row in _rows(n, change)]
    title = f"{plan.title} 第{old.number}版与第{new.number}版对照"
    said = [f"第{new.number}版自{chinese_date(new.effective_on.isoformat())}起施行", new.reason, new.reference]
    sheet = Sheet("版本对照", title, COLUMNS, tuple(rows), empty="两个版本的条目没有差别。")
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_format_properties": DEFAULT_FONT})
    book.set_properties({"title": printable(title)})
    add_sheet(book, Formats(book), sheet, "　".join(filter(None, said)))
    book.close()
    return file.getvalue()


def _rows(n: int, change: ItemChange) -> list[Row]:
    lead = (n, KIND_WORDS[change.kind], change.part, change.title, STATUS_WORDS[change.status])
    if change.status == "changed":
        return [Row((*lead, c.label, c.before, c.after)) for c in change.changes]
    facts = change.facts or (("", ""),)
    return [
        Row((*lead, label, words if change.status == "dropped" else "", words if change.status == "added" else ""))
        for label, words in facts
    ]
