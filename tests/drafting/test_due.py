"""Time limits: which dates bind a task, how they are written, the last day that they allow."""

from __future__ import annotations

import datetime

import pytest
from passages import place, plan

from luoshi.drafting import draft
from luoshi.drafting.due import cell_limits, limits

YEAR = 2026

# text → the limits in it, with the last day they allow (- where none can be said)
BINDING = """
2026年5月底前完成                     2026年5月底前 2026-05-31
5月底前建成投用                       5月底前 2026-05-31
3月25日前报送                         3月25日前 2026-03-25
2026年12月20日前完成化解              2026年12月20日前 2026-12-20
6月30日前                             6月30日前 2026-06-30
2月底前完成                           2月底前 2026-02-28
10月上旬完成验收                      10月上旬 2026-10-10
9月中旬前开工                         9月中旬前 2026-09-20
年底前全部完工                        年底前 2026-12-31
2026年底前全面建成                    2026年底前 2026-12-31
今年年底前完成                        今年年底前 2026-12-31
明年6月底前完成                       明年6月底前 2027-06-30
二季度末前开工                        二季度末前 2026-06-30
第三季度完成                          第三季度 2026-09-30
上半年完成招标                        上半年 2026-06-30
到2027年，实现全覆盖                  2027年 2027-12-31
2027年6月底前建成                     2027年6月底前 2027-06-30
2028年年底前通车                      2028年年底前 2028-12-31
6月前完成招标                         6月前 2026-05-31
2027年1月前完成                       2027年1月前 2026-12-31
十月底前完成                          十月底前 2026-10-31
"""  # fmt: skip


def both(table: str) -> list[tuple[str, str, str]]:
    return [tuple(line.split()) for line in table.strip().splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(("text", "written", "day"), both(BINDING))
def test_a_date_by_which_something_is_due_binds(text: str, written: str, day: str):
    (due,) = limits(f"加快项目建设，{text}。", YEAR, place)
    assert due.text == written
    assert due.latest == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "2026年，新建学校3所",
        "2026年全年新增就业3000人",
        "全年完成投资3亿元",
        "年内建成",
        "今年新增学位1200个",
        "每月5日前报送",
        "每年12月底前总结",
        "每季度末通报",
        "2025年完成投资3亿元的基础上",
        "自2026年3月1日起施行",
        "2024年以来",
        "截至2025年底",
        "2020—2025年实施",
        "纳入年底考核",
        "上半年考核",
        "按照《2027年行动计划》推进",
        "落实“2027年目标”",
        "三月龄婴儿",
        "实施3个月",
        "12345热线",
        "开展“3月学雷锋”活动",
        "推进2027年度谋划",
    ],
)
def test_periods_facts_and_names_do_not_bind(text: str):
    assert limits(f"加快推进，{text}。", YEAR, place) == []


def test_each_limit_counts_once_in_text_order():
    text = "5月底前开工，年底前完工；3月底前招标，5月底前办证。"
    assert [d.text for d in limits(text, YEAR, place)] == ["5月底前", "年底前", "3月底前"]


def test_a_limit_knows_its_characters():
    text = "加快建设，2026年5月底前完成。"
    (due,) = limits(text, YEAR, place)
    assert text[due.source.start : due.source.end] == due.text


@pytest.mark.parametrize("text", ["2月30日前", "13月底前", "6月31日前"])
def test_a_date_that_does_not_exist_has_no_last_day(text: str):
    assert [d.latest for d in limits(f"完成验收，{text}。", YEAR, place)] == [None]


def test_without_a_year_there_is_no_last_day():
    assert [d.latest for d in limits("5月底前完成。", 0, place)] == [None]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("2026年5月底前", ["2026年5月底前"]),
        ("5月底", ["5月底"]),
        ("2026年12月", ["2026年12月"]),
        ("长期坚持", ["长期坚持"]),
        ("持续推进", ["持续推进"]),
        ("5月底前动工", ["5月底前动工"]),
        ("3月底前启动，11月底前完成", ["3月底前", "11月底前"]),
        ("全年", []),
        ("年内", []),
        ("—", []),
        ("无", []),
        ("", []),
    ],
)
def test_in_a_column_of_limits_every_word_counts(cell: str, written: list[str]):
    assert [d.text for d in cell_limits(cell, YEAR, place)] == written


def test_a_line_for_the_limit_is_read_like_a_column():
    (task,) = draft(plan("1.建设产业园。", "责任单位：县发改局", "完成时限：2026年9月")).tasks
    assert [(d.text, d.latest) for d in task.due] == [("2026年9月", datetime.date(2026, 9, 30))]


def test_the_plan_s_own_year_is_no_limit_but_the_next_is():
    tasks = draft(plan("1.稳增长。2026年增长8%。", "2.促改革。到2027年建成示范县。")).tasks
    assert [[d.text for d in task.due] for task in tasks] == [[], ["2027年"]]
