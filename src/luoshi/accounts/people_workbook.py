"""The workbook of people and posts as handed out: instructions, what is held already, drop-downs, marked examples."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from luoshi.units.models import Role

SHEET = "人员"
EXAMPLE = "示例"
FIRST_ROW = 2  # the first row for people, counted from 1; row 1 holds the heads


@dataclass(frozen=True, slots=True)
class Column:
    """key  the field; head  as written in row 1; must  has to be filled in; width  in characters."""

    key: str
    head: str
    must: bool
    width: int
    hint: str


COLUMNS = (
    Column("name", "姓名", True, 12, "必填。"),
    Column("phone", "电话", False, 15, "同名的人靠电话区分。"),
    Column(
        "unit", "单位", False, 26, "从下拉中选，须与单位目录一致；简称也认。领导、督查室等不属于某个单位的可以空着。"
    ),
    Column("department", "股室", False, 16, "可空。须先在单位页面登记。"),
    Column("role", "角色", True, 20, "必填，从下拉中选。一人几个岗位写几行。"),
    Column("title", "职务", False, 16, "可空，如“副局长”。"),
    Column("since", "起", False, 13, "可空，写成2026-3-5。"),
    Column("until", "止", False, 13, "填了日期，岗位到那天为止。"),
    Column("mail", "邮箱", False, 22, "可空。"),
    Column("username", "用户名", False, 14, "可空，系统按姓名拼音起。已有账号的不改。"),
    Column("note", "备注", False, 10, "写“示例”的行不导入。"),
)
HELP = (
    "怎样填",
    "1. 在“人员”表里一行写一个岗位。一个人有几个岗位就写几行，姓名、电话照抄。",
    "2. 表里已经列出系统现有的人员和岗位，只需改动有变化的，增加没有的，不用重填。空着的格子不改动现有内容。",
    "3. 角色和单位从下拉中选。单位写简称也认得；目录里没有的单位，请先在“单位”页面增加。",
    "4. 岗位到期的，在“止”里填最后一天，不要删行。删掉的行系统不会动它，除非上传时选“这是全部名单”。",
    "5. 备注写“示例”的行不会导入，可以留着。",
    "6. 存盘后在“人员—用表格导入”上传。系统先列出差别和错误，确认后才生效；错误会指到具体的格子。",
)


def template(rows: Sequence[dict[str, str]], units: Sequence[str], title: str) -> bytes:
    """The workbook with what is held (`rows`, by column key), offering `units` and all roles."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#DCE7F3", "border": 1, "valign": "vcenter"})
    must = book.add_format({"bold": True, "bg_color": "#F6E2C4", "border": 1, "valign": "vcenter"})
    plain = book.add_format({"num_format": "@", "border": 1, "border_color": "#C8D0DA"})
    grey = book.add_format(
        {"num_format": "@", "border": 1, "border_color": "#C8D0DA", "font_color": "#6B7785", "italic": True}
    )
    sheet = book.add_worksheet(SHEET)
    note = book.add_worksheet("填写说明")
    choices = book.add_worksheet("选项")
    for n, column in enumerate(COLUMNS):
        sheet.set_column(n, n, column.width, plain)
        sheet.write_string(0, n, column.head, must if column.must else head)
        sheet.write_comment(0, n, column.hint)
    sheet.set_row(0, 20)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for r, row in enumerate([*rows, *_examples(units)], FIRST_ROW - 1):
        for n, column in enumerate(COLUMNS):
            sheet.write_string(r, n, row.get(column.key, ""), grey if row.get("note") == EXAMPLE else plain)
    last = max(len(rows) + 500, 1000)
    for n, values, name in ((0, list(Role.labels), "role"), (1, list(units), "unit")):
        choices.write_column(0, n, values)
        place = next(i for i, c in enumerate(COLUMNS) if c.key == name)
        if values:
            sheet.data_validation(
                FIRST_ROW - 1,
                place,
                last,
                place,
                {
                    "validate": "list",
                    "source": f"=选项!${'AB'[n]}$1:${'AB'[n]}${len(values)}",
                    "error_type": "warning",
                    "error_title": "不在下拉里",
                    "error_message": "请从下拉中选；单位写简称也可以。",
                },
            )
    choices.set_column(0, 1, 30)
    choices.hide()
    bold = book.add_format({"bold": True, "font_size": 14})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    note.set_column(0, 0, 90)
    note.write_string(0, 0, f"{title} 人员岗位表", bold)
    for n, line in enumerate(HELP, 1):
        note.write_string(n, 0, line, wrap)
    book.close()
    return out.getvalue()


def _examples(units: Sequence[str]) -> list[dict[str, str]]:
    unit = units[0] if units else "县某某局"
    return [
        {
            "name": "张三",
            "phone": "13800000000",
            "unit": unit,
            "role": Role(Role.UNIT_HEAD).label,
            "title": "局长",
            "since": "2026-01-01",
            "note": EXAMPLE,
        },
        {
            "name": "李四",
            "phone": "13900000000",
            "unit": unit,
            "role": Role(Role.LIAISON).label,
            "title": "办公室主任",
            "note": EXAMPLE,
        },
        {
            "name": "李四",
            "phone": "13900000000",
            "unit": unit,
            "role": Role(Role.TASK_FORCE_OFFICE).label,
            "note": EXAMPLE,
        },
    ]
