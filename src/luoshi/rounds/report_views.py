"""The pages on which a unit reports: what it owes, and the one grid of a report."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from luoshi.calendar.clock import now, today
from luoshi.calendar.current import current_calendar
from luoshi.gate import needs
from luoshi.plans.reviewing import Refused
from luoshi.rounds import reporting, within
from luoshi.rounds.models import Report
from luoshi.rounds.report_page import as_json, page_context
from luoshi.units.models import Role

OVERTAKEN, MISSING = 409, 422


@needs("round.read")
def report_page(request: HttpRequest, report_id: int) -> HttpResponse:
    seat = request.seat  # type: ignore[attr-defined]
    return render(
        request, "rounds/report_page.html", page_context(seat, _report(seat, report_id), today(), current_calendar())
    )


@needs("report.write", "POST")
def report_line(request: HttpRequest, report_id: int, line_id: int) -> HttpResponse:
    """Takes {"seen", "values": {…}} of one line, answers with the line as it stands; 409 where somebody was quicker."""
    seat = request.seat  # type: ignore[attr-defined]
    line = within.one(_report(seat, report_id, "report.write").lines.all(), line_id)
    try:
        sent = json.loads(request.body)
        written = reporting.write(line, int(sent["seen"]), dict(sent["values"]), seat.actor, now())
    except reporting.Overtaken as overtaken:
        return JsonResponse({"said": str(overtaken), "line": as_json(overtaken.now)}, status=OVERTAKEN)
    except Refused as refused:
        return JsonResponse({"said": str(refused)}, status=MISSING)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"said": "这次提交的内容看不懂，请刷新页面后再填。"}, status=400)
    return JsonResponse({"line": as_json(written), "at": now().strftime("%H:%M:%S")})


@needs("report.write", "POST")
def report_unchanged(request: HttpRequest, report_id: int) -> HttpResponse:
    """Takes {"lines": [ids]} or {} for all that nothing was said of; answers with the whole report's lines."""
    seat = request.seat  # type: ignore[attr-defined]
    report = _report(seat, report_id, "report.write")
    try:
        wanted = json.loads(request.body or b"{}").get("lines")
        reporting.unchanged(report, seat.actor, now(), wanted)
    except Refused as refused:
        return JsonResponse({"said": str(refused)}, status=MISSING)
    except (ValueError, TypeError, AttributeError):
        return JsonResponse({"said": "这次提交的内容看不懂，请刷新页面后再填。"}, status=400)
    return JsonResponse({"lines": _lines(report), "at": now().strftime("%H:%M:%S")})


@needs("report.write", "POST")
def report_submit(request: HttpRequest, report_id: int) -> HttpResponse:
    """Hands the report in. A script (Accept: application/json) gets what is missing, by line; a plain form a message."""
    seat = request.seat  # type: ignore[attr-defined]
    report = _report(seat, report_id, "report.write")
    plain = "application/json" not in request.headers.get("Accept", "")
    try:
        done = reporting.submit(report, seat.actor, now(), by_head=seat.post.role == Role.UNIT_HEAD)
    except reporting.Incomplete as incomplete:
        if plain:
            messages.error(request, str(incomplete))
            return redirect("report_page", report_id)
        missing = [{"line": m.line, "text": m.text, "ask": m.ask} for m in incomplete.missing]
        return JsonResponse({"said": str(incomplete), "missing": missing}, status=MISSING)
    except Refused as refused:
        if plain:
            messages.error(request, str(refused))
            return redirect("report_page", report_id)
        return JsonResponse({"said": str(refused), "missing": []}, status=MISSING)
    late = "" if done.on_time is not False else "（已过截止日，按迟报登记）"
    said = f"已报送{late}。审核通过之前可以撤回修改。"
    if plain:
        messages.success(request, said)
        return redirect("report_page", report_id)
    return JsonResponse({"said": said, "lines": _lines(report)})


@needs("report.write", "POST")
def report_withdraw(request: HttpRequest, report_id: int) -> HttpResponse:
    seat = request.seat  # type: ignore[attr-defined]
    try:
        count = reporting.withdraw(_report(seat, report_id, "report.write"), seat.actor, now())
        messages.success(request, f"已撤回{count}条，改好后请重新报送。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("report_page", report_id)


def _report(seat: Any, report_id: int, action: str = "round.read") -> Report:
    found = within.reports(seat, action).select_related("round__arrangement__plan", "unit")
    return within.one(found, report_id)


def _lines(report: Report) -> list[dict[str, Any]]:
    return [as_json(line) for line in report.lines.select_related("task", "target")]
