"""Working days by the notices of seven years, and reckoning with them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import WorkingCalendar

KNOWN = WorkingCalendar(shipped().values())
D = datetime.date
# a busy machine is no fault
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW_YEARS = st.dates(D(2019, 6, 1), D(2029, 6, 1))

# By the notices: the weekdays off, and the weekend days worked.
OFF = {
    2020: "1-1 1-24 1-27 1-28 1-29 1-30 1-31 4-6 5-1 5-4 5-5 6-25 6-26 10-1 10-2 10-5 10-6 10-7 10-8",
    2021: "1-1 2-11 2-12 2-15 2-16 2-17 4-5 5-3 5-4 5-5 6-14 9-20 9-21 10-1 10-4 10-5 10-6 10-7",
    2022: "1-3 1-31 2-1 2-2 2-3 2-4 4-4 4-5 5-2 5-3 5-4 6-3 9-12 10-3 10-4 10-5 10-6 10-7",
    2023: "1-2 1-23 1-24 1-25 1-26 1-27 4-5 5-1 5-2 5-3 6-22 6-23 9-29 10-2 10-3 10-4 10-5 10-6",
    2024: "1-1 2-12 2-13 2-14 2-15 2-16 4-4 4-5 5-1 5-2 5-3 6-10 9-16 9-17 10-1 10-2 10-3 10-4 10-7",
    2025: "1-1 1-28 1-29 1-30 1-31 2-3 2-4 4-4 5-1 5-2 5-5 6-2 10-1 10-2 10-3 10-6 10-7 10-8",
    2026: "1-1 1-2 2-16 2-17 2-18 2-19 2-20 2-23 4-6 5-1 5-4 5-5 6-19 9-25 10-1 10-2 10-5 10-6 10-7",
}
ON = {
    2020: "1-19 4-26 5-9 6-28 9-27 10-10",
    2021: "2-7 2-20 4-25 5-8 9-18 9-26 10-9",
    2022: "1-29 1-30 4-2 4-24 5-7 10-8 10-9",
    2023: "1-28 1-29 4-23 5-6 6-25 10-7 10-8",
    2024: "2-4 2-18 4-7 4-28 5-11 9-14 9-29 10-12",
    2025: "1-26 2-8 4-27 9-28 10-11",
    2026: "1-4 2-14 2-28 5-9 9-20 10-10",
}


def days(year: int, written: str) -> set[datetime.date]:
    return {D(year, *map(int, text.split("-"))) for text in written.split()}


@pytest.mark.parametrize("year", OFF)
def test_the_days_of_a_year_are_those_of_its_notice(year):
    day, off, on = D(year, 1, 1), set(), set()
    while day.year == year:
        worked = KNOWN.is_working(day)
        if worked and day.weekday() >= 5:
            on.add(day)
        if not worked and day.weekday() < 5:
            off.add(day)
        day += datetime.timedelta(days=1)
    assert (off, on) == (days(year, OFF[year]), days(year, ON[year]))


@pytest.mark.parametrize("year", OFF)
def test_a_year_names_the_notice_that_it_rests_on(year):
    table = shipped()[year]
    assert f"〔{year - 1}〕" in table.number
    assert f"{year}年部分节假日安排的通知" in table.title


@pytest.mark.parametrize(
    ("year", "days_less"), [(2021, 11), (2022, 11), (2023, 11), (2024, 11), (2025, 13), (2026, 13)]
)
def test_what_is_moved_leaves_the_statutory_holidays(year, days_less):
    """11 days a year until 2024, 13 from 2025 on: what is shifted is worked on other days."""
    assert shipped()[year].moved == days_less


def test_in_2020_the_prolonged_spring_festival_counts():
    assert not KNOWN.is_working(D(2020, 1, 31))
    assert not KNOWN.is_working(D(2020, 2, 1))  # was at first to be worked
    assert KNOWN.is_working(D(2020, 2, 3))


def test_due_three_working_days_after_the_holidays():
    assert KNOWN.add(D(2026, 9, 30), 3) == D(2026, 10, 10)  # 8 and 9 October, then the Saturday that is worked
    assert KNOWN.add(D(2026, 2, 13), 1) == D(2026, 2, 14)
    assert KNOWN.add(D(2026, 2, 14), 1) == D(2026, 2, 24)
    assert KNOWN.add(D(2026, 2, 24), -1) == D(2026, 2, 14)


def test_no_working_day_further_is_the_day_itself_or_the_next_one():
    assert KNOWN.add(D(2026, 9, 30), 0) == D(2026, 9, 30)
    assert KNOWN.add(D(2026, 10, 1), 0) == D(2026, 10, 8)


def test_counting_includes_both_ends():
    assert KNOWN.count(D(2026, 10, 8), D(2026, 10, 10)) == 3
    assert KNOWN.count(D(2026, 10, 1), D(2026, 10, 7)) == 0
    assert KNOWN.count(D(2026, 10, 8), D(2026, 10, 7)) == 0


@given(FEW_YEARS, st.integers(1, 700))
@settings(BUSY, max_examples=300)
def test_adding_and_counting_undo_each_other(day, n):
    later = KNOWN.add(day, n)
    assert KNOWN.is_working(later)
    assert KNOWN.count(day + datetime.timedelta(days=1), later) == n
    earlier = KNOWN.add(day, -n)
    assert KNOWN.is_working(earlier)
    assert KNOWN.count(earlier, day - datetime.timedelta(days=1)) == n


@BUSY
@given(FEW_YEARS, st.integers(1, 300))
def test_from_a_working_day_there_and_back(day, n):
    start = KNOWN.add(day, 0)
    assert KNOWN.add(KNOWN.add(start, n), -n) == start


@BUSY
@given(FEW_YEARS, FEW_YEARS)
def test_counts_of_stretches_add_up(one, two):
    first, last = min(one, two), max(one, two)
    middle = first + (last - first) / 2
    assert KNOWN.count(first, last) == KNOWN.count(first, middle) + KNOWN.count(
        middle + datetime.timedelta(days=1), last
    )


def test_a_year_not_announced_is_said():
    assert KNOWN.announced(2026)
    assert not KNOWN.announced(2027)
    assert KNOWN.uncertain(D(2026, 12, 31)) == ""
    assert KNOWN.uncertain(D(2027, 1, 4)) == "2027年放假安排尚未公布，以公布后为准"
    assert KNOWN.uncertain(D(2026, 12, 1), D(2028, 1, 5)) == "2027年、2028年放假安排尚未公布，以公布后为准"
    assert KNOWN.is_working(D(2027, 1, 1))  # a Friday: nothing is guessed
