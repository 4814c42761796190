"""What is wrong with a way that a person entered, in sentences that say what to do; and which ways a target has at all."""

from __future__ import annotations

from itertools import pairwise

from luoshi.standing.aims import RATES, Aim, Nature
from luoshi.standing.figures import plain
from luoshi.standing.trajectory import Day, Trajectory, Way

_TOLERANCE = 1e-6


def choices(aim: Aim) -> tuple[Way, ...]:
    """The ways that make sense for a target, the usual one first."""
    if aim.nature in RATES:
        return (Way.HOLD, Way.TABLE, Way.STEPS, Way.END)
    if aim.nature is Nature.AMOUNT:
        return (Way.LINEAR, Way.SEASONAL, Way.TABLE, Way.STEPS, Way.END)
    if aim.nature is Nature.BUDGET:
        return (Way.LINEAR, Way.SEASONAL, Way.TABLE, Way.HOLD)
    if aim.nature is Nature.LEVEL:
        if aim.baseline is None:
            return (Way.END, Way.HOLD, Way.TABLE, Way.STEPS)
        return (Way.LINEAR, Way.TABLE, Way.STEPS, Way.END, Way.HOLD)
    return (Way.HOLD, Way.TABLE)


def faults(aim: Aim, way: Trajectory) -> list[str]:
    """What has to be put right before the way can be used; empty where it is sound."""
    if way.way not in choices(aim):
        return [_no_such(aim, way.way)]
    if way.way not in (Way.TABLE, Way.STEPS, Way.SEASONAL):
        return []
    if not way.points:
        return [f"“{way.way}”还没有填写，请至少填一期的应完成数，或改用其他方式。"]
    return _of_days(way) + _of_values(aim, way)


def _no_such(aim: Aim, way: Way) -> str:
    if aim.nature in RATES:
        return f"“{aim.name}”是{aim.nature}指标，直接与目标比较，不能{way}，请选择“{Way.HOLD}”或“{Way.TABLE}”。"
    if aim.nature is Nature.LEVEL and aim.baseline is None:
        return f"“{aim.name}”没有基期数，不能{way}，请先补录上年末数，或选择“{Way.END}”。"
    return f"“{aim.name}”是{aim.nature}指标，不能{way}，请选择“{choices(aim)[0]}”。"


def _of_days(way: Trajectory) -> list[str]:
    found = []
    for point in way.points:
        if not way.start <= point.day <= way.due:
            found.append(
                f"{_day(point.day)}不在{_day(way.start)}至{_day(way.due)}之间，请改正日期，或调整任务的起止时间。"
            )
    for day in sorted({a.day for a, b in pairwise(way.points) if a.day == b.day}):
        found.append(f"{_day(day)}填了两个数，请保留一个。")
    return found


def _of_values(aim: Aim, way: Trajectory) -> list[str]:
    seasonal = way.way is Way.SEASONAL
    goal, base = (1.0, 0.0) if seasonal else (aim.goal, aim.base)
    times, unit = (100, "%") if seasonal else (1, aim.unit)
    found = []
    if base is not None:
        falling = goal < base
        for a, b in pairwise(way.points):
            if (b.value > a.value + _TOLERANCE) if falling else (b.value < a.value - _TOLERANCE):
                word = "大" if falling else "小"
                found.append(
                    f"{_day(b.day)}的{plain(b.value * times, 4)}{unit}比{_day(a.day)}的{plain(a.value * times, 4)}{unit}{word}，"
                    f"分期目标应为{'逐步下降的' if falling else '累计'}数，请核对。"
                )
        low, high = min(base, goal), max(base, goal)
        for point in way.points:
            if point.value < low - _TOLERANCE or point.value > high + _TOLERANCE:
                where = "目标" if (point.value > high) != falling else ("基期" if aim.nature is Nature.LEVEL else "零")
                bound = goal if where == "目标" else base
                found.append(
                    f"{_day(point.day)}的{plain(point.value * times, 4)}{unit}超出了{where}"
                    f"{plain(bound * times, 4) + unit if bound else ''}，请核对。"
                )
    last = way.points[-1]
    if last.day == way.due and abs(last.value - goal) > _TOLERANCE * max(1.0, abs(goal)):
        found.append(
            f"到期日{_day(last.day)}应为目标值{plain(goal * times, 4)}{unit}，"
            f"现填{plain(last.value * times, 4)}{unit}，请改正，或按程序调整目标。"
        )
    if aim.whole and not seasonal:
        found += [
            f"{_day(p.day)}的{plain(p.value, 4)}{unit}不是整数，“{aim.name}”按{unit}计，请填整数。"
            for p in way.points
            if not float(p.value).is_integer()
        ]
    return found


def _day(day: Day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
