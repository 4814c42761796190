"""Tables of a Word file: real ones as grids with merged cells, those that only lay out text as paragraphs."""

from __future__ import annotations

import pytest
from word import cell, docx, p, row, style, table

from luoshi.reading import Cell, Document, read_bytes


def read(*body: str, styles: str = "") -> Document:
    return read_bytes(docx(*body, styles=styles), "方案.docx")


def grid(document: Document) -> list[tuple[str, int, int]]:
    return [(q.text, q.cell.row, q.cell.column) for q in document.paragraphs if q.cell]


def test_cells_know_row_and_column() -> None:
    document = read(p("前"), table(row("序号", "任务"), row("1", "招商")), p("后"))
    assert grid(document) == [("序号", 0, 0), ("任务", 0, 1), ("1", 1, 0), ("招商", 1, 1)]
    assert [q.text for q in document.paragraphs if q.cell is None] == ["前", "后"]
    assert (document.tables[0].rows, document.tables[0].columns) == (2, 2)


def test_merged_cells_cover_their_squares_once() -> None:
    document = read(
        table(
            row(cell("领域", merge="restart"), cell("目标", span=2)),
            row(cell("领域", merge="continue"), "指标", "数值"),
            row("工业", cell("增加值", merge="restart"), "8%"),
            row("农业", cell(merge="continue"), "4%"),
        )
    )
    assert grid(document) == [
        ("领域", 0, 0), ("目标", 0, 1), ("指标", 1, 1), ("数值", 1, 2),
        ("工业", 2, 0), ("增加值", 2, 1), ("8%", 2, 2), ("农业", 3, 0), ("4%", 3, 2),
    ]  # fmt: skip
    assert document.tables[0].cells[0] == Cell(0, 0, 0, row_span=2)
    assert document.tables[0].cells[1] == Cell(0, 0, 1, column_span=2)
    assert document.tables[0].cells[5] == Cell(0, 2, 1, row_span=2)


def test_a_continuation_without_beginning_is_a_cell_of_its_own() -> None:
    assert grid(read(table(row(cell("甲", merge="continue"), "乙")))) == [("甲", 0, 0), ("乙", 0, 1)]


def test_older_horizontal_merges() -> None:
    merged = '<w:hMerge w:val="{}"/>'
    cells = cell("甲", properties=merged.format("restart")), cell(properties=merged.format("continue")), "乙"
    document = read(table(row(*cells), row("一", "二", "三")))
    assert document.tables[0].cells[0] == Cell(0, 0, 0, column_span=2)
    assert grid(document)[1] == ("乙", 0, 2)


def test_squares_left_out_before_and_behind_a_row() -> None:
    indented = '<w:gridBefore w:val="1"/><w:gridAfter w:val="2"/>'
    document = read(table(row("一", "二", "三", "四"), row("乙", properties=indented)))
    assert grid(document)[-1] == ("乙", 1, 1)
    assert document.tables[0].columns == 4


def test_several_paragraphs_of_a_cell() -> None:
    document = read(table(row(cell("甲", "乙\n丙"), "丁")))
    assert [q.text for q in document.paragraphs if q.cell == Cell(0, 0, 0)] == ["甲", "乙", "丙"]


def test_a_table_inside_a_cell_is_that_cells_text() -> None:
    inner = table(row("里一", "里二"), row("里三", "里四"))
    document = read(table(row(cell(p("外"), inner, p()), "旁")))
    assert [q.text for q in document.paragraphs if q.cell == Cell(0, 0, 0)] == ["外", "里一", "里二", "里三", "里四"]
    assert len(document.tables) == 1


def test_tracked_rows() -> None:
    author = 'w:id="1" w:author="甲"'
    rows = (
        row("甲", "1"),
        row("乙", "2", properties=f"<w:del {author}/>"),
        row("丙", "3", properties=f"<w:ins {author}/>"),
    )
    assert grid(read(table(*rows))) == [("甲", 0, 0), ("1", 0, 1), ("丙", 1, 0), ("3", 1, 1)]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_single_cell_holds_running_text(ruled: bool) -> None:
    document = read(table(row(cell("总体方案", "一、目标", "增长9%")), ruled=ruled))
    assert [(q.text, q.cell) for q in document.paragraphs] == [("总体方案", None), ("一、目标", None), ("增长9%", None)]
    assert document.tables == ()


def test_the_head_of_a_paper_laid_out_in_a_table_is_running_text() -> None:
    head = table(
        row(cell("中共云麓县委", "云麓县人民政府"), "文件"), row("云发〔2026〕1号", "签发人：某某"), ruled=False
    )
    document = read(head, p("总体方案"))
    assert [q.text for q in document.paragraphs] == [
        "中共云麓县委", "云麓县人民政府", "文件", "云发〔2026〕1号", "签发人：某某", "总体方案",
    ]  # fmt: skip
    assert all(q.cell is None for q in document.paragraphs)


def test_a_real_table_inside_a_layout_table_stays_a_table() -> None:
    inner = table(row("任务", "单位"), row("招商", "县商务局"))
    document = read(table(row(cell(p("正文"), inner, p("落款"))), ruled=False))
    assert grid(document) == [("任务", 0, 0), ("单位", 0, 1), ("招商", 1, 0), ("县商务局", 1, 1)]
    assert [q.text for q in document.paragraphs if q.cell is None] == ["正文", "落款"]


def test_rules_may_come_from_the_tables_style() -> None:
    rules = '<w:insideV w:val="single"/>'
    styles = style("Grid", kind="table").replace(
        "</w:style>", f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders></w:tblPr></w:style>"
    )
    unruled = table(row("甲", "乙"), row("丙", "丁"), ruled=False)
    plain = (
        unruled[: unruled.index("<w:tblBorders>")] + '<w:tblStyle w:val="{}"/>' + unruled[unruled.index("</w:tblPr>") :]
    )
    assert len(read(plain.format("Grid"), styles=styles).tables) == 1
    assert len(read(plain.format("None"), styles=styles).tables) == 0


def test_a_long_table_without_rules_is_a_table() -> None:
    assert len(read(table(*(row(f"指标{n}", f"{n}%") for n in range(8)), ruled=False)).tables) == 1
