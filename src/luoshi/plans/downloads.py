"""Handing a workbook to the browser, and the line in it that says where it comes from."""

from __future__ import annotations

import datetime
from urllib.parse import quote

from django.http import HttpResponse

from luoshi.papers.wording import chinese_date

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_download(data: bytes, name: str, today: datetime.date) -> HttpResponse:
    """The workbook as an attachment "name-20260305.xlsx"."""
    response = HttpResponse(data, content_type=XLSX)
    written = quote(f"{name}-{today:%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename=\"export.xlsx\"; filename*=UTF-8''{written}"
    return response


def export_note(what: str, today: datetime.date) -> str:
    """The line below the title: how much, and as of when."""
    return f"{what}，{chinese_date(today.isoformat())}由落实系统导出"
