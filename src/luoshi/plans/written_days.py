"""Days as people type them: 2026-6-30, 6月30日, 6.30, 6月底, 年底, 一季度末."""

from __future__ import annotations

import datetime
import re
import unicodedata

from luoshi.drafting.due import PATTERNS, latest

_SPELLED = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"  # what a spreadsheet adds to a day
)
_MONTH = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*月?(?P<part>初|份|上旬|中旬|下旬)?"
)
_FIRST_OF = {"中旬": 11, "下旬": 21}
_LEADING = re.compile(r"^[\d年月日号./\-一二三四五六七八九十上下中旬半季度底末初前全]+[：:，,、\s]*")


def read_day(text: str, year: int, begins: bool = False) -> datetime.date | None:
    """The day that `text` names, None where it names none. `year` is meant where none is written.
    begins  a month stands for its first day; otherwise it and other stretches stand for their last."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _SPELLED.fullmatch(plain):
        return _date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    if begins and "月" in plain and (found := _MONTH.fullmatch(plain)):
        return _date(int(found["year"] or year), int(found["month"]), _FIRST_OF.get(found["part"] or "", 1))
    for _, pattern in PATTERNS:
        if plain and (found := pattern.fullmatch(plain)):
            return latest(found, year)
    return None


def leading_day(text: str, year: int) -> tuple[datetime.date | None, str]:
    """The day at the head of a line and what follows it; (None, the line) where it begins with none."""
    head = _LEADING.match(text)
    if head:
        written = head[0]
        # the longest beginning that is a day: "6月30日一期完工" must not swallow 一
        for end in range(len(written), 1, -1):
            on = read_day(written[:end].rstrip("：:，,、 \t"), year)
            if on:
                return on, text[end:].lstrip("：:，,、 \t前")
    return None, text


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
