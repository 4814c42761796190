"""A period is a value: its kind, its year, its number in that year.

A finer period belongs to the coarser one in which it ENDS: the week from 29 June to 5 July belongs to July. So each
week, fortnight and 旬 has exactly one month, quarter and year, and whatever is added up is added up once.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import NamedTuple

Day = datetime.date
ONE = datetime.timedelta(days=1)


class Kind(StrEnum):
    """How long a period is, in the words of a plan's cadences."""

    DAY = "日"
    WEEK = "周"
    FORTNIGHT = "双周"
    XUN = "旬"
    MONTH = "月"
    BIMONTH = "双月"
    QUARTER = "季"
    HALF = "半年"
    YEAR = "年"


# Of the kinds that divide a year evenly: into how many parts.
_A_YEAR = {Kind.XUN: 36, Kind.MONTH: 12, Kind.BIMONTH: 6, Kind.QUARTER: 4, Kind.HALF: 2, Kind.YEAR: 1}
_LETTERS = {
    Kind.DAY: "D",
    Kind.WEEK: "W",
    Kind.FORTNIGHT: "F",
    Kind.XUN: "X",
    Kind.MONTH: "M",
    Kind.BIMONTH: "B",
    Kind.QUARTER: "Q",
    Kind.HALF: "H",
    Kind.YEAR: "Y",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_DIGITS = {Kind.DAY: 3, Kind.WEEK: 2, Kind.FORTNIGHT: 2, Kind.XUN: 2, Kind.MONTH: 2}
# Fortnights are counted without a break from this Monday, the first of a year that begins with a pair: no year has half a one.
_PAIRS = datetime.date(2025, 12, 29).toordinal()
_NUMERALS = "零一二三四"


class _Span(NamedTuple):
    first: Day
    last: Day


@total_ordering
class Period:
    """One day, week, fortnight, 旬, month, pair of months, quarter, half-year or year. Immutable and hashable.

    kind  how long; year  the year it belongs to (of a week the ISO year; of a fortnight the ISO year of its second
    week); n  its number in that year, from 1. Raises ValueError for a number that the year does not have."""

    __slots__ = ("first", "kind", "last", "n", "year")
    kind: Kind
    year: int
    n: int
    first: Day
    last: Day

    def __init__(self, kind: Kind, year: int, n: int = 1) -> None:
        span = _span(kind, year, n)
        for name, value in (("kind", kind), ("year", year), ("n", n), ("first", span.first), ("last", span.last)):
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, kind: Kind, day: Day) -> Period:
        """The period of that kind in which the day lies."""
        return _at(kind, _index_of(kind, day))

    @classmethod
    def from_key(cls, key: str) -> Period:
        """The period that `key` names. Raises ValueError for a text that names none."""
        year, letter, n = key[:4], key[5:6], key[6:]
        if (
            len(key) < 7
            or key[4] != "-"
            or letter not in _KINDS
            or not (year + n).isascii()
            or not (year + n).isdigit()
        ):
            raise ValueError(f"“{key}”不是一个时间段。")
        made = cls(_KINDS[letter], int(year), int(n))
        if made.key != key:
            raise ValueError(f"“{key}”不是一个时间段。")
        return made

    @classmethod
    def between(cls, kind: Kind, first: Day, last: Day) -> tuple[Period, ...]:
        """The periods of that kind that END from `first` to `last`, in order; none where last lies before first."""
        found = []
        period = cls.of(kind, first)
        while period.last <= last:
            found.append(period)
            period = period.next()
        return tuple(found)

    @property
    def key(self) -> str:
        """Text for databases and addresses, as 2026-X07; keys of one kind sort by time."""
        return f"{self.year:04}-{_LETTERS[self.kind]}{self.n:0{_DIGITS.get(self.kind, 1)}}"

    @property
    def label(self) -> str:
        """As officials write it: 2026年3月上旬, 2026年第一季度, 2026年上半年, 2026年第12周, 2026年11月3日."""
        if self.kind is Kind.YEAR:
            return f"{self.year}年"
        if self.kind is Kind.QUARTER:
            return f"{self.year}年第{self.short}"
        if self.kind is Kind.FORTNIGHT and "年" in self.short:
            return self.short
        return f"{self.year}年{self.short}"

    @property
    def short(self) -> str:
        """The same where the year is known: 3月上旬, 一季度, 上半年, 第12周. A fortnight across two years names both."""
        if self.kind is Kind.DAY:
            return f"{self.first.month}月{self.first.day}日"
        if self.kind is Kind.WEEK:
            return f"第{self.n}周"
        if self.kind is Kind.FORTNIGHT:
            one, two = self.first.isocalendar(), self.last.isocalendar()
            if one.year != two.year:
                return f"{one.year}年第{one.week}周—{two.year}年第{two.week}周"
            return f"第{one.week}—{two.week}周"
        if self.kind is Kind.XUN:
            return f"{self.first.month}月{'上中下'[(self.n - 1) % 3]}旬"
        if self.kind is Kind.MONTH:
            return f"{self.n}月"
        if self.kind is Kind.BIMONTH:
            return f"{self.n * 2 - 1}—{self.n * 2}月"
        if self.kind is Kind.QUARTER:
            return f"{_NUMERALS[self.n]}季度"
        if self.kind is Kind.HALF:
            return "上半年" if self.n == 1 else "下半年"
        return "全年"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def contains(self, day: Day) -> bool:
        return self.first <= day <= self.last

    def next(self, k: int = 1) -> Period:
        """The k-th period after this one."""
        return _at(self.kind, _index(self) + k)

    def previous(self, k: int = 1) -> Period:
        """The k-th period before this one."""
        return self.next(-k)

    def since(self, other: Period) -> int:
        """How many periods lie from `other` to this one, of the same kind: 1 for the next one, negative for earlier ones."""
        if other.kind is not self.kind:
            raise ValueError("periods of two kinds have no distance")
        return _index(self) - _index(other)

    def parts(self, kind: Kind) -> tuple[Period, ...]:
        """The periods of that kind that end in this one, in order: the 旬 of a month, the weeks of a quarter."""
        return Period.between(kind, self.first, self.last)

    def within(self, kind: Kind) -> Period:
        """The period of that kind in which this one ends."""
        return Period.of(kind, self.last)

    def same_last_year(self) -> Period:
        """The one to compare with: the same number a year before; of 29 February the 28th, of week 53 the 52nd."""
        if self.kind is Kind.DAY:
            leap = (self.first.month, self.first.day) == (2, 29)
            return Period.of(Kind.DAY, self.first.replace(year=self.year - 1, day=28 if leap else self.first.day))
        if self.kind is Kind.WEEK:
            return Period(Kind.WEEK, self.year - 1, min(self.n, _weeks(self.year - 1)))
        if self.kind is Kind.FORTNIGHT:
            return Period(Kind.WEEK, *self.last.isocalendar()[:2]).same_last_year().within(Kind.FORTNIGHT)
        return Period(self.kind, self.year - 1, self.n)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a period does not change")

    def __reduce__(self) -> tuple[object, ...]:
        return Period, (self.kind, self.year, self.n)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.kind, self.year, self.n) == (other.kind, other.year, other.n)

    def __lt__(self, other: Period) -> bool:
        """By the first day, then by the last: no two kinds ever share both."""
        return (self.first, self.last) < (other.first, other.last)

    def __hash__(self) -> int:
        return hash((self.kind, self.year, self.n))

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"<Period {self.key}>"


