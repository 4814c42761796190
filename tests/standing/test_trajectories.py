"""What should be reached by a day."""

from __future__ import annotations

import datetime

import pytest
from pace_year import CALENDAR, MID_MARCH, NEW_YEAR, YEARS_END, day, month, way

from luoshi.calendar.period import Kind, Period
from luoshi.standing.aims import Aim, Nature, aim
from luoshi.standing.trajectory import Way, curve, expected
from luoshi.standing.trajectory_check import faults

INVESTMENT = Aim("固定资产投资", Nature.AMOUNT, 6, "亿元")


def due(target: Aim, by: object, on: datetime.date) -> float | None:
    return expected(target, by, on, CALENDAR)  # type: ignore[arg-type]


def test_the_even_way_counts_working_days() -> None:
    assert due(INVESTMENT, way(), day(3, 20)) == pytest.approx(6 * 52 / 248)
    assert (
        due(INVESTMENT, way(), day(3, 21)) == due(INVESTMENT, way(), day(3, 22)) == due(INVESTMENT, way(), day(3, 20))
    )
    assert due(INVESTMENT, way(), day(12, 31)) == 6
    assert due(INVESTMENT, way(), day(12, 31, 2025)) is None


def test_the_spring_festival_asks_for_nothing() -> None:
    assert due(INVESTMENT, way(), day(2, 16)) == due(INVESTMENT, way(), day(2, 23))


def test_of_things_counted_only_whole_ones_are_due() -> None:
    five = aim("平台", "increase", "=", 5, "个")
    assert [due(five, way(), day(m, 28)) for m in (2, 3, 6, 9, 12)] == [0, 1, 2, 3, 4]
    assert due(five, way(), YEARS_END) == 5


def test_a_table_sets_the_ends_of_periods_and_working_days_lie_between() -> None:
    table = way(Way.TABLE, (day(3, 31), 1), (day(6, 30), 3), (YEARS_END, 6))
    assert due(INVESTMENT, table, day(3, 31)) == pytest.approx(1)
    assert due(INVESTMENT, table, day(6, 30)) == pytest.approx(3)
    april, quarter = CALENDAR.count(day(4, 1), day(4, 30)), CALENDAR.count(day(4, 1), day(6, 30))
    assert due(INVESTMENT, table, day(4, 30)) == pytest.approx(1 + 2 * april / quarter)


def test_a_table_that_ends_early_goes_on_to_the_target() -> None:
    table = way(Way.TABLE, (day(6, 30), 3))
    assert 3 < (due(INVESTMENT, table, day(9, 30)) or 0) < 6
    assert due(INVESTMENT, table, YEARS_END) == 6


def test_steps_ask_for_nothing_between_their_days() -> None:
    steps = way(Way.STEPS, (day(5, 31), 2), (day(9, 30), 5))
    assert [due(INVESTMENT, steps, day(m, 30)) for m in (4, 6, 8, 9)] == [0, 2, 2, 5]


def test_not_before_the_end_compares_only_at_the_end() -> None:
    assert due(INVESTMENT, way(Way.END), day(12, 30)) is None
    assert due(INVESTMENT, way(Way.END), YEARS_END) == 6


def test_growth_is_the_same_figure_in_march_and_in_december() -> None:
    growth = Aim("工业增加值", Nature.GROWTH, 9, "%")
    assert {due(growth, way(Way.HOLD), day(m, 28)) for m in range(1, 13)} == {9}


def test_growth_by_a_table_is_compared_with_the_figure_of_its_stretch() -> None:
    growth = Aim("工业增加值", Nature.GROWTH, 9, "%")
    table = way(Way.TABLE, (day(3, 31), 7), (day(6, 30), 8))
    assert [due(growth, table, day(m, 28)) for m in (2, 3, 4, 6, 7)] == [7, 7, 8, 8, 9]
    assert [due(growth, table, day(*of)) for of in ((3, 31), (4, 1), (6, 30), (7, 1))] == [7, 8, 8, 9]


def test_a_level_goes_from_its_baseline_up_or_down() -> None:
    high_tech = aim("高新技术企业数", "level", ">=", 75, "家", baseline=60)
    assert due(high_tech, way(), day(6, 30)) == 60 + int(15 * 120 / 248)
    approval = aim("审批时间", "level", "<=", 49, "个工作日", baseline=60, raw="压减至49个工作日以内")
    assert due(approval, way(), day(6, 30)) == 60 - int(11 * 120 / 248)


