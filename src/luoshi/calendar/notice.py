"""Reading the State Council's yearly notice on holidays: what it orders, and where it does not agree with itself.

The reading only proposes; a person looks at the twelve months and saves."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import zip_longest

from luoshi.calendar.working_days import ONE, YearTable

_WEEKDAYS = "一二三四五六日"
_DAY = r"(?:(?P<y{0}>20\d\d)年)?(?:(?P<m{0}>\d{{1,2}})月)?(?P<d{0}>\d{{1,2}})日(?P<said{0}>（[^（）]*）)?"
_HEAD = re.compile(
    r"(?:^|\n|。)\s*(?:[一二三四五六七八九十]+、)?\s*(?P<name>[一-鿿]{1,4}[节旦](?:、[一-鿿]{1,4}节)*)\s*[：:]"
)
_SPAN = re.compile(_DAY.format("1") + r"(?:\s*(?:至|到|—|－|-|~|～)\s*" + _DAY.format("2") + r")?\s*(?:放假|补休)")
_COUNT = re.compile(r"共\s*(\d{1,2})\s*天")
_WORKED = re.compile(r"((?:20\d\d年)?\d{1,2}月\d{1,2}日[^。；\n]*?)(?:正常)?上班")
_ONE_DAY = re.compile(_DAY.format("1"))
_TITLE = re.compile(r"国务院办公厅关于\s*(20\d\d)\s*年\s*部分节假日安排的通知")
_NUMBER = re.compile(r"国办发(?:明电)?\s*[〔\[［(（【]\s*20\d\d\s*[〕\]］)）】]\s*\d+\s*号")
_YEAR = re.compile(r"现将\s*(20\d\d)\s*年|(20\d\d)\s*年部分节假日")


@dataclass(frozen=True, slots=True)
class Reading:
    """table  what the notice seems to order; doubts  one Chinese sentence each, for the person to settle."""

    table: YearTable
    doubts: tuple[str, ...]


def read_notice(text: str, year: int) -> Reading:
    """What the notice orders for `year`. Reads any text; where nothing is found, a doubt says so."""
    text = text.replace("(", "（").replace(")", "）").replace("\u3000", " ").replace("\r", "")
    doubts: list[str] = []
    off: dict[datetime.date, str] = {}
    on: dict[datetime.date, str] = {}
    said = _YEAR.search(text)
    told = int(said[1] or said[2]) if said else year
    if told != year:
        doubts.append(f"通知写的是{told}年，现在录入的是{year}年，请核对。")
    heads = list(_HEAD.finditer(text))
    for head, after in zip_longest(heads, heads[1:]):
        # the full stop before the next head ends this one's last sentence
        _holiday(head["name"], text[head.end() : after.start() + 1 if after else None], year, off, on, doubts)
    if not off:
        doubts.append("没有读出放假日期。请粘贴通知全文（含“一、元旦：1月1日……放假”各条），或在下面的日历上逐日勾选。")
    for day in sorted(set(off) & set(on)):
        doubts.append(f"{_said(day)}既写放假又写上班，请核对。")
        del off[day]
    number, title = _NUMBER.search(text), _TITLE.search(text)
    return Reading(
        YearTable(
            year,
            re.sub(r"\s|[\[［(（【]|[\]］)）】]", _bracket, number[0]) if number else "",
            re.sub(r"\s", "", title[0]) if title else f"国务院办公厅关于{year}年部分节假日安排的通知",
            off,
            on,
        ),
        tuple(doubts),
    )


def doubts_of(table: YearTable) -> list[str]:
    """What looks unusual in a table as a whole, a sentence each: for the person to settle before saving."""
    usual = 13 if table.year >= 2025 else 11
    found = []
    if table.off and table.moved != usual:
        found.append(
            f"调休后全年净少{table.moved}个工作日，按现行规定应为{usual}天法定节假日，请核对有没有漏记放假日或上班日。"
        )
    return found


def _holiday(
    name: str,
    rest: str,
    year: int,
    off: dict[datetime.date, str],
    on: dict[datetime.date, str],
    doubts: list[str],
) -> None:
    rest = re.split("鼓励", rest)[0]
    spans = list(_SPAN.finditer(rest))
    days: list[datetime.date] = []
    for match in spans:
        first = _day(match, "1", year, None, doubts)
        last = _day(match, "2", year, first, doubts) if match["d2"] else first
        if first and last and first <= last <= first + 30 * ONE:
            days += [first + n * ONE for n in range((last - first).days + 1)]
        elif first and last:
            doubts.append(f"{name}的起止日期{_said(first)}至{_said(last)}不成一段，请核对。")
    if not spans:
        doubts.append(f"{name}没有读出放假日期，请在日历上勾选。")
    count = _COUNT.search(rest)
    if count and days and int(count[1]) != len(days):
        doubts.append(f"{name}写“共{count[1]}天”，按起止日期是{len(days)}天，请核对。")
    off |= dict.fromkeys(days, name)
    for sentence in _WORKED.finditer(rest):
        for match in _ONE_DAY.finditer(sentence[1]):
            day = _day(match, "1", year, None, doubts) if match["m1"] else None
            if day is None:
                continue
            if day.weekday() < 5:
                doubts.append(f"{name}写{_said(day)}上班，这天是周{_WEEKDAYS[day.weekday()]}，不是周末，请核对。")
                continue
            on[day] = name


def _day(
    match: re.Match[str], which: str, year: int, before: datetime.date | None, doubts: list[str]
) -> datetime.date | None:
    """The day; month and year that are not written are those of the day before it."""
    y = match[f"y{which}"] or (before.year if before else year)
    m = match[f"m{which}"] or (before.month if before else 0)
    d = match[f"d{which}"]
    try:
        day = datetime.date(int(y), int(m), int(d))
    except ValueError:
        doubts.append(f"没有“{y}年{m}月{d}日”这一天，请核对。")
        return None
    weekday = re.search(r"(?:周|星期)([一二三四五六日天])", match[f"said{which}"] or "")
    if weekday and weekday[1].replace("天", "日") != _WEEKDAYS[day.weekday()]:
        doubts.append(
            f"{_said(day)}写的是周{weekday[1]}，{day.year}年这天是周{_WEEKDAYS[day.weekday()]}，请核对年份和日期。"
        )
    return day


def _bracket(match: re.Match[str]) -> str:
    return "〔" if match[0] in "[［(（【" else "〕" if match[0] in "]］)）】" else ""


def _said(day: datetime.date) -> str:
    return f"{day.month}月{day.day}日"
