"""The breakdown workbook: its sheets, what stands in them, and how they print."""

from __future__ import annotations

from dataclasses import replace

import gold_plans
import openpyxl
import pytest

from luoshi.drafting.draft import Draft, Header
from luoshi.papers.breakdown_workbook import MADE_HOW, write_workbook
from luoshi.papers.sheet import COLUMN_UNIT, LONGEST_CELL, PAGE_WIDTH, TALLEST
from luoshi.reading.document import Piece, assemble

SHEETS = ["任务分解表", "指标清单", "单位责任清单", "工作专班", "调度机制", "体检报告"]


@pytest.fixture
def book(plan, read, tmp_path):
    write_workbook(plan, read, tmp_path / "分解表.xlsx")
    return openpyxl.load_workbook(tmp_path / "分解表.xlsx")


def rows(sheet):
    heads = [cell.value for cell in sheet[3]]
    return [dict(zip(heads, [c.value for c in row], strict=True)) for row in sheet.iter_rows(min_row=4)]


def test_it_has_the_sheets_in_order_and_one_for_what_was_not_read(book):
    assert book.sheetnames == [*SHEETS, "未读出内容"]


def test_it_has_no_sheet_for_what_was_not_read_where_all_was_read(plan, read, tmp_path):
    write_workbook(replace(plan, coverage=()), read, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == SHEETS


def test_each_sheet_names_the_plan_its_number_its_date_and_how_it_was_made(book):
    for sheet in book:
        assert sheet["A1"].value == f"青石县“三大行动”总体方案{sheet.title}"
        for words in ("青政办发〔2026〕3号", "2026年2月3日", MADE_HOW):
            assert words in sheet["A2"].value


def test_units_stand_in_the_column_of_their_role_and_an_open_list_stays_open(book):
    first, second, *_ = rows(book["任务分解表"])
    assert (first["牵头单位"], first["责任单位"], first["配合单位"]) == ("县农业农村局", "县水利局、县财政局等", None)
    assert (second["牵头单位"], second["责任单位"], second["配合单位"]) == ("县农业农村局", None, "县水利局")
    assert second["完成时限"] == "6月底前"
    assert second["编号"] == "一1"
    assert first["编号"] == "二（一）"


def test_every_row_carries_its_source_text_and_place(book, read):
    for row in rows(book["任务分解表"]):
        assert row["任务原文"] in read.text
        assert "段" in row["位置"]
    assert rows(book["任务分解表"])[1]["位置"] == "附件1，第11段，第2页"
    assert rows(book["任务分解表"])[3]["位置"] == "附件1-1，第14段，表格第1行"


def test_rows_are_numbered_through(book):
    for name in ("任务分解表", "指标清单", "工作专班", "调度机制", "体检报告", "未读出内容"):
        listed = rows(book[name])
        assert [row["序号"] for row in listed] == list(range(1, len(listed) + 1))


def test_figures_are_numbers_with_unit_and_strength_beside_them(book):
    first, second, third = rows(book["指标清单"])
    assert (first["要求"], first["目标值"], first["区间上限"], first["单位"]) == ("不低于", 20, None, "万吨")
    assert (second["要求"], second["目标值"], second["区间上限"]) == ("区间", 3, 5)
    assert third["目标值"] == 18.5
    assert third["责任单位"] == "县农业农村局牵头"
    assert first["原文表述"] == "粮食总产量达到20万吨以上"


def test_no_cell_is_a_formula_whatever_the_text_begins_with(book):
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    titles = [row["任务"] for row in rows(book["任务分解表"])]
    assert "=HYPERLINK稳粮扩面" in titles
    assert "+序号任务" in titles


def test_heads_stay_in_view_repeat_in_print_and_filter_the_rows(book):
    for sheet in book:
        assert sheet.freeze_panes == "A4"
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row))


def test_sheets_print_on_a3_landscape_with_page_numbers(book):
    for sheet in book:
        assert sheet.page_setup.paperSize == 8
        assert sheet.page_setup.orientation == "landscape"
        assert "第 &P 页，共 &N 页" in sheet.oddFooter.center.text
        if sheet.title != "单位责任清单":
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_each_unit_begins_a_page_under_its_name_and_classes_come_last(book):
    sheet = book["单位责任清单"]
    bands = [cell.row for cell in sheet["B"][3:] if sheet.cell(cell.row, 1).value is None]
    assert [sheet.cell(row, 2).value for row in bands] == ["县农业农村局", "县水利局", "各乡镇"]
    assert [page_break.id for page_break in sheet.row_breaks.brk] == [row - 1 for row in bands[1:]]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage  # fitted pages would make Excel overlook the breaks


def test_a_units_band_tells_its_load_and_its_other_names(book):
    band = rows(book["单位责任清单"])[0]
    assert band["任务或工作专班"] == "牵头2项；工作专班：办公室1次"
    assert "文中又写作：农业农村局" in band["责任分工"]
    assert "疑为同一单位，请核：县农业局（简称：农业农村→农业）" in band["责任分工"]


def test_a_duty_shows_under_which_name_the_unit_was_written(book):
    duties = [row for row in rows(book["单位责任清单"]) if row["序号"]]
    assert duties[0]["责任"] == "牵头"
    assert duties[1]["责任"] == "牵头\n（文中写作“县农业局”）"
    assert duties[2]["责任"] == "办公室"
    assert duties[2]["任务或工作专班"] == "强农行动工作专班"


