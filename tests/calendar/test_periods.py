"""Periods of all kinds, on every day of sixteen years."""

from __future__ import annotations

import datetime
import pickle
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.calendar.period import Kind, Period
from luoshi.drafting.draft import Every

FIRST, LAST = datetime.date(2020, 1, 1), datetime.date(2035, 12, 31)
DAYS = [FIRST + datetime.timedelta(n) for n in range((LAST - FIRST).days + 1)]
KINDS = list(Kind)
ONE = datetime.timedelta(days=1)


def row(kind: Kind) -> list[Period]:
    """The periods of that kind over those years, each once, in the order of the days."""
    return list(dict.fromkeys(Period.of(kind, day) for day in DAYS))


@pytest.mark.parametrize("kind", KINDS)
def test_each_day_lies_in_exactly_one_period(kind):
    for day in DAYS:
        assert Period.of(kind, day).contains(day)
    for one, two in pairwise(row(kind)):
        assert two.first == one.last + ONE


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_is_the_one_that_follows_and_the_previous_undoes_it(kind):
    periods = row(kind)
    for one, two in pairwise(periods):
        assert one.next() == two
        assert two.previous() == one
        assert one < two
        assert two.since(one) == 1
    assert periods[0].next(len(periods) - 1) == periods[-1]
    assert periods[-1].since(periods[0]) == len(periods) - 1


@pytest.mark.parametrize("kind", KINDS)
def test_keys_lead_back_and_sort_by_time(kind):
    keys = [p.key for p in row(kind)]
    assert [Period.from_key(k) for k in keys] == row(kind)
    assert sorted(keys) == keys


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_count_up_from_one_in_each_year(kind):
    before: dict[int, int] = {}
    for p in row(kind):
        assert p.n == before.get(p.year, p.n - 1 if p.year in (2019, 2020) and not before else 0) + 1
        before[p.year] = p.n


@pytest.mark.parametrize("coarse", [Kind.MONTH, Kind.BIMONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR])
@pytest.mark.parametrize("fine", [Kind.DAY, Kind.WEEK, Kind.FORTNIGHT, Kind.XUN, Kind.MONTH])
def test_parts_and_what_they_lie_within_agree(fine, coarse):
    for whole in row(coarse):
        parts = whole.parts(fine)
        assert parts
        assert all(p.within(coarse) == whole for p in parts)
        assert parts[0].previous().within(coarse) != whole
        assert parts[-1].next().within(coarse) != whole


def test_months_have_three_xun_quarters_nine_years_thirty_six():
    assert [len(Period(Kind.MONTH, 2026, n).parts(Kind.XUN)) for n in range(1, 13)] == [3] * 12
    assert len(Period(Kind.QUARTER, 2026, 1).parts(Kind.XUN)) == 9
    assert len(Period(Kind.YEAR, 2026).parts(Kind.XUN)) == 36


def test_the_last_xun_ends_with_the_month():
    ends = [Period(Kind.XUN, 2024, n).last.day for n in range(3, 37, 3)]
    assert ends == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert Period.of(Kind.XUN, datetime.date(2026, 2, 28)).days == 8


def test_weeks_are_those_of_iso():
    for day in DAYS:
        assert (Period.of(Kind.WEEK, day).year, Period.of(Kind.WEEK, day).n) == day.isocalendar()[:2]
    assert Period.of(Kind.WEEK, datetime.date(2027, 1, 3)).label == "2026年第53周"


def test_fortnights_are_two_whole_weeks_in_every_year():
    for p in row(Kind.FORTNIGHT):
        assert (p.first.weekday(), p.days) == (0, 14)
    assert len(Period(Kind.WEEK, 2026, 1).within(Kind.FORTNIGHT).parts(Kind.WEEK)) == 2


@pytest.mark.parametrize(
    ("key", "label", "short"),
    [
        ("2026-D307", "2026年11月3日", "11月3日"),
        ("2026-W12", "2026年第12周", "第12周"),
        ("2026-F06", "2026年第11—12周", "第11—12周"),
        ("2027-F01", "2026年第53周—2027年第1周", "2026年第53周—2027年第1周"),
        ("2026-X07", "2026年3月上旬", "3月上旬"),
        ("2026-X09", "2026年3月下旬", "3月下旬"),
        ("2026-M03", "2026年3月", "3月"),
        ("2026-B2", "2026年3—4月", "3—4月"),
        ("2026-Q1", "2026年第一季度", "一季度"),
        ("2026-Q4", "2026年第四季度", "四季度"),
        ("2026-H1", "2026年上半年", "上半年"),
        ("2026-Y1", "2026年", "全年"),
    ],
)
def test_labels_are_as_officials_write_them(key, label, short):
    found = Period.from_key(key)
    assert (found.label, found.short) == (label, short)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "2026",
        "2026-X37",
        "2026-X7",
        "2026-Q5",
        "2026-Z1",
        "2026-X00",
        "2025-W53",
        "2025-D366",
        "2026-M１2",
        "2026-B02",
    ],
)
def test_a_key_that_names_no_period_is_refused(wrong):
    with pytest.raises(ValueError, match=r"不是一个时间段|没有第"):
        Period.from_key(wrong)


def test_last_year_has_one_to_compare_with():
    for kind in KINDS:
        for p in row(kind)[-800:]:
            before = p.same_last_year()
            assert 355 <= (p.last - before.last).days <= 378, p
    assert Period.of(Kind.DAY, datetime.date(2024, 2, 29)).same_last_year().first == datetime.date(2023, 2, 28)
    assert Period(Kind.WEEK, 2026, 53).same_last_year() == Period(Kind.WEEK, 2025, 52)
    assert Period(Kind.XUN, 2026, 6).same_last_year() == Period(Kind.XUN, 2025, 6)


def test_a_week_belongs_to_the_month_in_which_it_ends():
    week = Period.of(Kind.WEEK, datetime.date(2026, 6, 30))
    assert week.within(Kind.MONTH).label == "2026年7月"
    assert week not in Period(Kind.MONTH, 2026, 6).parts(Kind.WEEK)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.sampled_from(KINDS), st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)), st.integers(-400, 400))
def test_going_there_and_back_leads_home(kind, day, k):
    p = Period.of(kind, day)
    assert p.next(k).previous(k) == p
    assert p.next(k).since(p) == k
    assert (p.next(k) > p) == (k > 0)


def test_a_period_is_a_value():
    p = Period(Kind.XUN, 2026, 7)
    assert pickle.loads(pickle.dumps(p)) == p
    assert len({p, Period.of(Kind.XUN, datetime.date(2026, 3, 5))}) == 1
    with pytest.raises(AttributeError):
        p.n = 8
    assert sorted([Period(Kind.MONTH, 2026, 3), p])[0] == p  # both begin on 1 March; the shorter one first


def test_plans_and_periods_use_the_same_words():
    assert {k.value for k in Kind} == set(Every.__args__)