def test_a_level_that_stood_at_its_target_only_has_to_stay() -> None:
    assert due(aim("保有量", "level", ">=", 75, "家", baseline=80), way(), day(2, 1)) == 75


def test_last_years_curve_gives_the_share_of_the_same_period() -> None:
    last_year = [(month(n, 2025), value) for n, value in zip((3, 6, 9, 12), (2, 8, 14, 20), strict=True)]
    seasonal = way(Way.SEASONAL, *curve(last_year, NEW_YEAR, YEARS_END))
    assert due(INVESTMENT, seasonal, day(3, 31)) == pytest.approx(0.6)
    assert due(INVESTMENT, seasonal, day(6, 30)) == pytest.approx(2.4)
    assert due(INVESTMENT, seasonal, YEARS_END) == 6


def test_a_way_shorter_than_the_year_takes_its_part_of_the_curve() -> None:
    last_year = [(month(n, 2025), n * 1.0) for n in range(1, 13)]
    points = curve(last_year, day(4, 1), day(6, 30))
    assert [(p.day, pytest.approx(p.value)) for p in points] == [
        (day(4, 30), 1 / 3),
        (day(5, 31), 2 / 3),
        (day(6, 30), 1),
    ]


def test_a_correction_downwards_last_year_is_a_standstill() -> None:
    last_year = [(month(3, 2025), 5.0), (month(6, 2025), 4.0), (month(12, 2025), 10.0)]
    assert [p.value for p in curve(last_year, NEW_YEAR, YEARS_END)] == [0.5, 0.5, 1]


def test_a_curve_needs_a_whole_year() -> None:
    assert curve([(month(3, 2025), 5.0), (month(11, 2025), 9.0)], NEW_YEAR, YEARS_END) == ()
    assert curve([(Period(Kind.XUN, 2025, 36), 0.0)], NEW_YEAR, YEARS_END) == ()
    assert curve([], NEW_YEAR, YEARS_END) == ()


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (way(Way.TABLE), "还没有填写"),
        (way(Way.TABLE, (day(6, 30), 3), (day(9, 30), 2.5)), "2026年9月30日的2.5亿元比2026年6月30日的3亿元小"),
        (way(Way.TABLE, (day(6, 30), 3), (YEARS_END, 5)), "应为目标值6亿元，现填5亿元"),
        (way(Way.TABLE, (day(6, 30), 7)), "超出了目标6亿元"),
        (way(Way.TABLE, (day(6, 30), -1)), "超出了零"),
        (way(Way.STEPS, (day(6, 30, 2027), 3)), "不在2026年1月1日至2026年12月31日之间"),
        (way(Way.TABLE, (day(6, 30), 3), (day(6, 30), 4)), "2026年6月30日填了两个数"),
        (way(Way.SEASONAL, (day(6, 30), 0.6), (day(9, 30), 0.5)), "2026年9月30日的50%比2026年6月30日的60%小"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(by: object, said: str) -> None:
    assert any(said in sentence for sentence in faults(INVESTMENT, by))  # type: ignore[arg-type]


def test_a_sound_table_has_no_faults() -> None:
    assert faults(INVESTMENT, way(Way.TABLE, (day(6, 30), 3), (YEARS_END, 6))) == []


def test_a_growth_rate_refuses_the_even_way() -> None:
    assert "增速" in faults(Aim("工业增加值", Nature.GROWTH, 9, "%"), way())[0]


def test_a_level_without_baseline_asks_for_it() -> None:
    assert "补录上年末数" in faults(aim("企业数", "level", ">=", 75, "家"), way())[0]


def test_a_falling_table_must_fall() -> None:
    approval = aim("审批时间", "level", "<=", 49, "个工作日", baseline=60, raw="压减至")
    assert faults(approval, way(Way.TABLE, (day(6, 30), 55), (YEARS_END, 49))) == []
    assert "应为逐步下降的数" in faults(approval, way(Way.TABLE, (day(6, 30), 55), (day(9, 30), 57)))[0]


def test_half_a_thing_in_a_table_is_refused() -> None:
    assert "不是整数" in faults(aim("平台", "increase", "=", 5, "个"), way(Way.TABLE, (day(6, 30), 2.5)))[0]


def test_a_way_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="早于"):
        way(due=day(12, 31, 2025))


def test_the_mid_of_march_ends_on_the_twentieth() -> None:
    assert MID_MARCH.last == day(3, 20)
