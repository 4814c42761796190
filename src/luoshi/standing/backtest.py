"""What projections were worth in earlier years, by how many months lay ahead: shown to whoever reads one."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from luoshi.standing.aims import Aim
from luoshi.standing.course import Course
from luoshi.standing.extrapolation import SUMS
from luoshi.standing.figures import plain
from luoshi.standing.projection import Verdict, comparable, error_at, project
from luoshi.standing.trajectory import Counting, Day


@dataclass(frozen=True, slots=True)
class Errors:
    """ahead  whole months before the due day; tried  projections made then; typical, worst  size of their errors: percent
    of what it came to for sums, the target's own unit else; held  how many times it came to lie within the range."""

    ahead: int
    tried: int
    typical: float
    worst: float
    held: int


def backtest(aim: Aim, history: Sequence[Course], calendar: Counting) -> list[Errors]:
    """Each month's end of each year that is over, projected with what was known then and the years before alone."""
    found: dict[int, list[tuple[float, bool]]] = {}
    years = sorted((c for c in history if c.whole is not None), key=lambda c: c.due)
    for n, year in enumerate(years):
        for day in _month_ends(year):
            before = comparable(year, years[:n])
            error = error_at(aim.nature, year, before, day, calendar)
            made = project(aim, year.until(day), before, calendar)
            if error is None or made.verdict is Verdict.NONE or made.low is None or made.high is None:
                continue
            size = abs(math.expm1(-error)) * 100 if aim.nature in SUMS else abs(error)
            inside = made.low <= (year.whole or 0.0) <= made.high
            ahead = (year.due.year - day.year) * 12 + year.due.month - day.month
            found.setdefault(ahead, []).append((size, inside))
    return [
        Errors(ahead, len(rows), median(s for s, _ in rows), max(s for s, _ in rows), sum(i for _, i in rows))
        for ahead, rows in sorted(found.items())
    ]


def in_words(aim: Aim, errors: Sequence[Errors], ahead: int) -> str:
    """What is said under a projection made so many months before the end."""
    row = next((e for e in errors if e.ahead == ahead), None)
    if row is None:
        return "没有往年数据可检验这一推算。"
    unit = "%" if aim.nature in SUMS else ("个百分点" if aim.in_points else aim.unit)
    return (
        f"往年同期推算{row.tried}次，与全年实际一般相差{plain(row.typical, 1)}{unit}，最多相差{plain(row.worst, 1)}{unit}，"
        f"{row.held}次落在推算区间内。"
    )


def _month_ends(year: Course) -> list[Day]:
    days = []
    for month in range(year.start.month, year.due.month):
        days.append(Day(year.due.year, month + 1, 1) - datetime.timedelta(days=1))
    return [d for d in days if year.start <= d < year.due]
