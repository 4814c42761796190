"""Where a target will end: ways that can be followed by hand, ranges that hold, and silence where there is too little."""

from __future__ import annotations

import calendar as months_of
import datetime
import math
import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace_year import CALENDAR, MID_MARCH, NEW_YEAR, YEARS_END, day, month, read

from luoshi.standing.aims import Aim, Nature, aim
from luoshi.standing.backtest import backtest, in_words
from luoshi.standing.course import Course, course
from luoshi.standing.projection import Projection, Verdict, project
from luoshi.standing.readings import Column
from luoshi.standing.trajectory import Point

INVESTMENT = aim("固定资产投资", "level", ">=", 6, "亿元")
GROWTH = aim("规模工业增加值", "growth", ">=", 9, "%")
HARVEST = (0.1, 0.1, 0.3, 0.5, 0.8, 1, 3, 2, 1, 4, 2, 0.5)


def year_of(values: Iterable[float], year: int = 2026) -> Course:
    """Values at the ends of the months from January on."""
    ends = [datetime.date(year, m, months_of.monthrange(year, m)[1]) for m in range(1, 13)]
    points = tuple(Point(d, v) for d, v in zip(ends, values, strict=False))
    return Course(datetime.date(year, 1, 1), datetime.date(year, 12, 31), points)


def summed(steps: Iterable[float], year: int = 2026) -> Course:
    total, values = 0.0, []
    for step in steps:
        total += step
        values.append(total)
    return year_of(values, year)


def ended(target: Aim, values: Iterable[float], *past: Course) -> Projection:
    return project(target, year_of(values), past, CALENDAR)


def test_last_years_way_carried_on_at_this_years_growth() -> None:
    # Last year 3 of 12 were done by the end of June; this year 3.3, a tenth more. Of the 9 that remained last year
    # nearly a tenth more is expected: the growth counts by 0.25 / (0.25 + 0.1).
    last = year_of([0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 8, 10, 11, 12], 2025)
    made = ended(INVESTMENT, [0.55, 1.1, 1.65, 2.2, 2.75, 3.3], last)
    assert made.value == pytest.approx(3.3 + 9 * 1.1 ** (0.25 / 0.35))
    assert made.by == "按往年同期进度推算"
    assert made.verdict is Verdict.REACHED


def test_without_earlier_years_the_pace_goes_on() -> None:
    half = CALENDAR.count(NEW_YEAR, day(6, 30)) / CALENDAR.count(NEW_YEAR, YEARS_END)
    by_days = [6 * CALENDAR.count(NEW_YEAR, p.day) / 248 for p in year_of([0] * 6).points]
    made = ended(INVESTMENT, by_days)
    assert made.value == pytest.approx(6)
    assert made.low == pytest.approx(6 * half + 3 * (1 - half))
    assert made.sentence.startswith(
        "没有往年数据，按今年以来和近期进度推算，预计全年完成6.00亿元（粗估在4.45—9.10亿元之间）"
    )
    assert made.sentence.endswith("能否完成目标6亿元尚无把握")


def test_too_early_in_the_year_nothing_is_called_missed_without_earlier_years() -> None:
    assert ended(INVESTMENT, [0.1, 0.2, 0.3]).verdict is Verdict.OPEN
    late = ended(INVESTMENT, [0.1 * n for n in range(1, 11)])
    assert late.warns
    assert late.sentence.endswith("按目前进度完不成目标6亿元，季节性强的除外")


def test_a_harvest_is_projected_by_earlier_harvests() -> None:
    past = [summed(HARVEST, 2024), summed((1.1 * x for x in HARVEST), 2025)]
    made = ended(Aim("粮食", Nature.AMOUNT, 15, "万吨"), [sum(HARVEST[:n]) for n in range(1, 8)], *past)
    assert made.value is not None
    assert 14 < made.value < 16.5
    assert ended(Aim("粮食", Nature.AMOUNT, 15, "万吨"), [0.1, 0.2], *past).verdict is Verdict.NONE


