"""The summary on the screen: everything named, aligned, short."""

from __future__ import annotations

from dataclasses import replace

import gold_plans
import pytest

from luoshi.drafting.draft import Draft, Header
from luoshi.papers.summary import LINE, summary
from luoshi.papers.width import cut, line_count, padded, width
from luoshi.reading.document import assemble


def test_it_names_header_parts_units_targets_bodies_rhythm_gaps_and_findings(plan, read):
    text = summary(plan, read)
    for said in (
        "文号 青政办发〔2026〕3号",
        "成文日期 2026年2月3日",
        "附件1-1",
        "县农业农村局  牵头  2",
        "不低于20万吨",
        "3—5万亩",
        "强农行动工作专班，召集人副县长，办公室设在县农业农村局",
        "每旬  调度",
        "编号段落1处、数字1处",
        "严重1处、提示1处",
        "第2页由图像识别得来",
    ):
        assert said in text


def test_the_gravest_finding_stands_first_and_names_its_place(plan, read):
    lines = summary(plan, read).split("\n")
    first = lines[lines.index("体检：严重1处、提示1处") + 1]
    assert first.strip("　").startswith("严重")
    assert first.endswith("（正文，第3段，第1页）")


def test_what_is_not_there_is_not_counted(plan, read):
    only = replace(plan, coverage=tuple(gap for gap in plan.coverage if gap.kind == "paragraph"))
    assert "未读出的内容：编号段落1处\n" in summary(only, read)
    assert "0处" not in summary(only, read)


@pytest.mark.parametrize(("every", "said"), [("旬", "每旬"), ("半年", "每半年"), ("双周", "每两周"), ("双月", "每两个月")])
def test_how_often_is_said_in_words(plan, read, every: str, said: str):
    (cadence, *_) = plan.cadences
    assert f"　{said}  调度" in summary(replace(plan, cadences=(replace(cadence, every=every),)), read)


def test_a_plan_without_findings_says_so(plan, read):
    assert "体检：未发现问题" in summary(replace(plan, findings=()), read)


def test_an_empty_draft_has_a_summary_that_does_not_praise_it():
    text = summary(Draft(Header(), (), (), (), (), ()), assemble("空.txt", "txt", []))
    assert "《空》" in text
    assert "未发现问题" not in text
    assert "没有读出任务和指标，未能体检" in text


@pytest.mark.skipif(not gold_plans.BENCH.is_dir(), reason="real plans are not on this machine")
def test_a_real_plan_takes_about_forty_lines():
    lines = summary(*gold_plans.load("lukou-2025")).split("\n")
    assert 25 <= len(lines) <= 48
    assert all(width(line) <= LINE + 1 for line in lines)


def test_chinese_characters_are_two_columns_wide():
    assert width("ab县“") == 6
    assert padded("县", 4) == "县  "
    assert cut("县农业农村局", 7) == "县农…"
    assert line_count("县" * 20, 21) == 2
    assert line_count("a\n\nb", 10) == 3
