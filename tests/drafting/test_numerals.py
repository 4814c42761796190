"""Numbers as plans write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.drafting.numerals import arabic_number, han_number, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1), ("十", 10), ("十五", 15), ("二十", 20), ("九十九", 99), ("一百", 100), ("一百零五", 105), ("一百二十", 120), ("两千三百", 2300),
        ("三千零二十一", 3021), ("二〇二六", 2026), ("二零二六", 2026), ("两", 2), ("〇", 0), ("百", 100),
    ],
)  # fmt: skip
def test_chinese_whole_numbers(text: str, value: int):
    assert han_number(text) == value


@pytest.mark.parametrize("text", ["", "甲", "十月", "3", "一点五", "壹", " 一"])
def test_what_is_no_chinese_number_has_no_value(text: str):
    assert han_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("7.5", 7.5),
        ("1,200", 1200),
        ("1，200", 1200),
        ("１２", 12),
        ("３．５", 3.5),
        ("1,200,000", 1200000),
        ("0.05", 0.05),
    ],
)
def test_numbers_in_digits_of_both_widths(text: str, value: float):
    assert arabic_number(text) == value
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "甲", "7.", "1,2", "-3", "%"])
def test_what_is_neither_has_no_value(text: str):
    assert number(text) is None


def spelled(value: int) -> str:
    """A number below ten thousand as it is written in Chinese."""
    digits = "零一二三四五六七八九"
    parts, gap = [], False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit:
            parts.append(("零" if gap and parts else "") + digits[digit] + word)
            gap = False
        else:
            gap = True
    return "".join(parts)


@given(st.integers(1, 9999))
def test_every_number_below_ten_thousand_is_read_back(value: int):
    assert han_number(spelled(value)) == value


@given(st.integers(0, 10**9))
def test_every_number_in_digits_is_read_back(value: int):
    assert number(str(value)) == number(f"{value:,}") == value
