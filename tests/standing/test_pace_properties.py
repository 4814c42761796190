"""What holds for every target, way and figure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pace_year import CALENDAR, NEW_YEAR, RULES, YEARS_END, month

from luoshi.calendar.period import Kind
from luoshi.standing.aims import LIMITS, RATES, Aim, Nature
from luoshi.standing.figures import show
from luoshi.standing.lights import light
from luoshi.standing.pace import Pace, pace
from luoshi.standing.readings import Column, Reading
from luoshi.standing.rules import SEVERITY, Colour
from luoshi.standing.trajectory import Trajectory, Way, expected
from luoshi.standing.trajectory_check import choices, faults

DAYS = st.dates(NEW_YEAR, YEARS_END)
SIZES = st.floats(0.05, 5000, allow_nan=False).map(lambda x: round(x, 2)).filter(lambda x: x > 0)
MONTHS = st.integers(1, 12)


@st.composite
def aims(draw: st.DrawFn, natures: Collection[Nature] = tuple(Nature)) -> Aim:
    nature = draw(st.sampled_from(sorted(natures)))
    value = draw(SIZES)
    unit = "%" if nature in RATES else draw(st.sampled_from(["亿元", "家", "%", "元/月"]))
    if unit == "家":
        value = float(max(1, round(value)))
    op = draw(
        st.sampled_from(["<=", ">="] if nature is Nature.LEVEL else ["<="] if nature in LIMITS else [">=", "=", "~"])
    )
    value2 = value * 1.5 if nature is Nature.BAND else None
    baseline = None
    if nature is Nature.LEVEL and draw(st.booleans()):
        baseline = draw(SIZES)
        baseline = float(round(baseline)) if unit == "家" else baseline
    return Aim("指标", nature, value, unit, op, value2, baseline, unit == "家")


@st.composite
def ways(draw: st.DrawFn, aim: Aim) -> Trajectory:
    kind = draw(st.sampled_from(choices(aim)))
    if kind not in (Way.TABLE, Way.STEPS, Way.SEASONAL):
        return Trajectory(kind, NEW_YEAR, YEARS_END)
    goal, base = (1.0, 0.0) if kind is Way.SEASONAL else (aim.goal, aim.base or 0.0)
    shares = sorted(draw(st.lists(st.floats(0, 1), min_size=1, max_size=5)))
    on = sorted(draw(st.lists(DAYS, min_size=len(shares), max_size=len(shares), unique=True)))
    points = [(d, base + (goal - base) * s) for d, s in zip(on, shares, strict=True) if d < YEARS_END]
    if aim.whole and kind is not Way.SEASONAL:
        points = [(d, float(round(v))) for d, v in points]
    made = Trajectory(kind, NEW_YEAR, YEARS_END, tuple(points))
    return made if points and not faults(aim, made) else Trajectory(choices(aim)[0], NEW_YEAR, YEARS_END)


@st.composite
def targets(draw: st.DrawFn, natures: Collection[Nature] = tuple(Nature)) -> tuple[Aim, Trajectory]:
    aim = draw(aims(natures))
    return aim, draw(ways(aim))


def stand(aim: Aim, way: Trajectory, value: float, n: int, on: datetime.date | None = None) -> Pace:
    period = month(n)
    readings = [Reading(period, Column.REPORTED, value)]
    return pace(aim, way, readings, on or period.last + datetime.timedelta(days=3), CALENDAR, Kind.MONTH)


@given(targets(), st.floats(-1, 2), st.floats(0, 2), MONTHS)
@settings(max_examples=150, deadline=None)
def test_more_done_never_gives_a_worse_light(target: tuple[Aim, Trajectory], share: float, more: float, n: int) -> None:
    aim, way = target
    assume(aim.nature is not Nature.BAND)
    less = aim.goal * share if aim.nature in RATES else aim.goal * abs(share)
    better = less - aim.goal * more if aim.down else less + aim.goal * more
    assume(better >= 0 or aim.nature in RATES)
    worse, good = (light(stand(aim, way, v, n), RULES).colour for v in (less, better))
    # Before the end grey and green say the same of what is compared only then: not reached yet, reached.
    bound = SEVERITY[Colour.GREEN] if worse is Colour.GREY else SEVERITY[worse]
    assert SEVERITY[good] <= bound


@given(targets([Nature.AMOUNT, Nature.BUDGET, Nature.LEVEL]), DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_what_is_due_never_shrinks(target: tuple[Aim, Trajectory], one: datetime.date, other: datetime.date) -> None:
    aim, way = target
    assume(aim.base is not None)
    first, second = (expected(aim, way, d, CALENDAR) for d in sorted((one, other)))
    if first is not None and second is not None:
        assert (second - first) * (1 if aim.goal >= (aim.base or 0) else -1) >= -1e-9 * max(1, abs(aim.goal))


@given(targets())
@settings(max_examples=100, deadline=None)
def test_at_the_end_the_target_itself_is_due(target: tuple[Aim, Trajectory]) -> None:
    assert expected(*target, YEARS_END, CALENDAR) == target[0].goal


@given(targets(RATES), DAYS)
@settings(max_examples=100, deadline=None)
def test_growth_is_never_pro_rated(target: tuple[Aim, Trajectory], on: datetime.date) -> None:
    aim, way = target
    allowed = {aim.goal, None, *(p.value for p in way.points)}
    assert expected(aim, way, on, CALENDAR) in allowed


@given(
    st.sampled_from([Nature.AMOUNT, Nature.LEVEL, Nature.CEILING, Nature.BUDGET]),
    SIZES,
    st.floats(0, 2),
    MONTHS,
    st.sampled_from([10, 100, 10000]),
)
@settings(max_examples=100, deadline=None)
def test_another_scale_of_the_unit_changes_no_light(
    nature: Nature, value: float, share: float, n: int, times: int
) -> None:
    aim = Aim("投资", nature, value, "亿元", "<=" if nature in LIMITS else ">=")
    scaled = replace(aim, value=value * times, unit="万元")
    way = Trajectory(choices(aim)[0], NEW_YEAR, YEARS_END)
    done = round(value * share, 3)
    small, large = light(stand(aim, way, done, n), RULES), light(stand(scaled, way, done * times, n), RULES)
    assert small.colour is large.colour


NUMBER = r"(-?\d+(?:\.\d+)?)"


@given(SIZES, st.floats(0, 1.5), MONTHS, st.sampled_from(["亿元", "家", "万人"]))
@settings(max_examples=150, deadline=None)
def test_the_figures_of_a_sentence_agree(value: float, share: float, n: int, unit: str) -> None:
    whole = unit == "家"
    value = float(max(1, round(value))) if whole else value
    aim = Aim("投资", Nature.AMOUNT, value, unit, whole=whole)
    done = float(round(value * share)) if whole else round(value * share, 4)
    made = stand(aim, Trajectory(Way.LINEAR, NEW_YEAR, YEARS_END), done, n)
    sentence = light(made, RULES).sentence
    shares = re.search(rf"应完成{NUMBER}{unit}（{NUMBER}%），已完成{NUMBER}{unit}（{NUMBER}%", sentence)
    if shares is None:
        assert "达到目标" in sentence or "逾期" in sentence
        return
    due, due_share, is_done, done_share = (float(x) for x in shares.groups())
    behind = re.search(rf"差(?:{NUMBER}{unit}、)?{NUMBER}个百分点", sentence)
    if behind:
        assert abs(round(due_share - done_share, 1) - float(behind[2])) < 1e-9
        assert made.short == float(behind[2])
        if behind[1]:
            assert abs(due - is_done - float(behind[1])) < 1e-6
            assert float(behind[1]) > 0
    elif "超序时进度" in sentence:
        assert done_share > due_share
    else:
        assert due_share == done_share


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(0, 3))
def test_a_gap_is_the_difference_of_what_is_shown(one: float, other: float, places: int) -> None:
    shown = show(one, other, places)
    gap = float(shown.gap) * shown.sign
    assert abs(float(shown.expected) - float(shown.done) - gap) < 1e-6
    assert abs(float(shown.expected) - one) <= 0.5 * 10**-places + 1e-6 * abs(one) + 1e-9


@given(targets(), st.floats(0, 2), MONTHS, DAYS)
@settings(max_examples=100, deadline=None)
def test_every_light_has_a_whole_sentence(
    target: tuple[Aim, Trajectory], share: float, n: int, on: datetime.date
) -> None:
    aim, way = target
    made = light(stand(aim, way, aim.goal * share, n, on), RULES)
    assert made.sentence.endswith(f"，按规则2026-1判{made.colour}")
    assert not re.search(r"None|nan|-0(?!\.)|\d{12}|，，|（）", made.sentence)
    if made.colour in (Colour.RED, Colour.YELLOW):
        assert made.reason is not None


@given(SIZES, st.floats(-30, 5000).map(lambda x: round(x, 3)), MONTHS, st.sampled_from([Nature.GROWTH, Nature.FALL]))
@settings(max_examples=150, deadline=None)
def test_the_figures_of_a_rates_sentence_agree(value: float, done: float, n: int, nature: Nature) -> None:
    aim = Aim("增速", nature, value, "%")
    made = stand(aim, Trajectory(Way.HOLD, NEW_YEAR, YEARS_END), done, n)
    up, down = ("增长", "下降") if nature is Nature.GROWTH else ("下降", "上升")
    told = re.search(
        rf"累计({up}|{down}){NUMBER}%（填报数），目标(?:{up})?{NUMBER}%，(?:(差|高){NUMBER}个百分点|与目标持平)",
        light(made, RULES).sentence,
    )
    assert told is not None
    reached = float(told[2]) * (1 if told[1] == up else -1)
    gap = float(told[5] or 0) * (1 if told[4] == "差" else -1)
    assert abs(float(told[3]) - reached - gap) < 1e-6
    assert abs(gap - (made.short or 0)) < 1e-6


@given(SIZES, st.floats(0, 2), MONTHS, st.sampled_from(["元/月", "%", "家"]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_figures_of_a_levels_sentence_agree(value: float, share: float, n: int, unit: str, down: bool) -> None:
    value = float(max(1, round(value))) if unit == "家" else value
    done = float(round(value * share)) if unit == "家" else round(value * share, 4)
    aim = Aim("水平", Nature.LEVEL, value, unit, "<=" if down else ">=", whole=unit == "家")
    made = stand(aim, Trajectory(Way.HOLD, NEW_YEAR, YEARS_END), done, n)
    sentence = light(made, RULES).sentence
    told = re.search(
        rf"为{NUMBER}{unit}（填报数），目标不(?:低于|超过){NUMBER}{unit}，(?:([差高超低]){NUMBER}|与目标持平)", sentence
    )
    if told is None:
        assert "实现目标" in sentence or "目标已实现" in sentence
        return
    behind = (float(told[1]) - float(told[2])) * (1 if down else -1)
    gap = float(told[4] or 0) * (1 if told[3] in ("差", "超") else -1)
    assert abs(behind - gap) < 1e-6
    assert ((made.short or 0) > 0) <= (gap > 0)
