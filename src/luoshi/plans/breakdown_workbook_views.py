"""The unit's workbook out, and in again in two steps: first what would change, then, confirmed, the writing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.plans import breakdown as actions
from luoshi.plans.breakdown_access import own_tasks
from luoshi.plans.breakdown_page import starting_days, suggested_names
from luoshi.plans.breakdown_workbook import Block
from luoshi.plans.breakdown_workbook import breakdown_workbook as written
from luoshi.plans.breakdown_workbook_in import LARGEST, Comparison, Now, compare, read_workbook
from luoshi.plans.measure_rows import shown
from luoshi.plans.models import Breakdown, Task
from luoshi.plans.reviewing import Refused
from luoshi.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "breakdown workbook"
WAIT_SECONDS = 4 * 3600
CLOSED = {
    Breakdown.State.SUBMITTED: "已报送，撤回后才能改",
    Breakdown.State.ACCEPTED: "已审定，要先在页面上点“调整”",
}


@needs("measure.write")
def breakdown_workbook(request: HttpRequest) -> HttpResponse:
    seat, unit = _sitting(request)
    blocks = []
    for task, stored in _own(seat, unit):
        begins, ends = starting_days(task)
        blocks.append(
            Block(
                task.pk,
                task.part.campaign or task.part.title,
                task.title,
                task.text,
                shown("ends", task.due.isoformat()) if task.due else "方案没有写明",
                task.kind,
                stored.get_state_display() if stored else "未编制",
                not stored or stored.state not in CLOSED,
                begins,
                ends,
                stored.draft if stored else [],
            )
        )
    now = timezone.localtime()
    note = f"{now.year}年{now.month}月{now.day}日{now:%H:%M}下载"
    people, rooms = suggested_names(unit)
    response = HttpResponse(written(unit.pk, unit.name, blocks, people, rooms, note), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{unit.name}细化分解表-{now:%Y%m%d}.xlsx")
    return response


@needs("measure.write", "POST")
def breakdown_workbook_in(request: HttpRequest) -> HttpResponse:
    """Shows what the uploaded workbook would change; writes nothing."""
    seat, unit = _sitting(request)
    upload = request.FILES.get("workbook")
    try:
        if upload is None:
            raise Refused("请选择填好的分解表（xlsx文件）。")
        filled = read_workbook(upload.read(LARGEST + 1))
        if filled.unit_id != unit.pk:
            raise Refused(f"这份分解表不是{unit}的，请检查是否选错了文件，或在右上角切换岗位。")
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("breakdown_list")
    tasks = {task.pk: _now(task, stored) for task, stored in _own(seat, unit)}
    found = compare(filled, tasks)
    context = {
        "unit": unit,
        "found": found,
        "tasks": _by_task(found, tasks),
        "payload": signing.dumps(_payload(found, unit), salt=SALT, compress=True),
        "count": len(found.changes) + len(found.new),
        "name": upload.name,
    }
    return render(request, "plans/breakdown_workbook.html", context)


@needs("measure.write", "POST")
def breakdown_workbook_apply(request: HttpRequest) -> HttpResponse:
    """Writes what was shown, with the person's choice at each cell that colleagues changed too, and at vanished rows."""
    seat, unit = _sitting(request)
    try:
        payload = signing.loads(request.POST.get("payload", ""), salt=SALT, max_age=WAIT_SECONDS)
    except signing.BadSignature:
        messages.error(request, "核对的时间太久，请把分解表重新传一次；表里的内容都还在您的文件里。")
        return redirect("breakdown_list")
    if payload["unit"] != unit.pk:
        raise Http404
    own = {task.pk: task for task, _ in _own(seat, unit)}
    done, missed = 0, []
    for task_id, edits in _edits(payload, request).items():
        if task_id not in own:
            raise Http404
        try:
            result = actions.write(own[task_id], unit, edits, seat.actor)
        except Refused as refused:
            missed.append(f"“{own[task_id].title}”：{refused}")
            continue
        missed += [f"“{own[task_id].title}”的“{c.mine[:20]}”：{c.by}刚写成“{c.theirs[:20]}”" for c in result.clashes]
        done += sum(len(e.get("cells", {})) if e["do"] == "set" else 1 for e in edits) - len(result.clashes)
    if done:
        messages.success(request, f"已写入{done}处。请核对后报送，填写齐全的可以一起勾选。")
    elif not missed:
        messages.warning(request, "没有要写入的内容。")
    if missed:
        messages.error(request, f"有{len(missed)}处在您核对时又被改过，没有写入：" + "；".join(missed[:5]))
    return redirect("breakdown_list")


def _sitting(request: HttpRequest) -> tuple[Seat, Unit]:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    if not seat.post or not seat.post.unit:
        raise Http404
    return seat, seat.post.unit


def _own(seat: Seat, unit: Unit) -> list[tuple[Task, Breakdown | None]]:
    """The unit's tasks with their breakdowns. Two queries."""
    tasks = list(own_tasks(seat).select_related("part", "plan").order_by("plan", "part__order", "order", "id"))
    made = {b.task_id: b for b in Breakdown.objects.filter(unit=unit, task__in=tasks)}
    return [(task, made.get(task.pk)) for task in tasks]


def _now(task: Task, stored: Breakdown | None) -> Now:
    return Now(
        task.title, task.plan.year, stored.draft if stored else [], CLOSED.get(stored.state, "") if stored else ""
    )


def _payload(found: Comparison, unit: Unit) -> dict[str, Any]:
    return {
        "unit": unit.pk,
        "changes": [[c.task_id, c.key, c.cell, c.was, c.now, c.clash] for c in found.changes],
        "new": [[n.task_id, n.key, n.after, n.cells] for n in found.new],
        "gone": [[g.task_id, g.key, g.cells] for g in found.gone],
    }


def _edits(payload: dict[str, Any], request: HttpRequest) -> dict[int, list[dict[str, Any]]]:
    """The edits a task: every plain change, the clashes chosen ("mine-0"), the vanished rows ticked ("gone-0")."""
    edits: dict[int, list[dict[str, Any]]] = {}
    sets: dict[tuple[int, str], dict[str, list[str]]] = {}
    for n, (task_id, key, cell, was, now, clash) in enumerate(payload["changes"]):
        if not clash or request.POST.get(f"mine-{n}") == "1":
            sets.setdefault((task_id, key), {})[cell] = [was, now]
    for (task_id, key), cells in sets.items():
        edits.setdefault(task_id, []).append({"do": "set", "key": key, "cells": cells})
    for task_id, key, after, cells in payload["new"]:
        edits.setdefault(task_id, []).append({"do": "add", "key": key, "after": after, "cells": cells})
    for n, (task_id, key, cells) in enumerate(payload["gone"]):
        if request.POST.get(f"gone-{n}"):
            edits.setdefault(task_id, []).append({"do": "remove", "key": key, "was": cells})
    return edits


def _by_task(found: Comparison, tasks: dict[int, Now]) -> list[dict[str, Any]]:
    """What would change, task by task, each change with its number for the form."""
    numbered = list(enumerate(found.changes))
    touched = {c.task_id for c in found.changes} | {n.task_id for n in found.new} | {g.task_id for g in found.gone}
    return [
        {
            "title": now.title,
            "changes": [(n, c) for n, c in numbered if c.task_id == pk],
            "new": [n for n in found.new if n.task_id == pk],
            "gone": [(n, g) for n, g in enumerate(found.gone) if g.task_id == pk],
        }
        for pk, now in tasks.items()
        if pk in touched
    ]
