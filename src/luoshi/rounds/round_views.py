"""The rounds as an office sees them: who has reported, what waits for a decision, what was returned."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.calendar.clock import now, today
from luoshi.calendar.current import current_calendar
from luoshi.calendar.period import Period
from luoshi.gate import needs
from luoshi.plans.reviewing import Refused
from luoshi.rounds import within
from luoshi.rounds.models import Line, Measuring, Report
from luoshi.rounds.reporting import number, open_again
from luoshi.rounds.way_up import accept, computed_value, consolidate, give_back, pass_on

Lies: Any = Line.Lies
SHOWN = 60
MOST_WAITING = 300


@needs("round.read")
def round_list(request: HttpRequest) -> HttpResponse:
    """The rounds, those that run first; of each how many reports were expected, came, came on time. Three queries."""
    seat = request.seat  # type: ignore[attr-defined]
    own = seat.post.unit_id if seat.post else None
    expected = Q(reports__asked__gt=0)
    found = (
        within.rounds(seat)
        .select_related("arrangement__plan", "arrangement__part")
        .annotate(
            expected=Count("reports", filter=expected, distinct=True),
            came=Count("reports", filter=expected & Q(reports__submitted_at__isnull=False), distinct=True),
            on_time=Count("reports", filter=expected & Q(reports__on_time=True), distinct=True),
        )
        .order_by("-last", "arrangement")[:SHOWN]
    )
    reports = Report.objects.filter(unit=own, asked__gt=0, round__in=[r.pk for r in found]) if own else []
    mine = {r.round_id: r for r in reports}
    rows = [
        {"round": r, "period": Period.from_key(r.period), "mine": mine.get(r.pk), "locked": today() > r.lock_on}
        for r in found
    ]
    return render(request, "rounds/round_list.html", {"rows": rows, "today": today(), "own": own})


@needs("round.read")
def round_page(request: HttpRequest, round_id: int) -> HttpResponse:
    """One round: every unit that owes a report, with its state. Four queries."""
    seat = request.seat  # type: ignore[attr-defined]
    one = within.one(within.rounds(seat).select_related("arrangement__plan", "arrangement__part"), round_id)
    reports = list(
        one.reports.filter(asked__gt=0)
        .select_related("unit")
        .annotate(
            with_unit=Count("lines", filter=Q(lines__lies=Lies.UNIT) & ~Q(lines__said="fed")),
            with_office=Count("lines", filter=Q(lines__lies__in=(Lies.HEAD, Lies.LEAD, Lies.OFFICE))),
            done=Count("lines", filter=Q(lines__lies=Lies.DONE)),
            returned=Count("lines", filter=Q(lines__returned=True, lines__lies=Lies.UNIT)),
            problems=Count("lines", filter=~Q(lines__problem="") & ~Q(lines__lies=Lies.UNIT)),
        )
    )
    reports.sort(key=lambda r: (r.submitted_at is not None, -r.returned, r.unit.order))
    return render(
        request,
        "rounds/round_page.html",
        {
            "round": one,
            "period": Period.from_key(one.period),
            "arrangement": one.arrangement,
            "reports": reports,
            "expected": len(reports),
            "came": sum(r.submitted_at is not None for r in reports),
            "on_time": sum(r.on_time is True for r in reports),
            "late": sum(r.on_time is False for r in reports),
            "missing": [r for r in reports if r.submitted_at is None],
            "over": today() > one.late_on,
            "locked": today() > one.lock_on,
            "opens": within.rounds(seat, "report.open").filter(pk=one.pk).exists(),
            "uncertain": current_calendar().uncertain(one.due_on),
        },
    )


@needs("report.open", "POST")
def report_open(request: HttpRequest, report_id: int) -> HttpResponse:
    """Open a locked report for its unit once more."""
    seat = request.seat  # type: ignore[attr-defined]
    found = within.reports(seat, "report.open").select_related("unit", "round")
    report = within.one(found, report_id)
    try:
        until = datetime.date.fromisoformat(request.POST.get("until", ""))
        open_again(report, until, request.POST.get("reason", ""), seat.actor, now())
        messages.success(request, f"已为{report.unit}开放到{until.month}月{until.day}日。")
    except ValueError:
        messages.error(request, "请填开放到哪一天，写成2026-03-05这样。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("round_page", report.round_id)


@needs("round.read")
def waiting(request: HttpRequest) -> HttpResponse:
    """All lines that wait for the one who looks, by what is to be done with them, the oldest round first."""
    seat = request.seat  # type: ignore[attr-defined]
    lying = within.lying_with(seat)
    lines = list(
        lying.select_related(
            "report__unit", "report__round__arrangement__plan", "task__part", "target__part", "before"
        ).order_by("report__round__last", "report__unit__order", "pk")[:MOST_WAITING]
    )
    total = lying.count() if len(lines) == MOST_WAITING else len(lines)
    groups: dict[str, list[Line]] = {Lies.HEAD: [], Lies.LEAD: [], Lies.OFFICE: []}
    for line in lines:
        line.period = Period.from_key(line.report.round.period)  # type: ignore[attr-defined]
        groups[line.lies].append(line)
    _beside(groups[Lies.LEAD])
    return render(request, "rounds/waiting.html", {"groups": groups, "any": bool(lines), "more": total - len(lines)})


@needs("round.read", "POST")
def decide(request: HttpRequest) -> HttpResponse:
    """Pass, accept or return the lines that were ticked; “line” is number:version."""
    seat = request.seat  # type: ignore[attr-defined]
    try:
        seen = {int(a): int(b) for a, _, b in (s.partition(":") for s in request.POST.getlist("line"))}
    except ValueError:
        seen = {}
    lines = list(within.lying_with(seat).filter(pk__in=seen))
    word = request.POST.get("word", "")
    try:
        if not lines or len(lines) != len(seen):
            raise Refused("请先选要办的条目；选过的如果刚被别人办了，请刷新再选。")
        if request.POST.get("how") == "return":
            count = give_back(lines, seen, word, seat.actor, now())
            messages.success(request, f"已退回{count}条，单位改好后再报。")
        elif {line.lies for line in lines} == {Lies.HEAD}:
            messages.success(request, f"已通过{pass_on(lines, seen, seat.actor, now())}条，报送上级环节。")
        else:
            messages.success(request, f"已审核通过{accept(lines, seen, seat.actor, now())}条。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("waiting")


@needs("report.write", "POST")
def bring_together(request: HttpRequest, line_id: int) -> HttpResponse:
    """The lead makes one of what several units reported."""
    seat = request.seat  # type: ignore[attr-defined]
    line = within.one(within.lying_with(seat).filter(lies=Lies.LEAD), line_id)
    try:
        value = number(request.POST.get("value", ""))
        consolidate(line, int(request.POST.get("seen") or 0), value, request.POST.get("words", ""), seat.actor, now())
        messages.success(request, f"“{line.thing}”已汇总，报专班办公室审核。")
    except (Refused, ValueError) as refused:
        messages.error(request, str(refused) if isinstance(refused, Refused) else "请刷新页面后再办。")
    return redirect("waiting")


def _beside(leads: list[Line]) -> None:
    """Put the other units' words and figures beside each lead's line, and what the rule makes of them. Two queries."""
    if not leads:
        return
    others = Line.objects.filter(report__round__in={line.report.round_id for line in leads}).select_related(
        "report__unit"
    )
    by_thing: dict[tuple[Any, ...], list[Line]] = {}
    for other in others:
        by_thing.setdefault((other.report.round_id, other.task_id, other.target_id), []).append(other)
    rules = {m.target_id: m for m in Measuring.objects.filter(target__in=[line.target_id for line in leads])}
    for line in leads:
        those = by_thing[line.report.round_id, line.task_id, line.target_id]
        line.beside = those  # type: ignore[attr-defined]
        line.missing = [o for o in those if o.lies in (Lies.UNIT, Lies.HEAD)]  # type: ignore[attr-defined]
        if line.target_id:
            line.rule = rules.get(line.target_id)  # type: ignore[attr-defined]
            rule: Any = line.rule.together if line.rule else Measuring.Together.LEAD  # type: ignore[attr-defined]
            line.computed = computed_value(line, those, rule)  # type: ignore[attr-defined]
