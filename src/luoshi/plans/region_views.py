"""The regions below one's own: what each has in force and how far it is, with the ways into it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.plans.campaigns import Campaign, campaigns
from luoshi.plans.models import Plan
from luoshi.units.models import Region
from luoshi.units.within import regions

COUNTED = ("tasks", "targets", "handed_in", "owed", "soon", "late")


@needs("plan.read")
def region_overview(request: HttpRequest) -> HttpResponse:
    """A line a region, the own one first, inferiors moved in below their superior."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    found: list[Region] = list(regions(seat, "plan.read"))
    plans: dict[int, list[Plan]] = defaultdict(list)
    for plan in Plan.objects.filter(region__in=found, ended_on=None):
        plans[plan.region_id].append(plan)
    rows: dict[int, list[Campaign]] = defaultdict(list)
    for campaign in campaigns([p.pk for own in plans.values() for p in own], timezone.localdate()):
        rows[campaign.part.plan.region_id].append(campaign)
    top = min((r.tree_depth for r in found), default=0)  # type: ignore[attr-defined]
    lines = [_line(r, r.tree_depth - top, plans[r.pk], rows[r.pk]) for r in found]  # type: ignore[attr-defined]
    context = {
        "title": "所辖地区",
        "lines": lines,
        "below": len(lines) > 1,
        "in_force": sum(bool(line["plans"]) for line in lines),
    }
    return render(request, "plans/region_overview.html", context)


def _line(region: Region, depth: int, plans: list[Plan], rows: list[Campaign]) -> dict[str, Any]:
    told: dict[str, Any] = {name: sum(getattr(row, name) for row in rows) for name in COUNTED}
    told["percent"] = 100 * told["handed_in"] // told["owed"] if told["owed"] else 0
    return told | {"region": region, "indent": range(depth), "plans": plans}
