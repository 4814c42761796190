"""The page on which a unit breaks a task down, and what is done on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from luoshi.gate import needs
from luoshi.notices.kinds import kind_word
from luoshi.notices.telling import receipts
from luoshi.plans import breakdown as actions
from luoshi.plans import within
from luoshi.plans.breakdown_access import Access, access, to_write
from luoshi.plans.breakdown_page import page_context, starting_days, suggested_names
from luoshi.plans.measure_rows import CELLS, filled, new_key, problems, proposed, shown
from luoshi.plans.models import Breakdown
from luoshi.plans.reviewing import Refused

OVERTAKEN = 409


@needs("measure.read")
def breakdown_page(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    return _show(request, access(request.seat, task_id, unit_id))  # type: ignore[attr-defined]


@needs("measure.write", "POST")
def breakdown_rows(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    """Takes {"edits": […]} (see `row_changes.edit`), answers with the rows as they stand, what they lack, and the
    cells at which somebody else was quicker."""
    found = to_write(request.seat, task_id, unit_id)  # type: ignore[attr-defined]
    try:
        edits = json.loads(request.body)["edits"]
        written = actions.write(found.task, found.unit, edits, request.seat.actor)  # type: ignore[attr-defined]
    except Refused as refused:
        return JsonResponse({"said": str(refused)}, status=OVERTAKEN)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"said": "这次提交的内容看不懂，请刷新页面后再填。"}, status=400)
    rows = written.breakdown.draft
    return JsonResponse(
        {
            "version": written.breakdown.version,
            "rows": [{"key": r["key"], "cells": {c: _typed_again(c, r[c]) for c in CELLS}} for r in rows],
            "problems": [asdict(p) for p in problems(rows, found.task.due)],
            "clashes": [asdict(c) for c in written.clashes],
            "sum": sum(int(r["weight"]) for r in rows if r["weight"].isdigit()),
            "count": len(filled(rows)),
            "at": timezone.localtime().strftime("%H:%M:%S"),
        }
    )


@needs("measure.write")
def breakdown_names(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    """The people and departments that the unit is known to have, for the lists beside the cells."""
    found = to_write(request.seat, task_id, unit_id)  # type: ignore[attr-defined]
    people, departments = suggested_names(found.unit)
    return JsonResponse({"person": people, "department": departments})


@needs("measure.write", "POST")
def breakdown_fill(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    """Puts rows under those that are there: the sentences of the plan, or the rows of another task of the unit."""
    seat = request.seat  # type: ignore[attr-defined]
    found = to_write(seat, task_id, unit_id)
    begins, ends = starting_days(found.task)
    usual = {"begins": begins, "ends": ends, "register": found.task.kind}
    if request.POST.get("source") == "text":
        cells = [{**usual, "title": title} for title in proposed(found.task.text, found.task.title)]
    else:
        try:
            other = to_write(seat, int(request.POST.get("source", "")), unit_id).stored()
        except ValueError:
            raise Http404 from None
        cells = [{c: r[c] for c in CELLS} | {"ends": ends or r["ends"]} for r in (filled(other.draft) if other else ())]
    edits = [{"do": "add", "key": new_key(), "after": "", "cells": c} for c in cells]
    try:
        if edits:
            actions.write(found.task, found.unit, edits, seat.actor)
        else:
            messages.warning(request, "没有可带入的内容。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("breakdown_page", task_id, unit_id)


@needs("measure.write", "POST")
def breakdown_submit(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    def hand_in(b: Breakdown, seen: int) -> None:
        actions.submit(b, seen, request.seat.actor, request.POST.get("reason", ""))  # type: ignore[attr-defined]

    return _do(request, to_write(request.seat, task_id, unit_id), hand_in, "已报送，等待专班办公室审定。")  # type: ignore[attr-defined]


@needs("measure.write", "POST")
def breakdown_withdraw(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    def back(b: Breakdown, seen: int) -> None:
        actions.withdraw(b, seen, request.seat.actor)  # type: ignore[attr-defined]

    return _do(request, to_write(request.seat, task_id, unit_id), back, "已撤回，可以继续修改。")  # type: ignore[attr-defined]


@needs("measure.write", "POST")
def breakdown_reopen(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    def again(b: Breakdown, seen: int) -> None:
        actions.reopen(b, seen, request.seat.actor)  # type: ignore[attr-defined]

    said = "可以调整了。新的报送审定之前，原来审定的仍然有效。"
    return _do(request, to_write(request.seat, task_id, unit_id), again, said)  # type: ignore[attr-defined]


@needs("measure.write", "POST")
def breakdown_give_up(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    def leave(b: Breakdown, seen: int) -> None:
        actions.give_up_change(b, seen, request.seat.actor)  # type: ignore[attr-defined]

    return _do(request, to_write(request.seat, task_id, unit_id), leave, "已放弃调整，原来审定的仍然有效。")  # type: ignore[attr-defined]


@needs("measure.accept", "POST")
def breakdown_decide(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    found = access(request.seat, task_id, unit_id)  # type: ignore[attr-defined]
    if not found.decides:
        raise Http404
    actor = request.seat.actor  # type: ignore[attr-defined]

    def decide(b: Breakdown, seen: int) -> None:
        if request.POST.get("how") == "accept":
            actions.accept(b, seen, actor)
        else:
            actions.give_back(b, seen, actor, request.POST.get("word", ""))

    said = "已审定，即日起执行。" if request.POST.get("how") == "accept" else "已退回，单位会看到退回原因。"
    return _do(request, found, decide, said)


@needs("measure.read")
def breakdown_history(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    """Every submission with what it changed against the one before, and who was told and has read it."""
    from luoshi.plans.breakdown_page import history

    stored = access(request.seat, task_id, unit_id).stored()  # type: ignore[attr-defined]
    told = [(n, kind_word(n.kind)) for n in receipts(stored)] if stored else []
    return render(request, "plans/breakdown_history.html", {"entries": history(stored), "told": told})


def _do(request: HttpRequest, found: Access, action: Callable[[Breakdown, int], None], said: str) -> HttpResponse:
    """Does the action to the version that was on the screen. Where it cannot be done the page comes back with the
    reason, what stands now, and what had been typed."""
    stored = found.stored()
    if stored is None:
        return _show(request, found, "还没有填写举措，请至少填一条。", OVERTAKEN)
    try:
        action(stored, int(request.POST.get("seen") or 0))
    except (Refused, actions.Overtaken) as why:
        return _show(request, found, str(why), OVERTAKEN)
    except ValueError:
        return _show(request, found, "这次提交的内容不完整，请重新操作。", 400)
    messages.success(request, said)
    onward = request.POST.get("onward", "")
    if onward.isdigit():
        within.one(within.tasks(request.seat, "measure.read"), int(onward))  # type: ignore[attr-defined]
        return redirect("breakdown_page", int(onward), found.unit.pk)
    return redirect("breakdown_page", found.task.pk, found.unit.pk)


def _show(request: HttpRequest, found: Access, said: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = page_context(request.seat, found)  # type: ignore[attr-defined]
    context |= {
        "said": said,
        "typed": {"word": request.POST.get("word", ""), "reason": request.POST.get("reason", "")},
        "rows_address": reverse("breakdown_rows", args=[found.task.pk, found.unit.pk]),
        "names_address": reverse("breakdown_names", args=[found.task.pk, found.unit.pk]),
    }
    return render(request, "plans/breakdown_page.html", context, status=status)


def _typed_again(cell: str, kept: str) -> str:
    """A cell as it stands in its field: a register by its code, all else as officials write it."""
    return kept if cell == "register" else shown(cell, kept)
