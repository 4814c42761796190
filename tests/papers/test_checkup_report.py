"""The check-up report: order, quotations beside each other, nothing dropped in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.shared import Mm

from luoshi.drafting.draft import Draft, Finding, Header
from luoshi.papers.checkup_report import SINGLY, chinese_number, write_report
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
    assert bold == "粮食总产量达到20万吨以上"
    underlined = "".join(run.text for run in right.paragraphs[1].runs if run.underline)
    assert "18" in underlined or "8" in underlined
    assert "粮食" not in underlined


def test_many_findings_of_a_kind_stand_in_one_table_and_none_is_lost(plan, read, report):
    passage = plan.findings[0].passages
    many = tuple(Finding("task-without-unit", "serious", f"第{n}个问题。", passage) for n in range(SINGLY + 3))
    paper = report(replace(plan, findings=many), read)
    table = next(t for t in paper.tables if t.cell(0, 1).text == "问题与建议")
    assert len(table.rows) == len(many) + 1
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    for n in range(len(many)):
        assert f"第{n}个问题。" in words(paper)


def test_passages_beyond_those_quoted_are_named_by_their_place(plan, read, report):
    passages = (plan.findings[1].passages[0],) * 8
    paper = report(replace(plan, findings=(replace(plan.findings[1], passages=passages),)), read)
    assert "另见2处：正文，第3段，第1页；正文，第3段，第1页" in words(paper)


def test_it_lists_what_was_not_read_and_the_readers_notes(plan, read, report):
    text = words(report(plan, read))
    assert "未读出的内容（2处）" in text
    assert "三、推进机制" in text
    assert "新建粮库2座。" in text
    assert "第2页由图像识别得来，请核对。" in text


def test_a_plan_without_findings_says_so(read, report):
    paper = report(Draft(Header(), (), (), (), (), ()), assemble("空.txt", "txt", []))
    text = words(paper)
    assert "未发现问题。" in text
    assert "没有遗漏" in text


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
    assert "同一指标数字不一（1处）" in words(report(plan, read))
