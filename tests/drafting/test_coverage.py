"""What became no item is listed: numbered paragraphs and figures, so that a person can look."""

from __future__ import annotations

from passages import document, plan

from luoshi.drafting import draft
from luoshi.drafting.draft import Gap
from luoshi.reading.document import Document


def gaps(found: Document, kind: str) -> list[Gap]:
    return [gap for gap in draft(found).coverage if gap.kind == kind]


def test_a_numbered_paragraph_without_any_item_is_listed():
    found = plan("1.稳增长。", "三、保障措施", "（一）强化宣传。营造浓厚氛围。", "（二）强化调度。县发改局每月调度。")
    assert [gap.text for gap in gaps(found, "paragraph")] == ["（一）强化宣传。营造浓厚氛围。"]


def test_tasks_targets_bodies_and_rhythm_are_items():
    found = plan(
        "1.稳增长。",
        "三、组织实施",
        "（一）强化领导。成立稳增长专班，由县长任召集人，办公室设在县发改局。",
        "（二）强化调度。县发改局每月调度。",
    )
    assert gaps(found, "paragraph") == []


def test_a_figure_that_is_no_target_is_listed_with_its_words():
    found = plan("1.建设产业园。推进总投资12亿元的产业园建设，新建厂房3栋。")
    (gap,) = gaps(found, "figure")
    assert gap.text == "推进总投资12亿元的产业园建设"
    assert "12亿元" in found.text[gap.source.start : gap.source.end]


def test_figures_of_targets_and_limits_are_not():
    assert gaps(plan("1.建设产业园。5月底前新建厂房3栋，产值增长8%以上。"), "figure") == []


def test_a_number_that_counts_nothing_is_no_figure():
    assert gaps(plan("1.建设产业园。推进编号8的地块平整，完善“1+3”体系。"), "figure") == []


def test_gaps_stand_in_text_order():
    found = plan("1.建设产业园。推进总投资12亿元的产业园建设。", "三、保障措施", "（一）强化宣传。用好2家媒体。")
    starts = [gap.source.start for gap in draft(found).coverage]
    assert starts == sorted(starts)
    assert len(starts) >= 2


def test_bare_headings_and_guiding_thoughts_are_not_listed():
    found = plan(
        "1.稳增长。",
        "三、保障措施",
        "四、附则",
        "（一）凝聚工作合力",
        "（二）指导思想。坚持稳字当头、以进促稳，统筹推进各项工作。",
    )
    assert gaps(found, "paragraph") == []


def test_a_numbered_line_that_asks_for_something_is_listed():
    found = plan("1.稳增长。", "三、保障措施", "（一）各单位要明确一名联络员，于本周内报名单")
    assert len(gaps(found, "paragraph")) == 1


def test_figures_of_the_past_are_not_listed():
    lines = (
        "云溪县2026年工作方案",
        "一、发展基础",
        "去年生产总值达到186亿元，新增企业58家。",
        "二、重点任务",
        "1.建设产业园。推进总投资12亿元的产业园建设。",
    )
    assert [gap.text for gap in gaps(document(*lines), "figure")] == ["推进总投资12亿元的产业园建设"]


def test_several_figures_of_one_clause_are_listed_once():
    found = plan("1.建设产业园。推进总投资12亿元、占地30亩的产业园建设，推进总投资5亿元的二期建设。")
    assert [gap.text for gap in gaps(found, "figure")] == [
        "推进总投资12亿元、占地30亩的产业园建设",
        "推进总投资5亿元的二期建设",
    ]


def test_of_a_heading_the_paragraph_below_it_is_quoted():
    below = "各单位要明确一名联络员，于本周内把姓名和电话报到县政府办公室，人员变动时另行报告。"
    found = plan("1.稳增长。", "三、工作要求", below)
    assert [gap.text for gap in gaps(found, "paragraph")] == [below]
