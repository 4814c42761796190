"""Regions as a tree: looked at, made, renamed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.gate import needs
from luoshi.units.forms import RegionForm
from luoshi.units.models import Region
from luoshi.units.refusing import Refused
from luoshi.units.regions import add_region, change_region
from luoshi.units.within import one, regions


@needs("region.manage")
def region_list(request: HttpRequest) -> HttpResponse:
    rows = regions(request.seat, "region.manage").annotate(  # type: ignore[attr-defined]
        unit_count=Count("units", filter=Q(units__gone_on=None, units__is_class=False), distinct=True),
        people_count=Count("people", distinct=True),
    )
    listed = list(rows)
    shallowest = min((r.tree_depth for r in listed), default=0)
    for region in listed:
        region.indent = range(region.tree_depth - shallowest)
    return render(request, "units/regions.html", {"rows": listed})


@needs("region.manage", "GET", "POST")
def region_add(request: HttpRequest, region_id: int) -> HttpResponse:
    """A region below the one of that number."""
    parent: Region = one(regions(request.seat, "region.manage"), region_id)  # type: ignore[attr-defined]
    form = RegionForm(request.POST or None, initial={"level": _next_level(parent)})
    if request.method == "POST" and form.is_valid():
        try:
            region = add_region(parent, **form.cleaned_data, actor=request.seat.actor)  # type: ignore[attr-defined]
            messages.success(
                request, f"已在{parent}下增加“{region}”。下一步：在“人员”里为它设系统管理员、安全管理员和审计管理员。"
            )
            return redirect("region_list")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "units/region.html", {"form": form, "parent": parent})


@needs("region.manage", "GET", "POST")
def region_edit(request: HttpRequest, region_id: int) -> HttpResponse:
    region: Region = one(regions(request.seat, "region.manage").select_related("parent"), region_id)  # type: ignore[attr-defined]
    form = RegionForm(request.POST or None, initial={"name": region.name, "short": region.short, "level": region.level})
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        seen = request.POST.get("version", "")
        try:
            change_region(region, int(seen) if seen.isdecimal() else 0, **said, actor=request.seat.actor)  # type: ignore[attr-defined]
            messages.success(request, f"“{region}”已保存。")
            return redirect("region_list")
        except Refused as refused:
            form.add_error(None, str(refused))
            region.refresh_from_db()
    return render(request, "units/region.html", {"form": form, "region": region, "parent": region.parent})


def _next_level(parent: Region) -> str:
    order = list(Region.Level.values)
    return order[min(order.index(parent.level) + 1, len(order) - 1)]
