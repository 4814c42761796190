"""A unit's page: all that it owes on one sheet, to read, print and export."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.papers.sheet import Column, Row
from luoshi.papers.sheet import Sheet as PaperSheet
from luoshi.papers.workbook import xlsx
from luoshi.plans import within
from luoshi.plans.asked import ENDED, number
from luoshi.plans.downloads import as_download, export_note
from luoshi.plans.instructions_read import give_link
from luoshi.plans.instructions_read import on as instructed_on
from luoshi.plans.models import Plan
from luoshi.plans.unit_duties import Sheet, sheet
from luoshi.units.gathered import gathered
from luoshi.units.models import Unit, UnitName


@needs("unit.read")
def unit_page(request: HttpRequest, unit_id: int) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    unit, owed, plans, chosen = _asked(request, unit_id, "unit.read")
    own = bool(seat.post and seat.post.unit_id == unit.pk and not unit.is_class)
    return render(
        request,
        "plans/unit_page.html",
        {
            "title": f"{unit.name}责任清单",
            "unit": unit,
            "sheet": owed,
            "instruct_link": give_link(seat, unit),
            "campaigns": [(c, list(rows)) for c, rows in groupby(owed.owed, key=lambda o: (o.task.plan, o.campaign))],
            "names": [n["name"] for n in sorted(unit.called or (), key=lambda n: n["id"])],
            "plans": plans,
            "chosen": chosen,
            "today": timezone.localdate(),
            "own": own,
            "breaks_down": own and seat.may("measure.write"),
            "query": request.GET.urlencode(),
            "crumbs": [("单位", reverse("unit_list")), (unit.name, "")],
        },
    )


@needs("plan.export")
def unit_export(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit, owed, _, _ = _asked(request, unit_id, "plan.export")
    today = timezone.localdate()
    heads = (
        Column("行号", 6, True),
        Column("所属攻坚", 20),
        Column("序号", 10, True),
        Column("任务", 40),
        Column("角色", 10, True),
        Column("牵头单位", 18),
        Column("完成时限", 16, True),
        Column("指标", 44),
        Column("细化分解", 10, True),
    )
    rows = tuple(
        Row(
            (
                n,
                o.campaign,
                o.number,
                o.task.title,
                o.role_words + (f"\n（{o.through}）" if o.through else ""),
                o.leads,
                o.limit,
                "；".join(o.aims),
                o.breakdown,
            )
        )
        for n, o in enumerate(owed.owed, 1)
    )
    name = f"{unit.name}责任清单"
    paper = PaperSheet("责任清单", name, heads, rows, empty="方案里没有这个单位的任务。")
    return as_download(xlsx([paper], name, export_note(f"共{len(rows)}项", today)), name, today)


def _asked(request: HttpRequest, pk: int, action: str) -> tuple[Unit, Sheet, list[Plan], str]:
    """The unit, what it owes in the plan that the address names (else in all in force), its region's plans, and which
    of them was asked for."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    called = gathered(UnitName.objects.filter(unit=OuterRef("pk")), "id", "name")
    units = Unit.objects.filter(region__in=seat.region_ids(action)).select_related("region", "successor")
    units = units.annotate(called=called, **instructed_on(seat, "unit"))
    unit: Unit = within.one(units, pk)
    plans = list(Plan.objects.filter(region=unit.region_id))
    wanted = request.GET.get("plan", "")
    chosen = wanted if wanted == ENDED or any(p.pk == number(wanted) for p in plans) else ""
    conditions: dict[str, Any] = {"pk": int(chosen)} if chosen.isdecimal() else {} if chosen else {"ended_on": None}
    return unit, sheet(unit, conditions, timezone.localdate()), plans, chosen
