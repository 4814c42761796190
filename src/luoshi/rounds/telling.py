"""Whom a report concerns, and what they are told: that it is due, late, returned; that something waits for a decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse

from luoshi.audit.actor import Actor
from luoshi.calendar.period import Period
from luoshi.calendar.working_days import WorkingCalendar
from luoshi.notices.addressees import heads_of, of_unit
from luoshi.notices.telling import over, tell
from luoshi.rounds.models import Line, Report, Round

BEFORE = 2  # working days before the due day on which units are reminded
DUE, LATE, RETURNED = "report.due", "report.late", "report.returned"


def remind(today: datetime.date, calendar: WorkingCalendar) -> int:
    """Remind the units that have not reported: two working days before the due day, on it, and, after the grace, their
    heads too. Each once a report, whenever it is called; of those that were missed only the last. Returns how many
    notices that made."""
    if not calendar.is_working(today):
        return 0
    waiting = (
        Report.objects.filter(
            asked__gt=0,
            submitted_at=None,
            round__state=Round.State.OPEN,
            round__opens_on__lte=today,
            round__due_on__lte=calendar.add(today, BEFORE),
        )
        .select_related("round__arrangement__plan", "unit")
        .order_by("pk")
    )
    return sum(_remind(report, today) for report in waiting)


def _remind(report: Report, today: datetime.date) -> int:
    one = report.round
    name = f"{Period.from_key(one.period).short}进展（{one.arrangement.title}）"
    day = f"{one.due_on.month}月{one.due_on.day}日"
    with transaction.atomic():
        if today > one.late_on:
            over(report, DUE)
            text = f"{report.unit}逾期未报{name}，应于{day}前报送，{one.lock_on.month}月{one.lock_on.day}日后锁定。"
            to = [*of_unit(report.unit_id, today), *heads_of(report.unit_id, today)]
            return _tell(to, LATE, report, text, "late")
        if today >= one.due_on:
            return _tell(of_unit(report.unit_id, today), DUE, report, f"{name}今天截止，还没有报送。", "due")
        return _tell(of_unit(report.unit_id, today), DUE, report, f"{name}请于{day}前报送。", "before")


def submitted(report: Report) -> None:
    """The unit has reported: what reminded it is done with."""
    over(report, DUE, LATE, RETURNED)


def returned(lines: Sequence[Line], word: str, by: Actor) -> None:
    """Each unit learns what it must mend, and why."""
    by_report: dict[int, list[Line]] = {}
    for line in lines:
        by_report.setdefault(line.report_id, []).append(line)
    for those in by_report.values():
        report = those[0].report
        names = "、".join(f"“{_short(str(line.thing))}”" for line in those[:2])
        more = f"等{len(those)}条" if len(those) > 2 else ""
        text = f"{Period.from_key(report.round.period).short}填报的{names}{more}被退回：{word}"
        # each return is told: the lines' versions tell one from the next
        _tell(of_unit(report.unit_id), RETURNED, report, text, max(line.version for line in those), by)


def _tell(to: Iterable[Any], kind: str, report: Report, text: str, key: object, by: Actor | None = None) -> int:
    url = reverse("report_page", args=[report.pk])
    return tell(list(to), kind, report, text, url, region=report.round.arrangement.plan.region_id, key=key, by=by)


def _short(title: str, most: int = 24) -> str:
    return title if len(title) <= most else title[: most - 1] + "…"
