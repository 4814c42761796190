"""Which way fits a target, and why. The person who sets the target up may choose another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from luoshi.calendar.period import Period
from luoshi.standing.aims import LIMITS, RATES, Aim, Nature, ends_in, is_harvest, ramps
from luoshi.standing.figures import plain
from luoshi.standing.trajectory import Counting, Day, Point, Trajectory, Way, curve, elapsed
from luoshi.standing.trajectory_check import choices

FEW = 3  # up to so many whole things, what is due half-way through the year says nothing
APART = 0.05  # last year's curve is used where it leaves the even way by this share of the whole
ENOUGH = 4  # so many periods make a curve


class Proposal(NamedTuple):
    """A way with its reason. aim  the target, with the baseline that the way supposes; others  what else may be chosen."""

    way: Trajectory
    why: str
    aim: Aim
    others: tuple[Way, ...]


def propose(
    aim: Aim,
    start: Day,
    due: Day,
    calendar: Counting,
    last_year: Sequence[tuple[Period, float]] = (),
    milestones: Sequence[Point] = (),
) -> Proposal:
    """The way that fits best. last_year  cumulative values by period, to the year's end; milestones  what the unit's
    own measures say is reached by which day, in the target's unit; due  the task's, or the last day of the year."""
    made, why, aim = _chosen(aim, start, due, calendar, last_year, milestones)
    return Proposal(made, why, aim, tuple(w for w in choices(aim) if w is not made.way))


def _chosen(
    aim: Aim,
    start: Day,
    due: Day,
    calendar: Counting,
    last_year: Sequence[tuple[Period, float]],
    milestones: Sequence[Point],
) -> tuple[Trajectory, str, Aim]:
    def way(kind: Way, points: Sequence[Point] = ()) -> Trajectory:
        return Trajectory(kind, start, due, tuple(points))

    if aim.nature in RATES:
        return way(Way.HOLD), f"{aim.nature}指标按年初以来累计数直接与目标比较，不按时间折算。", aim
    if aim.nature is Nature.BAND:
        return way(Way.HOLD), "区间指标每期都应落在区间内。", aim
    if aim.nature is Nature.CEILING:
        return way(Way.HOLD), "上限指标每期都不得突破。", aim
    if aim.nature is Nature.LEVEL:
        return _of_level(aim, way, milestones)
    seasonal = curve(last_year, start, due)
    if aim.nature in LIMITS:
        return way(Way.LINEAR), "全年累计不得突破；平时与时间进度比较，用得过快的先提醒。", aim
    if milestones:
        return way(Way.STEPS, milestones), "细化举措已排定节点，按节点应完成数比较。", aim
    if aim.whole and aim.goal <= FEW:
        return way(Way.END), f"全年只有{plain(aim.goal)}{aim.unit}，年中折算没有意义，到期一次比较；可改按节点。", aim
    if len(seasonal) >= ENOUGH:
        line = way(Way.LINEAR)
        point = max(seasonal, key=lambda p: abs(p.value - elapsed(line, p.day, calendar)))
        even = elapsed(line, point.day, calendar)
        if abs(point.value - even) > APART:
            more = "快" if point.value > even else "慢"
            return (
                way(Way.SEASONAL, seasonal),
                f"上年到{point.day.month}月{point.day.day}日已完成全年的{plain(point.value * 100, 1)}%，比均衡推进"
                f"{more}{plain(abs(point.value - even) * 100, 1)}个百分点，有季节性，按上年同期进度。",
                aim,
            )
        return line, "上年各期与均衡推进相差不超过5个百分点，按工作日均衡推进。", aim
    if is_harvest(aim.name):
        return way(Way.END), "收获前没有产量，到期一次比较；补录上年各期数据后可按同期进度。", aim
    return way(Way.LINEAR), "没有上年各期数据，按工作日均衡推进；补录上年数据后可按同期进度。", aim


def _of_level(aim: Aim, way: Callable[..., Trajectory], milestones: Sequence[Point]) -> tuple[Trajectory, str, Aim]:
    if milestones:
        return way(Way.STEPS, milestones), "细化举措已排定节点，按节点应达到的水平比较。", aim
    if aim.baseline is not None:
        if aim.met_by(aim.baseline):
            return way(Way.HOLD), f"上年末为{plain(aim.baseline, 4)}{aim.unit}，已达到目标，全年保持。", aim
        if aim.whole and abs(aim.goal - aim.baseline) <= FEW:
            return (
                way(Way.END),
                f"比上年末只差{plain(abs(aim.goal - aim.baseline))}{aim.unit}，到期一次比较；可改按节点。",
                aim,
            )
        return way(Way.LINEAR), f"由上年末的{plain(aim.baseline, 4)}{aim.unit}到目标值，按工作日均衡推进。", aim
    if ramps(aim):
        return way(Way.LINEAR), "年内从零做起的比率，按工作日均衡推进。", replace(aim, baseline=0.0)
    if ends_in(aim.name, "hold"):
        return way(Way.HOLD), "平时就应达到的水平，每期直接与目标比较。", aim
    return way(Way.END), "没有基期数，到期一次比较；补录上年末数后可按进度比较。", aim
