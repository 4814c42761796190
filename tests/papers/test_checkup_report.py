"""The check-up report: order, quotations beside each other, nothing dropped in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.shared import Mm

from luoshi.drafting.draft import Draft, Finding, Header
from luoshi.papers.checkup_report import QUOTED, SINGLY, chinese_number, write_report
from luoshi.papers.wording import kind_title
from luoshi.reading.document import assemble


@pytest.fixture
def report(tmp_path):
    def write(plan, read):
        write_report(plan, read, tmp_path / "体检.docx")
        return open_docx(tmp_path / "体检.docx")

    return write


def words(paper):
    """All text of the paper in reading order, tables too."""
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paper.element.body.iter(qn("w:p")))


def test_it_opens_with_what_was_read_and_how_many_findings(plan, read, report):
    opening = [p.text for p in report(plan, read).paragraphs if "共读出" in p.text]
    assert len(opening) == 1
    for said in ("青政办发〔2026〕3号", "4项任务", "3个指标", "3个单位", "发现问题2处，其中严重1处、提示1处"):
        assert said in opening[0]


def test_the_gravest_findings_come_first(plan, read, report):
    text = words(report(plan, read))
    assert text.index("严重问题（1处）") < text.index("提示问题（1处）")
    assert text.index("两处数字不一") < text.index("“建设粮库”没有责任单位")


def test_both_passages_stand_beside_each_other_with_place_and_marked_words(plan, read, report):
    table = next(t for t in report(plan, read).tables if "【" in t.cell(0, 0).text)
    left, right = table.rows[0].cells
    assert left.paragraphs[0].text == "【正文，第3段，第1页】"
    assert right.paragraphs[0].text == "【附件1 一1，第11段，第2页】"
    assert "新建高标准农田" in left.text
    bold = "".join(run.text for run in left.paragraphs[1].runs if run.bold)
    assert bold == "粮食总产量"
    assert "18万吨以上" in right.text


def test_hints_stand_in_one_table_under_their_kinds_and_none_is_lost(plan, read, report):
    passage = plan.findings[0].passages
    kinds = ("task-without-unit", "unpaired-bracket")
    many = tuple(Finding(code, "minor", f"{code}第{n}个问题。", passage) for code in kinds for n in range(4))
    paper = report(replace(plan, findings=many), read)
    (table,) = [t for t in paper.tables if t.cell(0, 1).text == "问题与建议"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row.cells[0].text for row in table.rows[1:]].count(f"{kind_title(kinds[0])}（4处）") == 1
    assert [row.cells[0].text for row in table.rows[1:] if row.cells[0].text.isdigit()] == [
        str(n + 1) for n in range(8)
    ]
    for finding in many:
        assert finding.sentence in words(paper)


def test_many_grave_findings_stand_in_a_table_too(plan, read, report):
    grave = tuple(replace(plan.findings[1], sentence=f"第{n}个问题。") for n in range(SINGLY + 1))
    paper = report(replace(plan, findings=grave), read)
    assert any(t.cell(0, 1).text == "问题与建议" for t in paper.tables)
    assert f"第{SINGLY}个问题。" in words(paper)


def test_no_row_of_a_table_is_kept_with_the_next_so_that_pages_fill(plan, read, report):
    for table in report(plan, read).tables:
        for row in table.rows[1:]:
            if len(row._tr.tc_lst) > 1:
                assert not any(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)


def test_places_beyond_those_quoted_are_named(plan, read, report):
    sources = [replace(plan.findings[1].passages[0].source, paragraph=n) for n in range(QUOTED + 2)]
    passages = tuple(replace(plan.findings[1].passages[0], source=source) for source in sources)
    paper = report(replace(plan, findings=(replace(plan.findings[1], passages=passages),)), read)
    assert f"另见2处：正文，第{QUOTED + 1}段" in words(paper)


def test_it_lists_what_was_not_read_and_the_readers_notes(plan, read, report):
    text = words(report(plan, read))
    assert "未读出的内容（2处）" in text
    assert "三、推进机制" in text
    assert "新建粮库2座。" in text
    assert "第2页由图像识别得来，请核对。" in text


def test_a_plan_without_findings_says_so(plan, read, report):
    assert "未发现问题。" in words(report(replace(plan, findings=()), read))


def test_a_file_in_which_nothing_was_read_is_not_praised(report):
    text = words(report(Draft(Header(), (), (), (), (), ()), assemble("空.txt", "txt", [])))
    assert "未发现问题" not in text
    assert "没有读出任务和指标，未能体检" in text


def test_the_page_is_that_of_an_official_paper(plan, read, report):
    paper = report(plan, read)
    section = paper.sections[0]
    sizes = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(size / Mm(1)) for size in sizes] == [37, 35, 28, 26]
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml
    fonts = [f.get(qn("w:eastAsia")) for f in paper.element.body.iter(qn("w:rFonts"))]
    assert {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"} <= set(fonts)


def test_characters_that_a_docx_cannot_hold_are_left_out(plan, read, report):
    odd = replace(plan.findings[0], sentence="有\x00控制\x0c字符。")
    assert "有控制字符。" in words(report(replace(plan, findings=(odd,)), read))


@pytest.mark.parametrize(
    ("value", "said"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (120, "120")]
)
def test_numbers_of_sections_are_chinese(value, said):
    assert chinese_number(value) == said


def test_a_kind_that_the_table_does_not_know_keeps_its_code():
    assert kind_title("no-such-kind") == "no-such-kind"


def test_a_kind_that_the_table_knows_has_a_chinese_name(plan, read, report):
    assert "同一指标数字不一" in words(report(plan, read))
