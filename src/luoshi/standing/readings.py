"""What units reported, the supervision office verified and the statistics bureau confirmed; which of them counts.

The three columns stay three. A comparison rests on one reading: of the newest period that has a figure, the strongest
column that the plan's rule accepts. Figures of two periods are never mixed to make one comparison.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from luoshi.calendar.period import Kind, Period

Day = datetime.date


class Column(StrEnum):
    """Who stands for a figure, in the words put behind it."""

    REPORTED = "填报数"
    VERIFIED = "核实数"
    CONFIRMED = "核定数"


STRONGEST = (Column.CONFIRMED, Column.VERIFIED, Column.REPORTED)


class State(StrEnum):
    """What a reading says: a figure, nought, that there is no data yet, or that it is not due yet."""

    VALUE = "value"
    ZERO = "zero"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure for one period. value  of what adds up: from the year's beginning to the period's end; of growth: the
    growth of that whole stretch on last year's; of a fall: how far it fell; else what stood at the period's end."""

    period: Period
    column: Column
    value: float | None = None
    state: State = State.VALUE

    @property
    def figure(self) -> float | None:
        """Its figure, nought included; None where it has none."""
        if self.state is State.ZERO:
            return 0.0
        return self.value if self.state is State.VALUE else None


def resting_on(
    readings: Sequence[Reading],
    day: Day,
    columns: Sequence[Column] = STRONGEST,
    before: Day = Day.max,
    since: Day = Day.min,
) -> Reading | None:
    """The reading that a comparison on `day` rests on. Periods that end on one day (3月 and 3月下旬) count as one.

    columns  those that count, the strongest first: a plan may rule that only confirmed figures do. Where two
    readings of one column stand for one day, the later in `readings` holds. A period that ends after `day` counts too
    when it has begun: a figure handed in before the period's end is still the newest. before  only periods that end
    before that day; since  only such as end on that day or later (last year's sums are none of this year's)."""
    best: Reading | None = None
    best_last = since
    rank = len(columns)
    for reading in reversed(readings):  # rows come by time: the first one looked at is mostly the one
        period = reading.period
        last = period.last
        if last < best_last or last >= before or period.first > day or reading.column not in columns:
            continue
        strength = columns.index(reading.column)
        if (best is None or last > best_last or strength < rank) and reading.figure is not None:
            best, best_last, rank = reading, last, strength
    return best


def latest_word(readings: Iterable[Reading], day: Day, since: Day = Day.min) -> Reading | None:
    """The newest reading of any column and state: it may say that there is no data yet, or that nothing is due."""
    found: Reading | None = None
    for reading in readings:
        begun = reading.period.first <= day and reading.period.last >= since
        if begun and (found is None or reading.period.last >= found.period.last):
            found = reading
    return found


def age(period: Period, every: Kind, day: Day) -> int:
    """How many periods have ended before `day` since the one that the figure is of: 0 while it is the newest that can be."""
    if period.kind is not every:
        period = Period.of(every, period.last)
    return max(0, newest_ended(every, day).since(period))


@lru_cache(maxsize=64)
def newest_ended(every: Kind, day: Day) -> Period:
    """The last period that had ended when the day began."""
    return Period.of(every, day).previous()


def as_of(period: Period, year: int | None = None) -> str:
    """The day of a figure in words: 3月中旬, 3月底, 一季度末, 6月底; with its year where it is not the one asked about."""
    kind, last = period.kind, period.last
    if kind is Kind.MONTH or kind is Kind.BIMONTH or kind is Kind.HALF:
        text = f"{last.month}月底"
    elif kind is Kind.QUARTER:
        text = f"{period.short}末"
    elif kind is Kind.YEAR:
        return f"{last.year}年底" if year is None or last.year != year else "年底"
    else:
        text = period.short
    return text if year is None or last.year == year else f"{last.year}年{text}"
