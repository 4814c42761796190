"""What one pace, light and projection costs, in microseconds: make bench.

Seconds of the processor in one process, the best of five passes over the targets of a made-up province.
"""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Callable

from luoshi.calendar.period import Kind, Period
from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import WorkingCalendar
from luoshi.standing.aims import Aim, Nature, aim
from luoshi.standing.course import Course
from luoshi.standing.lights import light
from luoshi.standing.pace import Pace, pace
from luoshi.standing.projection import project
from luoshi.standing.readings import Column, Reading
from luoshi.standing.rules import usual
from luoshi.standing.task_pace import Measure, task_pace
from luoshi.standing.trajectory import Point, Trajectory, Way

TARGETS = 1000
DAY = datetime.date(2026, 9, 24)
START, DUE = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
A_YEAR = [Period(Kind.XUN, 2026, n) for n in range(1, 27)]  # to 20 September


def made(rng: random.Random) -> tuple[Aim, Trajectory, list[Reading]]:
    """A target of the province with its way and a reading for each 旬, every third verified."""
    goal = rng.choice([6.0, 48.0, 1200.0, 15.0])
    kinds = [
        (aim("投资", "level", ">=", goal, "亿元"), Way.LINEAR),
        (aim("产量", "level", ">=", goal, "万吨"), Way.SEASONAL),
        (aim("企业", "increase", ">=", goal, "家"), Way.TABLE),
        (aim("增加值", "growth", ">=", 9, "%"), Way.HOLD),
        (aim("高企", "level", ">=", goal + 20, "家", baseline=20), Way.LINEAR),
        (aim("浓度", "level", "<=", 35, "微克/立方米"), Way.HOLD),
    ]
    target, kind = rng.choice(kinds)
    months = [datetime.date(2026, m, 28) for m in range(1, 12)]
    whole = 1.0 if kind is Way.SEASONAL else goal
    points = tuple(Point(d, whole * n / 12) for n, d in enumerate(months, 1))
    way = Trajectory(kind, START, DUE, points if kind in (Way.SEASONAL, Way.TABLE) else ())
    pushed = rng.uniform(0.5, 1.1)
    readings = []
    for n, period in enumerate(A_YEAR, 1):
        value = goal * pushed * n / 36 if target.nature is Nature.AMOUNT else rng.uniform(5, 40)
        readings.append(Reading(period, Column.REPORTED, value))
        if n % 3 == 0:
            readings.append(Reading(period, Column.VERIFIED, value))
    return target, way, readings


def grown(rng: random.Random, year: int) -> Course:
    """A year of months, each by chance a little more or less."""
    total, points = 0.0, []
    for month in range(1, 13):
        total += rng.uniform(6, 10)
        points.append(Point(Period(Kind.MONTH, year, month).last, total))
    return Course(datetime.date(year, 1, 1), datetime.date(year, 12, 31), tuple(points))


def best(work: Callable[[], object], times: int = 5) -> float:
    """Microseconds a target, the best of some passes."""
    seconds = []
    for _ in range(times):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return min(seconds) / TARGETS * 1e6


def main() -> int:
    rng = random.Random(2026)
    calendar, rules = WorkingCalendar(shipped().values()), usual(2026)
    all_of_them = [made(rng) for _ in range(TARGETS)]
    newest = [(a, w, r[-6:]) for a, w, r in all_of_them]
    paces: list[Pace] = []

    def paced(of: list[tuple[Aim, Trajectory, list[Reading]]]) -> Callable[[], object]:
        def work() -> None:
            paces[:] = [pace(a, w, r, DAY, calendar, Kind.XUN) for a, w, r in of]

        return work

    def of_tasks() -> None:
        for at in range(TARGETS):
            measures = [
                Measure("", 1, START, DUE, share=0.5),
                Measure("", 1, ends=datetime.date(2026, 6, 30), done_on=DAY),
            ]
            light(task_pace(paces[at : at + 1], measures, DAY, START, DUE, calendar), rules)

    earlier = [grown(rng, year) for year in (2023, 2024, 2025)]
    now = grown(rng, 2026).until(datetime.date(2026, 8, 31))
    target = Aim("投资", Nature.AMOUNT, 100, "亿元")

    rows: list[tuple[str, Callable[[], object], float]] = [
        ("pace of a target, its year of readings (34)", paced(all_of_them), 100),
        ("pace of a target, its newest readings (6)", paced(newest), 60),
        ("light with its sentence", lambda: [light(p, rules) for p in paces], 60),
        ("pace and light of a task, a target and two measures", of_tasks, 100),
        (
            "projection with three earlier years",
            lambda: [project(target, now, earlier, calendar) for _ in range(TARGETS)],
            2000,
        ),
    ]
    for what, work, bound in rows:
        took = best(work)
        print(f"{what:58} {took:>12.1f} µs  bound {bound:>10.0f} µs  {'kept' if took <= bound else 'BROKEN'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
