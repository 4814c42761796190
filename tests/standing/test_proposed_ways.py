"""Which way is proposed for a target, and why."""

from __future__ import annotations

import pytest
from pace_year import CALENDAR, NEW_YEAR, YEARS_END, day, month

from luoshi.standing.aims import Aim, aim
from luoshi.standing.proposing import Proposal, propose
from luoshi.standing.trajectory import Point, Way
from luoshi.standing.trajectory_check import faults


def proposed(target: Aim, **more: object) -> Proposal:
    return propose(target, NEW_YEAR, YEARS_END, CALENDAR, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "kind", "why"),
    [
        (aim("工业增加值", "growth", ">=", 9, "%"), Way.HOLD, "不按时间折算"),
        (aim("发案率", "decrease", "=", 50, "%"), Way.HOLD, "不按时间折算"),
        (aim("PM2.5", "level", "<=", 35, "微克/立方米"), Way.HOLD, "不得突破"),
        (aim("事故", "increase", "<=", 5, "起"), Way.LINEAR, "用得过快的先提醒"),
        (aim("投资", "level", ">=", 6, "亿元"), Way.LINEAR, "没有上年各期数据"),
        (aim("平台", "increase", "=", 1, "个"), Way.END, "只有1个"),
        (aim("高企", "level", ">=", 75, "家", baseline=60), Way.LINEAR, "由上年末的60家到目标值"),
        (aim("高企", "level", ">=", 75, "家", baseline=74), Way.END, "只差1家"),
        (aim("高企", "level", ">=", 75, "家", baseline=80), Way.HOLD, "已达到目标"),
        (aim("高企", "level", ">=", 75, "家"), Way.END, "补录上年末数"),
        (aim("按时办结率", "share", ">=", 98, "%"), Way.HOLD, "平时就应达到"),
        (aim("筛查率", "share", "=", 100, "%"), Way.LINEAR, "从零做起"),
        (aim("安全监管覆盖", "share", "=", 100, "%"), Way.LINEAR, "从零做起"),
        (aim("应用场景覆盖率", "share", ">=", 50, "%"), Way.END, "补录上年末数"),
        (aim("民间投资占比", "share", ">=", 65, "%"), Way.END, "补录上年末数"),
        (aim("粮食产量", "level", ">=", 12, "万吨"), Way.END, "收获前没有产量"),
        (aim("钢材产量", "level", ">=", 12, "万吨"), Way.LINEAR, "没有上年各期数据"),
        (aim("储备率", "share", "range", 15, "%", 20), Way.HOLD, "区间"),
    ],
)
def test_the_nature_of_a_target_proposes_its_way(target: Aim, kind: Way, why: str) -> None:
    made = proposed(target)
    assert made.way.way is kind
    assert why in made.why
    assert faults(made.aim, made.way) == []
    assert kind not in made.others


def test_a_seasonal_year_proposes_last_years_curve() -> None:
    harvest = [(month(n, 2025), v) for n, v in ((3, 0.0), (6, 1.0), (7, 4.0), (9, 5.0), (10, 11.0), (12, 12.0))]
    made = proposed(aim("粮食产量", "level", ">=", 12, "万吨"), last_year=harvest)
    assert made.way.way is Way.SEASONAL
    assert "有季节性" in made.why


def test_an_even_year_proposes_the_even_way() -> None:
    even = [(month(n, 2025), n * 1.0) for n in range(1, 13)]
    made = proposed(aim("税收", "level", ">=", 13, "亿元"), last_year=even)
    assert made.way.way is Way.LINEAR
    assert "相差不超过5个百分点" in made.why


def test_milestones_of_the_units_measures_become_steps() -> None:
    made = proposed(
        aim("危桥改造", "increase", "=", 13, "座"), milestones=[Point(day(6, 30), 6), Point(day(10, 31), 13)]
    )
    assert made.way.way is Way.STEPS


def test_a_rate_worked_up_in_the_year_begins_at_nought() -> None:
    assert proposed(aim("筛查率", "share", "=", 100, "%")).aim.baseline == 0