def test_cumulative_growth_stays() -> None:
    made = ended(GROWTH, [8.0, 8.4, 8.2, 8.1, 8.2, 8.3])
    assert made.value == 8.3
    assert made.low is not None
    assert made.high is not None
    assert made.low < 8.3 < made.high
    assert "按累计增速延续推算，预计全年增长8.3%（八成可能在" in made.sentence


def test_a_growth_below_nought_is_told_as_a_fall() -> None:
    made = ended(GROWTH, [-2, -1, -3.0])
    assert "预计全年下降3.0%（八成可能在增长-" in made.sentence


def test_a_level_is_not_projected_below_nought() -> None:
    made = ended(aim("占比", "share", ">=", 5, "%"), [1, 3, 1, 2])
    assert made.low == 0


def test_growth_far_below_late_in_the_year_is_missed() -> None:
    made = ended(GROWTH, [4, 4.2, 4.1, 4.3, 4.2, 4.1, 4.2, 4.2, 4.1, 4.2])
    assert made.warns
    assert made.sentence.endswith("完不成目标9%")


def test_a_level_drifts_on_by_half() -> None:
    made = ended(aim("高企", "level", ">=", 75, "家"), [60, 61, 62, 63, 64, 65])
    assert made.value is not None
    assert 65 < made.value < 71
    assert "预计年底为" in made.sentence


def test_a_level_worked_up_from_its_baseline_goes_on_at_its_pace() -> None:
    high_tech = aim("高企", "level", ">=", 72, "家", baseline=60)
    made = ended(high_tech, [61, 62, 63, 64, 65, 66])
    assert made.value == pytest.approx(72, abs=0.6)
    assert made.verdict is Verdict.OPEN
    approval = aim("审批时限", "level", "<=", 49, "个工作日", baseline=60, raw="压减至")
    slow = ended(approval, [60 - 0.2 * n for n in range(1, 11)])
    assert slow.warns
    assert slow.low is not None
    assert 49 < slow.low < 58
    assert ended(high_tech, [60, 60, 60, 60]).value == 60


def test_a_ceiling_that_will_be_broken_is_told() -> None:
    ceiling = aim("PM2.5", "level", "<=", 35, "微克/立方米")
    made = ended(ceiling, [45, 44.5, 45.2, 44.8, 45.1, 45, 44.9, 45.2, 45, 45.1])
    assert made.warns
    assert made.sentence.endswith("将突破上限35微克/立方米")
    assert ended(ceiling, [20, 20.5, 20.2, 20.1, 20.3, 20.2]).verdict is Verdict.REACHED


def test_a_budget_used_up_by_autumn_is_told() -> None:
    made = ended(aim("事故", "increase", "<=", 6, "起"), [0, 1, 1, 2, 3, 3, 4, 5, 6, 7])
    assert made.warns
    assert "将突破上限6起" in made.sentence


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "尚无数据，暂不预测"),
        ([0.5], "只有1期数据，数据太少，暂不预测"),
        ([0, 0, 0, 0], "尚未起步，暂不预测"),
        ([0.5] * 12, "已到期，不再预测"),
    ],
)
def test_where_there_is_too_little_it_says_so(values: list[float], said: str) -> None:
    made = ended(INVESTMENT, values)
    assert (made.verdict, made.sentence, made.value) == (Verdict.NONE, said, None)


def test_too_even_figures_are_not_trusted() -> None:
    past = [summed([1.0] * 12, y) for y in (2023, 2024, 2025)]
    made = ended(INVESTMENT, [1.0, 2, 3, 4, 5, 6], *past)
    assert made.low is not None
    assert made.high is not None
    assert made.high - made.low > 0.05 * 6


