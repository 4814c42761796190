"""The unit's workbook: out, changed in a spreadsheet, in again."""

from __future__ import annotations

import datetime
import io
import re

import openpyxl
import pytest
from broken_down import COLLEAGUE, accepted, add, cast, drafted, put, submitted, task, unit
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.plans import breakdown as actions
from luoshi.plans.models import Breakdown

pytestmark = pytest.mark.django_db
COLUMN = {"title": 2, "register": 3, "person": 4, "department": 5, "begins": 6, "ends": 7, "weight": 8, "milestones": 9}
KEY = 10


@pytest.fixture
def liaison():
    return cast().client("工信")


def download(client):
    answer = client.get("/plans/breakdowns/workbook/")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def line(sheet, key):
    """The number of the line with that hidden key, or of the first empty one of the first open task (key "")."""
    for n in range(4, sheet.max_row + 1):
        held = str(sheet.cell(n, sheet_column(sheet, "行号")).value or "")
        if held == key or (
            not key and held and not held.startswith("#") and not sheet.cell(n, sheet_column(sheet, "举措")).value
        ):
            return n
    raise AssertionError(key)


def sheet_column(sheet, head):
    return next(at for at in range(1, 30) if sheet.cell(3, at).value == head)


def upload(client, book):
    data = io.BytesIO()
    book.save(data)
    return client.post(
        "/plans/breakdowns/workbook/in/", {"workbook": SimpleUploadedFile("分解表.xlsx", data.getvalue())}, follow=True
    )


def confirm(client, answer, **choices):
    return client.post(
        "/plans/breakdowns/workbook/apply/", {"payload": answer.context["payload"], **choices}, follow=True
    )


def draft():
    return Breakdown.objects.get(task=task(), unit=unit()).draft


def test_the_workbook_holds_the_units_tasks_measures_and_choices(liaison):
    drafted(add("row1", weight="100"))
    sheet = download(liaison)["分解表"]
    said = sheet.cell(4, 2).value
    assert "建设园区" in said
    assert "引进企业30家以上" in said
    n = line(sheet, "row1")
    assert [sheet.cell(n, at).value for at in (2, 3, 4, 7, 8)] == [
        "完成园区选址",
        "项目清单",
        "陈敏",
        datetime.datetime(2026, 6, 30),
        100,
    ]
    assert sheet.protection.sheet
    assert not sheet.cell(n, 2).protection.locked
    assert sheet.cell(n, 1).protection.locked
    assert sheet.column_dimensions["J"].hidden
    assert {v.type for v in sheet.data_validations.dataValidation} == {"list", "whole"}


def test_brought_back_unchanged_it_changes_nothing(liaison):
    drafted(add("row1", weight="100", milestones="5月底 踏勘；6.15 定址"))
    answer = upload(liaison, download(liaison))
    found = answer.context["found"]
    assert (found.changes, found.new, found.gone, found.errors, found.notes) == ([], [], [], [], [])
    assert "没有新的内容" in answer.content.decode()


def test_changes_are_shown_before_they_count(liaison):
    drafted(add("row1"))
    book = download(liaison)
    sheet = book["分解表"]
    sheet.cell(line(sheet, "row1"), COLUMN["title"]).value = "选址300亩"
    sheet.cell(line(sheet, "row1"), COLUMN["ends"]).value = "5月底"
    n = line(sheet, "")
    sheet.cell(n, COLUMN["title"]).value, sheet.cell(n, COLUMN["person"]).value = "开工建设", "王立"
    answer = upload(liaison, book)
    assert [(c.address, c.before, c.after) for c in answer.context["found"].changes] == [
        (f"B{line(sheet, 'row1')}", "完成园区选址", "选址300亩"),
        (f"G{line(sheet, 'row1')}", "2026年6月30日", "2026年5月31日"),
    ]
    assert draft()[0]["title"] == "完成园区选址"
    confirm(liaison, answer)
    assert [(r["title"], r["ends"]) for r in draft()] == [("选址300亩", "2026-05-31"), ("开工建设", "2026-06-30")]


def test_the_same_file_twice_adds_nothing_twice(liaison):
    drafted(add("row1"))
    book = download(liaison)
    sheet = book["分解表"]
    sheet.cell(line(sheet, ""), COLUMN["title"]).value = "开工建设"
    last = sheet.max_row + 1  # a line of the person's own below all, without a key
    sheet.cell(last, 1).value, sheet.cell(last, COLUMN["title"]).value = task().pk, "竣工验收"
    confirm(liaison, upload(liaison, book))
    assert upload(liaison, book).context["found"].new == []
    assert [r["title"] for r in draft()] == ["完成园区选址", "开工建设", "竣工验收"]


