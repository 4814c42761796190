"""The breakdown workbook (任务分解表): what an office hands round to have a plan's tasks settled."""

from __future__ import annotations

from pathlib import Path

from luoshi.drafting.draft import Draft
from luoshi.papers.breakdown_sheets import all_sheets
from luoshi.papers.whole_file import put
from luoshi.papers.wording import chinese_date, plan_title, tidy
from luoshi.papers.workbook import xlsx
from luoshi.reading.document import Document

MADE_HOW = "由落实软件依据原文整理，请对照原文核定"


def write_workbook(draft: Draft, document: Document, path: str | Path) -> None:
    """Write the workbook under that path, whole or not at all; folders are made. Raises OSError.

    Sheets: 任务分解表, 指标清单, 单位责任清单, 工作专班, 调度机制, 体检报告, and 未读出内容 where something was not read."""
    put(Path(path), workbook_bytes(draft, document))


def workbook_bytes(draft: Draft, document: Document) -> bytes:
    """The workbook as the bytes of an xlsx file."""
    title = plan_title(draft, document.name)
    return xlsx(all_sheets(draft, document), title, _note(draft), MADE_HOW)


def _note(draft: Draft) -> str:
    """The line below each title: number, issuer and date of the plan, and how the table came about."""
    head = draft.document
    said = [tidy(head.doc_number), tidy(head.issuer), chinese_date(head.date)]
    return "　".join([*filter(None, said), f"（{MADE_HOW}）"])
