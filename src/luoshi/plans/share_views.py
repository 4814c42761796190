"""Passing a part of a task to another of its units, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from luoshi.gate import needs
from luoshi.plans import sharing, within
from luoshi.plans.models import Share, Task
from luoshi.plans.owing import living
from luoshi.plans.reviewing import Refused
from luoshi.plans.written_days import read_day


@needs("share.write", "GET", "POST")
def share_give(request: HttpRequest, task_id: int) -> HttpResponse:
    """The form for passing a part on; takes `taker` (a unit's number), `what` and `by`."""
    seat = request.seat  # type: ignore[attr-defined]
    task: Task = within.one(living(within.tasks(seat, "share.write")).select_related("plan"), task_id)
    if not sharing.leads(task, seat.post.unit_id):
        raise Http404
    if request.method != "POST":
        context = {"task": task, "takers": sharing.takers(task, seat.post.unit), "back": request.GET.get("back", "")}
        return render(request, "plans/share_form.html", context)
    giver, written = seat.post.unit, request.POST.get("by", "").strip()
    taker = next((u for u in sharing.takers(task, giver) if str(u.pk) == request.POST.get("taker")), None)
    by = read_day(written, task.plan.year)
    try:
        if taker is None:
            raise Refused("请选择交给哪个单位。")
        if written and by is None:
            raise Refused(f"时限“{written[:20]}”不是日期，请写成2026年6月30日或6月底。")
        sharing.give(task, giver, taker, request.POST.get("what", ""), by, seat.actor)
        messages.success(request, f"已交给{taker}，双方的页面上都能看到。")
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request, task_id, giver.pk)


@needs("share.write", "POST")
def share_withdraw(request: HttpRequest, share_id: int) -> HttpResponse:
    seat = request.seat  # type: ignore[attr-defined]
    mine = Share.objects.filter(giver=seat.post.unit_id, task__plan__region__in=seat.region_ids("share.write"))
    share: Share = within.one(mine.select_related("task__plan"), share_id)
    try:
        sharing.take_back(share, int(request.POST.get("seen") or 0), seat.actor)
        messages.success(request, "已收回。")
    except ValueError:
        messages.error(request, "这次提交的内容不完整，请重新操作。")
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request, share.task_id, share.giver_id)


def _back(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    """To the page from which it was done, if it is one of this site."""
    came_from = request.POST.get("back", "")
    if came_from.startswith("/") and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        return redirect(came_from)
    return redirect("breakdown_page", task_id, unit_id)
