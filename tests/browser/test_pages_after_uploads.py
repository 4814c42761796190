"""The pages that answer to an uploaded workbook: its errors by cell, what it would change, what came of it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from cast import CLERK, county, plan_in_force
from looking import Looks
from windows import Windows

from luoshi.accounts.people_workbook import COLUMNS
from luoshi.plans import breakdown
from luoshi.plans.models import Task
from luoshi.units.models import Role, Unit

PERSON = {"姓名": "李某", "电话": "13800001111", "单位": "县工信局", "角色": "单位负责人", "起": "2026年3月5日"}


def people(**changed: str) -> bytes:
    """A workbook of one person."""
    made = openpyxl.Workbook()
    made.active.title = "人员"
    made.active.append([c.head for c in COLUMNS])
    made.active.append([{**PERSON, **changed}.get(c.head) for c in COLUMNS])
    return saved(made)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_pages_of_the_workbook_of_people_can_be_used_by_everybody(windows: Windows) -> None:
    cast = county("云麓县")
    cast.post("管理员", Role.SYSTEM_ADMIN)
    cast.post("陈敏", Role.LIAISON, "县工信局")
    looks, page, path = Looks(), windows.seated(cast, "管理员"), "/accounts/people/sheet/"
    for status, content in [(422, b"no workbook"), (422, people(单位="县工业局", 角色="局长")), (200, people())]:
        page.goto(path)
        looks.send(page, "管理员", path, status, file=("file", "人员.xlsx", content))
    page.get_by_role("button", name="确认", exact=False).first.click()
    page.locator(".slip, .alert").first.wait_for()
    looks.look(page, "people taken in")
    assert not looks.faults, looks.told()


def test_pages_of_the_workbook_of_measures_can_be_used_by_everybody(windows: Windows) -> None:
    cast = county()
    plan_in_force(cast.region)
    cast.post("陈敏", Role.LIAISON, "县工信局")
    task, unit = Task.objects.get(title="建设园区"), Unit.objects.get(name="县工信局")

    def put(was: str, now: str) -> None:
        cells = {"do": "set", "key": "row1", "cells": {"title": [was, now]}}
        breakdown.write(task, unit, [cells], CLERK)

    cells = {"title": "完成选址", "register": "project", "person": "陈敏", "ends": "2026-06-30"}
    breakdown.write(task, unit, [{"do": "add", "key": "row1", "after": "", "cells": cells}], CLERK)
    client = cast.client("陈敏")
    book = openpyxl.load_workbook(io.BytesIO(client.get("/plans/breakdowns/workbook/").content))
    sheet = book["分解表"]
    row = next(r for r in sheet.iter_rows(min_row=4) if any(c.value == "row1" for c in r))
    sheet.cell(row[0].row, 2).value, sheet.cell(row[0].row, 4).value = "我写的", "王立"
    put("完成选址", "同事写的")
    looks, page = Looks(), windows.seated(cast, "陈敏")
    page.goto("/plans/breakdowns/")
    looks.send(page, "陈敏", "/plans/breakdowns/workbook/in/", 200, file=("workbook", "分解表.xlsx", saved(book)))
    assert "同事写的" in page.inner_text("main")
    assert not looks.faults, looks.told()