def test_moved_columns_and_sorted_lines_do_no_harm(liaison):
    drafted(add("row1"), add("row2", title="开工"))
    book = download(liaison)
    sheet = book["分解表"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.cell(line(sheet, "row1"), COLUMN["person"]).value = "周宁"
    for n in range(3, sheet.max_row + 1):
        a, b = sheet.cell(n, COLUMN["title"]), sheet.cell(n, COLUMN["person"])
        a.value, b.value = b.value, a.value
    for at in range(1, KEY + 1):
        a, b = sheet.cell(line_of(sheet, "row1"), at), sheet.cell(line_of(sheet, "row2"), at)
        if at < KEY:
            a.value, b.value = b.value, a.value
    a, b = line_of(sheet, "row1"), line_of(sheet, "row2")
    sheet.cell(a, KEY).value, sheet.cell(b, KEY).value = "row2", "row1"
    found = upload(liaison, book).context["found"]
    assert [(c.key, c.head, c.after) for c in found.changes] == [("row1", "责任人", "周宁")]
    assert (found.new, found.gone) == ([], [])


def line_of(sheet, key):
    return next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, KEY).value == key)


def test_a_missing_column_is_told_and_keeps_what_stands(liaison):
    drafted(add("row1"))
    book = download(liaison)
    sheet = book["分解表"]
    for n in range(3, sheet.max_row + 1):
        if (sheet.cell(n, 2).value and n == 3) or not str(sheet.cell(n, KEY).value or "#").startswith("#"):
            sheet.cell(n, COLUMN["department"]).value = "备注" if n == 3 else None
    found = upload(liaison, book).context["found"]
    assert any("没有“股室”列" in note for note in found.notes)
    assert any("备注" in note for note in found.notes)
    assert found.changes == []


def test_deleted_lines_are_told_and_stay_unless_ticked(liaison):
    drafted(add("row1"), add("row2", title="开工"))
    book = download(liaison)
    sheet = book["分解表"]
    sheet.delete_rows(line(sheet, "row2"))
    answer = upload(liaison, book)
    assert [g.cells["title"] for g in answer.context["found"].gone] == ["开工"]
    confirm(liaison, answer)
    assert len(draft()) == 2
    confirm(liaison, answer, **{"gone-0": "1"})
    assert [r["title"] for r in draft()] == ["完成园区选址"]


def test_what_colleagues_did_since_is_shown_beside_and_chosen_at_each_cell(liaison):
    drafted(add("row1"), add("row2", title="开工"))
    book = download(liaison)
    sheet = book["分解表"]
    sheet.cell(line(sheet, "row1"), COLUMN["title"]).value = "表里写的"
    sheet.cell(line(sheet, "row2"), COLUMN["title"]).value = "开工三个标段"
    edits = [put("row1", "title", "完成园区选址", "同事写的"), put("row1", "person", "陈敏", "周宁")]
    actions.write(task(), unit(), edits, COLLEAGUE)
    answer = upload(liaison, book)
    found = answer.context["found"]
    assert [(c.before, c.after, c.original, c.by) for c in found.clashes] == [
        ("同事写的", "表里写的", "完成园区选址", "李同事")
    ]
    assert [(c.head, c.before) for c in found.others] == [("责任人", "周宁")]
    confirm(liaison, answer, **{"mine-0": "0"})
    assert [(r["title"], r["person"]) for r in draft()] == [("同事写的", "周宁"), ("开工三个标段", "陈敏")]
    confirm(liaison, upload(liaison, book), **{"mine-0": "1"})
    assert draft()[0]["title"] == "表里写的"


def test_what_changes_between_showing_and_confirming_is_not_overwritten(liaison):
    drafted(add("row1"))
    book = download(liaison)
    book["分解表"].cell(line(book["分解表"], "row1"), COLUMN["title"]).value = "表里写的"
    answer = upload(liaison, book)
    actions.write(task(), unit(), [put("row1", "title", "完成园区选址", "同事写的")], COLLEAGUE)
    said = confirm(liaison, answer).content.decode()
    assert "没有写入" in said
    assert draft()[0]["title"] == "同事写的"


