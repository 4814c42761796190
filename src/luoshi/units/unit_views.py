"""The card of one unit: its names, departments, people and history, and what may be done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from luoshi.gate import needs
from luoshi.units import changing, coming
from luoshi.units.forms import MergeForm, RenameForm
from luoshi.units.history import history
from luoshi.units.merging import merge, what_follows
from luoshi.units.models import Unit, UnitChange
from luoshi.units.people import current
from luoshi.units.refusing import Refused
from luoshi.units.within import UNIT, one, own_unit_or_all, units

LATER = "已登记，到那天自动办理；在那以前都按现在的样子，也可以取消。"


def _seen(request: HttpRequest) -> int:
    written = request.POST.get("version", "")
    return int(written) if written.isdecimal() else 0


def _unit(request: HttpRequest, unit_id: int, action: str) -> Unit:
    return one(units(request.seat, action).select_related("region", "successor"), unit_id)  # type: ignore[attr-defined,no-any-return]


@needs("unit.read")
def unit_card(request: HttpRequest, unit_id: int) -> HttpResponse:
    seat: Any = request.seat  # type: ignore[attr-defined]
    found = units(seat).select_related("region", "successor").prefetch_related("names", "classes")
    unit: Unit = one(found, unit_id)
    standing = unit.gone_on is None
    reach = seat.scope("department.write")
    own_or_all = (
        unit.pk == seat.post.unit_id if reach == UNIT else unit.region_id in seat.region_ids("department.write")
    )
    return render(
        request,
        "units/card.html",
        {
            "unit": unit,
            "members": list(unit.members.all()) if unit.is_class else [],
            "departments": [] if unit.is_class else list(unit.departments.all()),
            "posts": list(unit.posts.filter(current()).select_related("person", "department").order_by("role", "id")),
            "history": history(unit),
            "later": unit.changes_to_come.filter(
                state__in=[UnitChange.State.WAITING, UnitChange.State.FAILED]
            ).select_related("into"),
            "manages": standing and unit.region_id in seat.region_ids("unit.manage"),
            "keeps_departments": standing and not unit.is_class and own_or_all,
        },
    )


@needs("unit.manage", "GET", "POST")
def unit_rename(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = _unit(request, unit_id, "unit.manage")
    form = RenameForm(request.POST or None, initial={"name": unit.name})
    if request.method == "POST" and form.is_valid():
        said, old = form.cleaned_data, unit.name
        later = said["on"] > timezone.localdate()
        act = coming.rename_later if later else changing.rename
        try:
            act(
                unit,
                _seen(request),
                said["name"],
                said["on"],
                said["reason"],
                request.seat.actor,  # type: ignore[attr-defined]
                not said["slip"],
            )
            messages.success(request, LATER if later else f"“{old}”已更名为“{unit.name}”。")
            return redirect("unit_card", unit_id)
        except Refused as refused:
            form.add_error(None, str(refused))
            unit.refresh_from_db()
    return render(request, "units/rename.html", {"form": form, "unit": unit})


@needs("unit.manage", "POST")
def unit_names(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Add an alias, or take one off."""
    unit = _unit(request, unit_id, "unit.manage")
    add, drop = request.POST.get("add", ""), request.POST.get("drop", "")
    try:
        if drop:
            changing.drop_alias(unit, _seen(request), drop, request.seat.actor)  # type: ignore[attr-defined]
            messages.success(request, f"已去掉“{drop}”。")
        else:
            changing.add_alias(unit, _seen(request), add, request.seat.actor)  # type: ignore[attr-defined]
            messages.success(request, f"已增加“{add}”，今后文件里写它就认作{unit.name}。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("unit_card", unit_id)


@needs("unit.manage", "GET", "POST")
def unit_members(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Which units a class stands for."""
    unit = _unit(request, unit_id, "unit.manage")
    offered = list(Unit.objects.filter(region=unit.region, gone_on=None, is_class=False).exclude(pk=unit_id))
    chosen = set(unit.members.values_list("pk", flat=True))
    if request.method == "POST":
        wanted = {int(v) for v in request.POST.getlist("member") if v.isdecimal()}
        is_class = request.POST.get("is_class") == "1"
        try:
            changing.set_members(
                unit,
                _seen(request),
                is_class,
                [u for u in offered if u.pk in wanted],
                request.seat.actor,  # type: ignore[attr-defined]
            )
            messages.success(
                request, f"“{unit}”现代表{len(wanted)}个单位。" if is_class else f"“{unit}”是一个具体单位。"
            )
            return redirect("unit_card", unit_id)
        except Refused as refused:
            messages.error(request, str(refused))
            chosen = wanted
            unit.refresh_from_db()
    return render(request, "units/members.html", {"unit": unit, "offered": offered, "chosen": chosen})


@needs("unit.manage", "GET", "POST")
def unit_merge(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Let a unit go into another; the page shows first what will follow."""
    unit = _unit(request, unit_id, "unit.manage")
    form = MergeForm(unit, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        later = said["on"] > timezone.localdate()
        act = coming.merge_later if later else merge
        try:
            act(unit, _seen(request), said["into"], said["on"], said["reason"], request.seat.actor)  # type: ignore[attr-defined]
            if later:
                messages.success(request, LATER)
                return redirect("unit_card", unit_id)
            messages.success(request, f"{unit.name}已并入{said['into']}，任务、专班、岗位随之转移。")
            return redirect("unit_card", said["into"].pk)
        except Refused as refused:
            form.add_error(None, str(refused))
            unit.refresh_from_db()
    return render(request, "units/merge.html", {"form": form, "unit": unit, "follows": what_follows(unit)})


@needs("unit.manage", "POST")
def unit_later_drop(request: HttpRequest, unit_id: int, change_id: int) -> HttpResponse:
    """Take back a renaming or merger whose day has not come."""
    unit = _unit(request, unit_id, "unit.manage")
    change = one(unit.changes_to_come.select_related("unit", "into"), change_id)
    try:
        coming.drop(change, request.seat.actor)  # type: ignore[attr-defined]
        messages.success(request, f"已取消：{change}。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("unit_card", unit_id)


@needs("department.write", "POST")
def unit_departments(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Add, rename or remove departments: fields add, name-<id> with was-<id>."""
    seat: Any = request.seat  # type: ignore[attr-defined]
    unit = one(own_unit_or_all(seat, "department.write"), unit_id)
    done = 0
    try:
        for department in unit.departments.all():
            name, was = request.POST.get(f"name-{department.pk}"), request.POST.get(f"was-{department.pk}")
            if name is not None and was is not None and name.strip() != was:
                changing.rename_department(department, was, name, seat.actor)
                done += 1
        for name in request.POST.get("add", "").replace("，", "、").replace(",", "、").split("、"):
            if name.strip():
                changing.add_department(unit, name, seat.actor)
                done += 1
        messages.success(request, "股室已保存。" if done else "股室没有变化。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("unit_card", unit_id)
