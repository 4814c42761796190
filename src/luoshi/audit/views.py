"""The auditor's pages: the trail, its export, its check."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from luoshi.audit.asking import events, question
from luoshi.audit.export import workbook
from luoshi.audit.heads import note
from luoshi.audit.record import record
from luoshi.audit.verify import verify
from luoshi.audit.words import ACTIONS, KINDS, action_word, changes, kind_word
from luoshi.gate import needs

A_PAGE = 100
MOST_EXPORTED = 50_000


@needs("audit.read")
def event_list(request: HttpRequest) -> HttpResponse:
    """The trail, newest first, by the filters in the address."""
    asked = question(request.GET)
    found = events(asked, request.seat.region_ids("audit.read"))  # type: ignore[attr-defined]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(e, action_word(e.action), kind_word(e.kind), changes(e)) for e in page]
    return render(
        request,
        "audit/events.html",
        {
            "page": page,
            "rows": rows,
            "asked": asked,
            "actions": ACTIONS,
            "kinds": KINDS,
            "verdict": None,
            "most_exported": MOST_EXPORTED,
            "keep_days": settings.ENVIRONMENT.audit_days,
        },
    )


@needs("audit.read", "POST")
def event_check(request: HttpRequest) -> HttpResponse:
    """Check the whole chain now."""
    return render(request, "audit/verdict.html", {"verdict": verify(settings.AUDIT_HEADS), "at": timezone.now()})


@needs("audit.read")
def event_export(request: HttpRequest) -> HttpResponse:
    """The events that the filters leave, as a workbook; that it was taken out is itself an event."""
    seat = request.seat  # type: ignore[attr-defined]
    asked = question(request.GET)
    found = events(asked, seat.region_ids("audit.read"))[:MOST_EXPORTED]
    data = workbook(found)
    with transaction.atomic():
        record(seat.actor, "audit.export", None, after={"count": len(found)}, kind="event", label="导出留痕")
    note(settings.AUDIT_HEADS)
    answer = HttpResponse(data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''%E7%95%99%E7%97%95-{timezone.localdate():%Y%m%d}.xlsx"
    )
    return answer
