"""Days as people type them."""

from __future__ import annotations

import datetime

import pytest

from luoshi.plans.written_days import leading_day, read_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-6-30", (6, 30)),
        ("2026/06/30 00:00:00", (6, 30)),
        ("6月30日前", (6, 30)),
        ("６．３０", (6, 30)),
        ("6月底", (6, 30)),
        ("6月底前", (6, 30)),
        ("3月上旬", (3, 10)),
        ("一季度末", (3, 31)),
        ("上半年", (6, 30)),
        ("年底前", (12, 31)),
    ],
)
def test_a_day_is_read_however_it_is_typed(typed, day):
    assert read_day(typed, 2026) == datetime.date(2026, *day)


def test_a_month_begins_with_its_first_day_and_ends_with_its_last():
    assert read_day("6月", 2026, begins=True) == datetime.date(2026, 6, 1)
    assert read_day("6月", 2026) == datetime.date(2026, 6, 30)


@pytest.mark.parametrize("typed", ["", "某天", "13月5日", "2026年2月30日", "6", "尽快"])
def test_what_is_no_day_is_none(typed):
    assert read_day(typed, 2026) is None


def test_a_line_of_milestones_is_its_day_and_what_follows():
    assert leading_day("6月30日 完成选址", 2026) == (datetime.date(2026, 6, 30), "完成选址")
    assert leading_day("6月30日一期完工", 2026) == (datetime.date(2026, 6, 30), "一期完工")
    assert leading_day("6月底前完成选址", 2026) == (datetime.date(2026, 6, 30), "完成选址")
    assert leading_day("完成选址", 2026) == (None, "完成选址")
    assert leading_day("3个项目开工", 2026) == (None, "3个项目开工")
