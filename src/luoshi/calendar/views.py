"""The year as everybody may look at it, and the page on which an administrator takes in a notice."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.calendar.clock import today
from luoshi.calendar.current import current_calendar
from luoshi.calendar.entering import Refused, enter_year, take_back
from luoshi.calendar.models import EnteredYear
from luoshi.calendar.months import months
from luoshi.calendar.notice import doubts_of, read_notice
from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import WorkingCalendar, YearTable
from luoshi.gate import needs

ADJUSTED = "调整"  # the name of a day that a person ticked and no holiday of the notice covers


@needs("desk.read")
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Twelve months of one year, this one unless the address says otherwise."""
    known = current_calendar()
    here = today()
    year = _year(request.GET.get("year", ""), here.year)
    table = known.tables.get(year)
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    entered = EnteredYear.objects.filter(year=year).defer("text").first()
    return render(
        request,
        "calendar/year.html",
        {
            "year": year,
            "years": sorted({*known.tables, here.year, here.year + 1, year}),
            "table": table,
            "entered": entered,
            "months": months(year, known),
            "today": here,
            "working": known.count(first, last),
            "uncertain": known.uncertain(first),
            "writes": _writes(request),
            "shipped": year in shipped(),
        },
    )


@needs("calendar.write", "GET", "POST")
def calendar_enter(request: HttpRequest, year: int) -> HttpResponse:
    """Paste a notice, look at what was read from it, mend it by clicks, save. 404 outside the topmost region."""
    if not _writes(request) or _year(str(year), 0) != year:
        raise Http404
    stored = EnteredYear.objects.filter(year=year).first()
    known = stored.table if stored else shipped().get(year, YearTable(year, "", ""))
    said = request.POST
    text, doubts = (stored.text if stored else ""), []
    table = known
    if request.method == "POST":
        seen = said.get("version", "")
        text = said.get("text", "").strip()
        if said.get("do") == "remove":
            return _remove(request, year, seen)
        read = read_notice(text, year) if text else None
        # a notice that only prolongs a holiday changes the days that are known; it does not wipe them out
        base = read.table if read and read.table.off else known
        if said.get("do") == "read":
            table = base
            doubts = [*read.doubts, *doubts_of(base)] if read else ["请先粘贴通知内容，再点“读取”。"]
        else:
            table = _chosen(said.getlist("moved"), base, said.get("number", "").strip(), said.get("title", "").strip())
            try:
                enter_year(table, text, int(seen) if seen.isdecimal() else 0, request.seat.actor)  # type: ignore[attr-defined]
                messages.success(request, f"已保存{year}年放假安排，全年{_working(year)}个工作日。")
                for doubt in doubts_of(table):
                    messages.warning(request, doubt)
                return redirect(f"/calendar/?year={year}")
            except Refused as refused:
                doubts = [str(refused)]
    return render(request, "calendar/enter.html", _shown(year, table, text, doubts, stored))


def _shown(year: int, table: YearTable, text: str, doubts: list[str], stored: EnteredYear | None) -> dict[str, Any]:
    only = WorkingCalendar([table])
    moved = {d for d in table.off if d.weekday() < 5} | set(table.on)
    return {
        "year": year,
        "table": table,
        "text": text,
        "doubts": doubts,
        "stored": stored,
        "shipped": year in shipped(),
        "months": months(year, only, moved),
        "outside": [
            (d, name, "上班" if d in table.on else "放假")
            for d, name in [*table.off.items(), *table.on.items()]
            if d.year != year
        ],
        "crumbs": [("工作日历", f"/calendar/?year={year}"), (f"{year}年放假安排", "")],
    }


def _chosen(ticked: list[str], base: YearTable, number: str, title: str) -> YearTable:
    """The table that the ticks say: a weekday ticked is off, a weekend day ticked is worked; the names as read."""
    moved = set()
    for written in ticked:
        try:
            moved.add(datetime.date.fromisoformat(written))
        except ValueError:
            continue
    on = {d: base.on.get(d, ADJUSTED) for d in moved if d.weekday() >= 5}
    off = {d: base.off.get(d, ADJUSTED) for d in moved if d.weekday() < 5}
    off |= {d: name for d, name in base.off.items() if d.weekday() >= 5 and d not in on}
    return YearTable(base.year, number, title, off, on)


def _remove(request: HttpRequest, year: int, seen: str) -> HttpResponse:
    try:
        take_back(year, int(seen) if seen.isdecimal() else 0, request.seat.actor)  # type: ignore[attr-defined]
        messages.success(request, f"已撤销录入的{year}年放假安排。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"/calendar/?year={year}")


def _working(year: int) -> int:
    return current_calendar().count(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def _year(written: str, otherwise: int) -> int:
    return int(written) if written.isdecimal() and len(written) == 4 and 2000 <= int(written) <= 2100 else otherwise


def _writes(request: HttpRequest) -> bool:
    """Whether the seat may take in a year: the calendar is one for all regions, so only the topmost one's post may."""
    seat = request.seat  # type: ignore[attr-defined]
    return bool(seat.may("calendar.write") and seat.post.region.parent_id is None)