def test_a_row_that_a_colleague_removed_is_offered_as_new_if_the_sheet_changed_it(liaison):
    made = drafted(add("row1"), add("row2", title="开工"))
    book = download(liaison)
    sheet = book["分解表"]
    sheet.cell(line(sheet, "row2"), COLUMN["title"]).value = "开工三个标段"
    actions.write(task(), unit(), [{"do": "remove", "key": "row2", "was": made.draft[1]}], COLLEAGUE)
    found = upload(liaison, book).context["found"]
    assert [n.cells["title"] for n in found.new] == ["开工三个标段"]
    assert any("已被同事删除" in note for note in found.notes)


def test_errors_are_said_by_cell_and_the_rest_still_counts(liaison):
    drafted(add("row1"))
    book = download(liaison)
    sheet = book["分解表"]
    n = line(sheet, "row1")
    sheet.cell(n, COLUMN["ends"]).value = "某天"
    sheet.cell(n, COLUMN["weight"]).value = 300
    sheet.cell(n, COLUMN["title"]).value = "选址300亩"
    last = sheet.max_row + 1
    sheet.cell(last, COLUMN["title"]).value = "不知道哪一项"
    answer = upload(liaison, book)
    assert [a for a, _ in answer.context["found"].errors] == [f"G{n}", f"H{n}", f"第{last}行"]
    assert "不是日期" in answer.content.decode()
    confirm(liaison, answer)
    assert [(r["title"], r["ends"], r["weight"]) for r in draft()] == [("选址300亩", "2026-06-30", "")]


def test_a_copied_line_is_a_new_measure(liaison):
    drafted(add("row1"))
    book = download(liaison)
    sheet = book["分解表"]
    n, free = line(sheet, "row1"), line(sheet, "")
    for at in range(1, KEY + 1):
        sheet.cell(free, at).value = sheet.cell(n, at).value
    sheet.cell(free, COLUMN["title"]).value = "再来一条"
    answer = upload(liaison, book)
    assert any("复制" in note for note in answer.context["found"].notes)
    confirm(liaison, answer)
    assert [r["title"] for r in draft()] == ["完成园区选址", "再来一条"]


@pytest.mark.parametrize(("make", "said"), [(submitted, "已报送"), (accepted, "已审定")])
def test_what_is_handed_in_is_locked_and_changes_to_it_are_told(liaison, make, said):
    make(add("row1"))
    book = download(liaison)
    sheet = book["分解表"]
    n = line(sheet, "row1")
    assert sheet.cell(n, 2).protection.locked
    sheet.cell(n, COLUMN["title"]).value = "解锁后改的"
    found = upload(liaison, book).context["found"]
    assert found.changes == []
    assert any(said in note for note in found.notes)


def test_a_task_that_is_not_the_units_own_is_not_written(liaison):
    drafted(add("row1"))
    book = download(liaison)
    sheet = book["分解表"]
    last = sheet.max_row + 1
    sheet.cell(last, 1).value, sheet.cell(last, 2).value = task("植树造林").pk, "越权"
    found = upload(liaison, book).context["found"]
    assert found.new == []
    assert "不是本单位" in found.errors[0][1]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_what_is_no_workbook_is_refused_with_a_sentence(liaison, data):
    answer = liaison.post(
        "/plans/breakdowns/workbook/in/", {"workbook": SimpleUploadedFile("x.xlsx", data)}, follow=True
    )
    assert re.search("打不开这个文件|请选择填好的分解表|submitted file is empty", answer.content.decode())


def test_another_workbook_or_another_units_is_refused(liaison):
    other = openpyxl.Workbook()
    assert "不是从本系统下载的分解表" in upload(liaison, other).content.decode()
    book = download(liaison)
    book["原样"]["B1"].value = str(unit("县林业局").pk)
    assert "不是县工信局的" in upload(liaison, book).content.decode()


def test_a_forged_confirmation_writes_nothing(liaison):
    drafted(add("row1"))
    answer = liaison.post("/plans/breakdowns/workbook/apply/", {"payload": "x"}, follow=True)
    assert "重新传一次" in answer.content.decode()
    assert len(draft()) == 1


def test_the_workbook_asks_few_questions(liaison, django_assert_max_num_queries):
    drafted(*(add() for _ in range(10)))
    with django_assert_max_num_queries(12):
        liaison.get("/plans/breakdowns/workbook/")
