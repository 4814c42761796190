"""Dates that cannot be, are over before the plan begins, lie far beyond it, or contradict each other."""

from __future__ import annotations

import calendar
import datetime
import re

from luoshi.drafting.checkup.layout import Layout, finding
from luoshi.drafting.draft import Finding, Passage
from luoshi.drafting.grammar import table

# a search that begins with the digit itself and looks back from there is the quick one
_DAY = re.compile(r"(\d(?<![\d.]\d)\d?) ?月 ?(\d{1,2}) ?[日号]")
_MONTH = re.compile(r"(\d(?<![\d.]\d)\d?) ?月(?=[底末份]|[上中下]旬)|(\d(?<=年\d)\d?)月")
_YEAR_BEFORE = re.compile(r"(\d{4}) ?年 ?$")
_YEAR = re.compile(r"(\d(?<![\d.第]\d)\d{4,7})年(?=[\d底末度内前])")
_WRITTEN = re.compile(r"(\d{4})\s*[年.\-/－]\s*(\d{1,2})\s*[月.\-/－]\s*(\d{1,2})")
_NUMBER_YEAR = re.compile(r"[〔\[(（【](20\d\d)[〕\])）】]")


def findings(layout: Layout) -> list[Finding]:
    """All findings on dates, in text order of their kinds."""
    return [*_impossible(layout), *_limits(layout), *_of_the_paper(layout)]


def _impossible(layout: Layout) -> list[Finding]:
    found = []
    for match in _DAY.finditer(layout.text):
        before = _YEAR_BEFORE.search(layout.text, max(match.start() - 7, 0), match.start())
        month, day = int(match.group(1)), int(match.group(2))
        # without a year, a 29 February is taken as possible
        longest = _days(int(before.group(1)), month) if before else _days(2024, month)
        if not 1 <= month <= 12 or not 1 <= day <= longest:
            found.append(_no_such(layout, match))
    taken = {p.passages[0].source.start for p in found}
    for match in _MONTH.finditer(layout.text):
        month = int(match.group(1) or match.group(2))
        if not 1 <= month <= 12 and match.start() not in taken:
            found.append(_no_such(layout, match))
    for match in _YEAR.finditer(layout.text):
        found.append(_no_such(layout, match))
    return found


def _days(year: int, month: int) -> int:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return 31
    return calendar.monthrange(year, month)[1]


def _no_such(layout: Layout, match: re.Match[str]) -> Finding:
    said = "".join(match.group().split())
    return finding("due-impossible", f"“{said}”不是存在的日期，请改正。", [layout.quote(*match.span())])


def _limits(layout: Layout) -> list[Finding]:
    """Time limits of tasks against the plan's own date and year."""
    header = layout.draft.document
    signed = _iso(header.date)
    first = signed or (datetime.date(header.year, 1, 1) if 1 <= header.year <= 9999 else None)
    if first is None:
        return []
    beyond = table("findings")["dates"]["beyond_years"]
    latest = [due.latest for task in layout.draft.tasks for due in task.due if due.latest is not None]
    if signed is None and len(latest) >= 3 and sum(day < first for day in latest) > len(latest) / 2:
        return []  # a year that most limits lie before is not the plan's
    found = []
    for task in layout.draft.tasks:
        for due in task.due:
            if due.latest is None:
                continue
            where = layout.label(task.part, task.path)
            place = [layout.quote(due.source.start, due.source.end)]
            if due.latest < first:
                when = (
                    f"方案印发日{signed.year}年{signed.month}月{signed.day}日" if signed else f"方案年度{header.year}年"
                )
                sentence = f"{where}的时限“{due.text}”早于{when}，请核对年份或时限。"
                found.append(finding("due-past", sentence, place))
            elif header.year and due.latest.year > header.year + beyond:
                sentence = f"{where}的时限“{due.text}”远在方案年度{header.year}年之后，请核对年份。"
                found.append(finding("due-beyond", sentence, place))
    return found


def _iso(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _of_the_paper(layout: Layout) -> list[Finding]:
    """The date on which the paper was written, its date of signature, and the year of its number."""
    header = layout.draft.document
    signed = _iso(header.date)
    if signed is None:
        return []
    found = []
    for word in table("findings")["dates"]["written_on"]:
        at = layout.text.find(word)
        match = _WRITTEN.search(layout.text, at, at + len(word) + 20) if at >= 0 else None
        if match is None:
            continue
        said = tuple(int(g) for g in match.groups())
        if said != (signed.year, signed.month, signed.day):
            places = [layout.quote(at, match.end())]
            places.extend(_signature(layout, signed))
            sentence = f"页头“{layout.text[at : match.end()]}”与落款日期{signed.year}年{signed.month}月{signed.day}日不一致，请核对。"
            found.append(finding("date-mismatch", sentence, places))
            break
    number_year = _NUMBER_YEAR.search(header.doc_number)
    if number_year and abs(int(number_year.group(1)) - signed.year) >= 1:
        at = layout.text.find(header.doc_number)
        places = [layout.passage(at, at + len(header.doc_number))] if at >= 0 else []
        places.extend(_signature(layout, signed))
        sentence = f"发文字号“{header.doc_number}”的年份与落款{signed.year}年不一致，请核对。"
        found.append(finding("date-mismatch", sentence, places))
    return found


def _signature(layout: Layout, signed: datetime.date) -> list[Passage]:
    match = re.search(rf"{signed.year}\s*年\s*0?{signed.month}\s*月\s*0?{signed.day}\s*日", layout.text)
    return [layout.passage(*match.span())] if match else []