def test_a_duty_says_what_is_asked_and_of_whom_else_without_the_tasks_whole_text(book, read):
    first, second, third, *_ = [row for row in rows(book["单位责任清单"]) if row["序号"]]
    assert first["责任分工"] == "（县农业农村局牵头，县水利局、县财政局等按职责分工负责）"
    assert (second["涉及指标"], second["完成时限"]) == ("粮食总产量18万吨以上", "6月底前")
    assert second["责任分工"] == "（县农业农村局牵头；县水利局配合）"
    assert third["责任分工"] == "召集人：副县长；办公室设在：县农业农村局"
    texts = [row["任务原文"] for row in rows(book["任务分解表"])]
    assert not any(value in texts for row in (first, second, third) for value in row.values())


def test_a_tables_row_names_the_units_by_role(plan, read, tmp_path):
    row = replace(plan.tasks[1].assignments[0], source=replace(plan.tasks[1].assignments[0].source, row=0, column=1))
    tasks = (plan.tasks[0], replace(plan.tasks[1], assignments=(row,)))
    write_workbook(replace(plan, tasks=tasks), read, tmp_path / "a.xlsx")
    listed = [r for r in rows(openpyxl.load_workbook(tmp_path / "a.xlsx")["单位责任清单"]) if r["序号"]]
    assert listed[1]["责任分工"] == "牵头：县农业农村局；配合：县水利局"


def test_several_roles_in_one_body_stand_in_one_row(plan, read, tmp_path):
    unit = plan.units[1]
    member = replace(unit.duties[2], role="member")
    write_workbook(replace(plan, units=(replace(unit, duties=(*unit.duties, member)),)), read, tmp_path / "a.xlsx")
    listed = [r for r in rows(openpyxl.load_workbook(tmp_path / "a.xlsx")["单位责任清单"]) if r["序号"]]
    assert [row["责任"] for row in listed][2:] == ["办公室、成员单位"]


def test_a_units_page_is_narrow_enough_for_the_paper_where_fonts_are_wide(book):
    sheet = book["单位责任清单"]
    columns = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJ")
    assert columns * COLUMN_UNIT * sheet.page_setup.scale / 100 <= PAGE_WIDTH * 1.05


def test_findings_stand_gravest_first_with_both_passages(book):
    first, second = rows(book["体检报告"])
    assert (first["程度"], second["程度"]) == ("严重", "提示")
    assert "粮食总产量达到20万吨以上" in first["原文之一"]
    assert "【附件1 一1，第11段，第2页】" in first["原文之二"]


def test_only_titles_are_merged_so_that_filters_work(book):
    for sheet in book:
        assert {cells.min_row for cells in sheet.merged_cells.ranges} == {1, 2}


def test_rows_are_high_enough_for_their_text_and_never_higher_than_excel_allows(plan, read, tmp_path):
    long = "很长的任务内容，" * 120
    longer = assemble("a.txt", "txt", [Piece(long)])
    task = replace(plan.tasks[2], body=replace(plan.tasks[2].body, start=0, end=len(long) - 1, paragraph=0))
    write_workbook(replace(plan, tasks=(task,), targets=(), units=(), findings=()), longer, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["任务分解表"]
    cell, height = sheet["I4"], sheet.row_dimensions[4].height
    lines = 2 * len(cell.value) / (sheet.column_dimensions["I"].width * 10.5 / cell.font.size)
    assert lines * cell.font.size * 1.2 < height <= TALLEST


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(plan, tmp_path):
    long = "长" * (LONGEST_CELL + 5)
    longer = assemble("a.txt", "txt", [Piece(long)])
    task = replace(plan.tasks[2], body=replace(plan.tasks[2].body, start=0, end=len(long), paragraph=0))
    empty = replace(plan, tasks=(task,), targets=(), units=(), findings=(), bodies=(), cadences=(), coverage=())
    write_workbook(empty, longer, tmp_path / "a.xlsx")
    value = openpyxl.load_workbook(tmp_path / "a.xlsx")["任务分解表"]["I4"].value
    assert len(value) == LONGEST_CELL
    assert "此处截断" in value


def test_characters_that_a_workbook_cannot_hold_are_left_out(plan, read, tmp_path):
    odd = replace(plan, document=replace(plan.document, title="方\x0b案\ud800"))
    write_workbook(odd, read, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["任务分解表"]["A1"].value == "方案任务分解表"


def test_an_empty_draft_gives_a_workbook_that_says_so(tmp_path):
    write_workbook(Draft(Header(), (), (), (), (), ()), assemble("空.txt", "txt", []), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["任务分解表"]["A1"].value == "空任务分解表"
    assert "未读出" in book["任务分解表"]["A4"].value
    assert "未能体检" in book["体检报告"]["A4"].value


def test_a_plan_without_findings_says_so(plan, read, tmp_path):
    write_workbook(replace(plan, findings=()), read, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["体检报告"]["A4"].value == "未发现问题。"


@pytest.mark.skipif(not gold_plans.BENCH.is_dir(), reason="real plans are not on this machine")
@pytest.mark.parametrize("stem", ["datonghu-2023", "lukou-2025", "wulingyuan-2024"])
def test_a_real_plan_fills_every_sheet(stem, tmp_path):
    draft, document = gold_plans.load(stem)
    write_workbook(draft, document, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert len(rows(book["任务分解表"])) == len(draft.tasks)
    assert len(rows(book["指标清单"])) == len(draft.targets)
    heights = [d.height for sheet in book for d in sheet.row_dimensions.values() if d.height]
    assert max(heights) <= TALLEST