def test_a_course_takes_the_strongest_figure_of_each_period() -> None:
    readings = [
        read(1.0, month(1), Column.REPORTED),
        read(0.9, month(1), Column.CONFIRMED),
        read(1.4, month(2), Column.REPORTED),
        read(2.0, MID_MARCH, Column.VERIFIED),
    ]
    made = course(readings, NEW_YEAR, YEARS_END, day(3, 15))
    assert made.points == (Point(day(1, 31), 0.9), Point(day(2, 28), 1.4))


def made_up(rng: random.Random, years: int) -> list[Course]:
    """Years that end in 2026, each month by chance a fifth more or less, the years growing by chance."""
    base, made = 100.0, []
    for year in range(2027 - years, 2027):
        base *= math.exp(rng.gauss(0.05, 0.1))
        made.append(summed((base / 12 * math.exp(rng.gauss(0, 0.2)) for _ in range(12)), year))
    return made


@pytest.mark.parametrize("at", [3, 6, 9, 11])
def test_the_range_holds_what_it_promises(at: int) -> None:
    rng, held = random.Random(2026), 0
    for _ in range(60):
        *past, now = made_up(rng, 4)
        made = project(INVESTMENT, now.until(day(at, 28) + datetime.timedelta(days=3)), past, CALENDAR)
        assert made.low is not None
        assert made.high is not None
        held += made.low <= (now.whole or 0) <= made.high
    assert held >= 0.75 * 60


def test_errors_of_earlier_years_shrink_towards_the_end_and_are_told() -> None:
    rows = backtest(INVESTMENT, made_up(random.Random(1), 6), CALENDAR)
    typical = {row.ahead: row.typical for row in rows}
    assert typical[1] < typical[9]
    assert all(0 <= row.held <= row.tried and row.typical <= row.worst for row in rows)
    row = next(r for r in rows if r.ahead == 6)
    assert in_words(INVESTMENT, rows, 6).startswith(f"往年同期推算{row.tried}次，与全年实际一般相差")
    assert in_words(INVESTMENT, [], 6) == "没有往年数据可检验这一推算。"


def test_no_year_is_judged_with_knowledge_of_later_ones() -> None:
    years = made_up(random.Random(3), 5)
    alone = [r for r in backtest(INVESTMENT, years[:3], CALENDAR) if r.ahead == 6]
    changed = [*years[:2], years[2], summed([100.0] * 12, 2025), summed([1.0] * 12, 2026)]
    three = backtest(INVESTMENT, changed[:3], CALENDAR)
    assert [r for r in three if r.ahead == 6] == alone


STEPS = st.lists(st.floats(0.01, 10), min_size=3, max_size=11)


@given(STEPS, st.integers(0, 4), st.sampled_from([10, 10000]))
@settings(max_examples=60, deadline=None)
def test_a_projection_lies_in_its_range_and_no_sum_shrinks(steps: list[float], years: int, times: int) -> None:
    past = made_up(random.Random(years), years + 1)[:-1]
    now = summed(steps)
    made = project(INVESTMENT, now, past, CALENDAR)
    if made.value is None or made.low is None or made.high is None:
        assert made.verdict is Verdict.NONE
        return
    assert now.points[-1].value <= made.low <= made.value + 1e-9 <= made.high + 2e-9
    large = Aim("投资", Nature.AMOUNT, 6.0 * times, "万元")
    grown = [Course(c.start, c.due, tuple(Point(p.day, p.value * times) for p in c.points)) for c in (now, *past)]
    again = project(large, grown[0], grown[1:], CALENDAR)
    assert again.value == pytest.approx(made.value * times)
    assert again.verdict is made.verdict


@given(st.lists(st.floats(-20, 30), min_size=3, max_size=11))
@settings(max_examples=60, deadline=None)
def test_a_rate_is_never_pro_rated_into_the_future(rates: list[float]) -> None:
    made = ended(GROWTH, rates)
    assert made.value == rates[-1]
    assert made.low is not None
    assert made.low <= rates[-1]
