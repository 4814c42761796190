"""The versions of a plan, the difference of any two, the plan as of a day, the history of an item."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from luoshi.gate import needs
from luoshi.plans import within
from luoshi.plans.models import Plan, Revision, Version
from luoshi.plans.reviewing import Refused
from luoshi.plans.revision_difference import KIND_WORDS, ItemChange, compared, grouped, names_of
from luoshi.plans.revision_history import (
    Counts,
    counts_of,
    earlier_than,
    held_of,
    history,
    plan_then,
    said_under,
    versions_of,
)
from luoshi.plans.revision_rows import day_of, item_for, number, plan_for
from luoshi.plans.revision_workbook import workbook
from luoshi.plans.taking_effect import withdraw

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("plan.read")
def version_list(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_for(request, plan_id, "plan.read")
    versions = versions_of(plan)
    counts = counts_of(plan)
    context = {
        "plan": plan,
        "rows": [(v, counts.get(v.number, Counts()), v.number - 1) for v in versions],
        "today": timezone.localdate().isoformat(),
        "held": held_of(versions),
    }
    return render(request, "plans/history_versions.html", context)


def _two(request: HttpRequest, plan: Plan) -> tuple[list[Version], Version, Version]:
    """All versions, and the two that the address names; by default the one in force and the one before it."""
    versions = versions_of(plan)
    by_number = {v.number: v for v in versions}
    new = by_number.get(number(request.GET.get("new"))) or held_of(versions) or versions[0]
    old = by_number.get(number(request.GET.get("old"))) or by_number.get(new.number - 1) or new
    return (versions, old, new) if old.number <= new.number else (versions, new, old)


def _changes(plan: Plan, old: Version, new: Version) -> list[ItemChange]:
    before, after = said_under(plan, old.number), said_under(plan, new.number)
    return compared(before, after, names_of(plan), earlier_than(plan, old.number))


@needs("plan.read")
def version_difference(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_for(request, plan_id, "plan.read")
    versions, old, new = _two(request, plan)
    groups = grouped(_changes(plan, old, new))
    nothing = not any(g["rows"] for g in groups)
    context = {"plan": plan, "versions": versions, "old": old, "new": new, "groups": groups, "nothing": nothing}
    return render(request, "plans/history_difference.html", context)


@needs("plan.export")
def version_difference_export(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_for(request, plan_id, "plan.export")
    _, old, new = _two(request, plan)
    answer = HttpResponse(workbook(plan, old, new, _changes(plan, old, new)), content_type=XLSX)
    name = quote(f"版本对照-第{old.number}版-第{new.number}版.xlsx")
    answer["Content-Disposition"] = f"attachment; filename=\"versions.xlsx\"; filename*=UTF-8''{name}"
    return answer


@needs("plan.read")
def plan_as_of(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan as it stood on a day (`on`), or under a version (`version`)."""
    plan = plan_for(request, plan_id, "plan.read")
    versions = versions_of(plan)
    said, on = "", timezone.localdate()
    try:
        on = day_of(request.GET.get("on", "")) or on
    except Refused:
        said = f"“{request.GET.get('on', '')[:20]}”不是日期，下面是今天的。"
    version = next((v for v in versions if v.number == number(request.GET.get("version"))), None)
    if version is not None and not request.GET.get("on"):
        on = version.effective_on
    else:
        version = next((v for v in versions if v.effective_on <= on), None)
    context = {
        "plan": plan,
        "versions": versions,
        "version": version,
        "held": held_of(versions),
        "first": versions[-1] if versions else None,
        "on": on,
        "said": said,
        "parts": plan_then(plan, version.number, names_of(plan)) if version else [],
    }
    return render(request, "plans/history_as_of.html", context, status=400 if said else 200)


@needs("plan.revise", "POST")
def version_withdraw(request: HttpRequest, plan_id: int, version_id: int) -> HttpResponse:
    """Take a version back that is still to come."""
    plan = plan_for(request, plan_id)
    version = within.one(plan.versions.defer("text", "blocks"), version_id)
    order = Revision.objects.filter(made=version).first()
    try:
        withdraw(version, request.seat.actor)  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("version_list", plan.pk)
    messages.success(request, "已撤回，这一版不再施行；改动还在，可以改好再施行。")
    return redirect("revision_page", order.pk) if order else redirect("revision_list", plan.pk)


@needs("plan.read")
def item_history(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    item, plan = item_for(request, kind, row_id, "plan.read")
    context = {
        "item": item,
        "plan": plan,
        "kind": kind,
        "kind_word": KIND_WORDS[kind],
        "stages": history(plan.pk, kind, item.pk, names_of(plan)),
    }
    return render(request, "plans/history_item.html", context)