def _index(period: Period) -> int:
    """Where it stands in the endless row of its kind."""
    even = _A_YEAR.get(period.kind)
    return period.year * even + period.n - 1 if even else _index_of(period.kind, period.first)


def _index_of(kind: Kind, day: Day) -> int:
    if kind is Kind.DAY:
        return day.toordinal()
    if kind is Kind.WEEK:
        return (day.toordinal() - 1) // 7  # 1 January of the year 1 was a Monday
    if kind is Kind.FORTNIGHT:
        return (day.toordinal() - _PAIRS) // 14
    parts = _A_YEAR[kind]
    if kind is Kind.XUN:
        return day.year * parts + (day.month - 1) * 3 + min((day.day - 1) // 10, 2)
    return day.year * parts + (day.month - 1) * parts // 12


def _at(kind: Kind, index: int) -> Period:
    if kind in _A_YEAR:
        return Period(kind, index // _A_YEAR[kind], index % _A_YEAR[kind] + 1)
    if kind is Kind.DAY:
        day = Day.fromordinal(index)
        return Period(kind, day.year, day.timetuple().tm_yday)
    if kind is Kind.WEEK:
        year, week, _ = Day.fromordinal(index * 7 + 1).isocalendar()
        return Period(kind, year, week)
    last = Day.fromordinal(_PAIRS + index * 14 + 13)
    return Period(kind, last.isocalendar().year, index - _first_pair(last.isocalendar().year) + 1)


def _first_pair(year: int) -> int:
    """The index of the first fortnight whose second week lies in that ISO year."""
    monday = Day.fromisocalendar(year, 1, 1).toordinal()
    return (monday - _PAIRS) // 14


def _weeks(year: int) -> int:
    return Day(year, 12, 28).isocalendar().week


@lru_cache(maxsize=4096)
def _span(kind: Kind, year: int, n: int) -> _Span:
    wrong = ValueError(f"{year}年没有第{n}个“{kind.value}”。")
    if not 1 < year < 9998 or n < 1:
        raise wrong
    if kind is Kind.DAY:
        day = Day(year, 1, 1) + (n - 1) * ONE
        if day.year != year:
            raise wrong
        return _Span(day, day)
    if kind is Kind.WEEK:
        if n > _weeks(year):
            raise wrong
        monday = Day.fromisocalendar(year, n, 1)
        return _Span(monday, monday + 6 * ONE)
    if kind is Kind.FORTNIGHT:
        index = _first_pair(year) + n - 1
        if index >= _first_pair(year + 1):
            raise wrong
        monday = Day.fromordinal(_PAIRS + index * 14)
        return _Span(monday, monday + 13 * ONE)
    parts = _A_YEAR[kind]
    if n > parts:
        raise wrong
    if kind is Kind.XUN:
        month, third = (n - 1) // 3 + 1, (n - 1) % 3
        return _Span(
            Day(year, month, third * 10 + 1), Day(year, month, 10 + third * 10) if third < 2 else _end(year, month)
        )
    months = 12 // parts
    return _Span(Day(year, (n - 1) * months + 1, 1), _end(year, n * months))


def _end(year: int, month: int) -> Day:
    return Day(year + month // 12, month % 12 + 1, 1) - ONE
