"""Time limits as different offices write them: periods, seasons, several months, points, words that bind without a date."""

from __future__ import annotations

import datetime

import pytest
from passages import place, plan

from luoshi.drafting import draft
from luoshi.drafting.due import cell_limits, limits

YEAR = 2026


def said(text: str) -> list[tuple[str, str]]:
    found = limits(f"加快推进，{text}。", YEAR, place)
    return [(d.text, d.latest.isoformat() if d.latest else "-") for d in found]


@pytest.mark.parametrize(
    ("text", "limit", "day"),
    [
        ("2026年9月—11月完成验收", "2026年9月—11月", "2026-11-30"),
        ("9月至11月开展排查", "9月至11月", "2026-11-30"),
        ("2026年3—5月开工", "2026年3—5月", "2026-05-31"),
        ("2026年3月1日至5月31日开展整治", "2026年3月1日至5月31日", "2026-05-31"),
        ("从3月上旬到5月中旬集中攻坚", "3月上旬到5月中旬", "2026-05-20"),
        ("2026年12月至2027年3月分段推进", "2026年12月至2027年3月", "2027-03-31"),
    ],
)
def test_a_period_is_one_limit_that_ends_with_its_last_month(text: str, limit: str, day: str):
    assert said(text) == [(limit, day)]


@pytest.mark.parametrize(
    "text",
    [
        "每年9月至11月开展演练",
        "2026年至2028年实施",
        "近三年内新增3家",
        "力争三年内建成",
        "两年内完成改造",
        "毕业三年内的学生",
        "100年内罕见",
        "三年行动计划",
        "每年供暖季前检查",
        "每年春节前慰问",
    ],
)
def test_periods_that_come_again_or_bind_nothing(text: str):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("夏收前完成检修", "夏收前"),
        ("在供暖季前完成检修", "供暖季前"),
        ("确保汛期前完成除险", "汛期前"),
        ("2026年春耕前整修渠道", "2026年春耕前"),
        ("于双抢前完工", "双抢前"),
        ("“五一”前开园", "“五一”前"),
    ],
)
def test_a_span_of_years_or_an_event_binds_without_a_day(text: str, limit: str):
    assert said(text) == [(limit, "-")]


@pytest.mark.parametrize(
    "text", ["落实“五一”劳动奖", "开展“十一”活动", "推进节前检查", "做好汛期防御", "完善季前赛制度"]
)
def test_a_feast_or_season_that_is_not_a_limit(text: str):
    assert said(text) == []


def test_months_that_share_one_verb_are_each_a_limit():
    assert said("6月、12月分两批完成") == [("6月", "2026-06-30"), ("12月", "2026-12-31")]
    assert said("3月、9月开工建设") == [("3月", "2026-03-31"), ("9月", "2026-09-30")]
    assert said("6月、12月是安全生产月") == []


@pytest.mark.parametrize(
    ("text", "limits_"),
    [
        ("2026.9.30前交付", [("2026.9.30前", "2026-09-30")]),
        ("2026-09-30前交付", [("2026-09-30前", "2026-09-30")]),
        ("2026/9/30前交付", [("2026/9/30前", "2026-09-30")]),
        ("2026年6月30日24时前报送", [("2026年6月30日24时前", "2026-06-30")]),
        ("2026年10月中下旬举办", [("2026年10月中下旬", "2026-10-31")]),
        ("版本升级到2026.9", []),
        ("新增2026.5万元", []),
    ],
)
def test_dates_with_points_bind_where_they_say_by(text: str, limits_: list[tuple[str, str]]):
    assert said(text) == limits_


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("2026年9月—11月", ["2026年9月—11月"]),
        ("2026.6", ["2026.6"]),
        ("2026.3-2026.11", ["2026.3-2026.11"]),
        ("6月、12月分两批", ["6月", "12月"]),
        ("供暖季前", ["供暖季前"]),
        ("三年内", ["三年内"]),
    ],
)
def test_a_cell_keeps_a_period_whole(cell: str, written: list[str]):
    assert [d.text for d in cell_limits(cell, YEAR, place)] == written


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("1.优化环境。（责任单位：县审批局；完成时限：长期坚持）", ["长期坚持"]),
        ("1.优化环境。（责任单位：县审批局；完成时限：2026年9—11月）", ["2026年9—11月"]),
        ("1.优化环境。责任单位：县审批局，完成时间：持续推进。", ["持续推进"]),
        ("1.优化环境。（责任单位：县审批局；完成时限：全年）", []),
    ],
)
def test_a_labelled_limit_inside_a_clause_counts(line: str, due: list[str]):
    (task,) = draft(plan(line)).tasks
    assert [d.text for d in task.due] == due


def test_a_range_that_ends_on_no_day_has_no_last_day():
    assert [d.latest for d in limits("3月1日至6月31日整治", YEAR, place)] == [None]
    assert [d.latest for d in limits("9月至11月整治", 0, place)] == [None]
    assert [d.latest for d in limits("9月至11月整治", YEAR, place)] == [datetime.date(2026, 11, 30)]
