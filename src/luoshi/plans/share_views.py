"""Passing a part of a task to another of its units, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from luoshi.gate import needs
from luoshi.plans import sharing, within
from luoshi.plans.models import Share, Task
from luoshi.plans.owing import living
from luoshi.plans.reviewing import Refused
from luoshi.plans.written_days import read_day
from luoshi.units.models import Unit


@needs("share.write", "GET", "POST")
def share_give(request: HttpRequest, task_id: int) -> HttpResponse:
    """The form for passing a part on; takes `taker` (a unit's number), `what` and `by`."""
    seat = request.seat  # type: ignore[attr-defined]
    task: Task = within.one(living(within.tasks(seat, "share.write")).select_related("plan"), task_id)
    if not sharing.leads(task, seat.post.unit_id):
        raise Http404
    giver = seat.post.unit
    takers = sharing.takers(task, giver)
    if request.method != "POST":
        due = task.due
        typed = {"by": f"{due.year}年{due.month}月{due.day}日" if due else ""}
        return _form(request, task, takers, _return_address(request.GET.get("back", ""), task_id, giver.pk), typed)
    back = _return_address(request.POST.get("back", ""), task_id, giver.pk)
    typed = {name: request.POST.get(name, "").strip()[:500] for name in ("taker", "what", "by")}
    taker = next((u for u in takers if str(u.pk) == typed["taker"]), None)
    by = read_day(typed["by"], task.plan.year)
    try:
        if taker is None:
            raise Refused("请选择交给哪个单位。")
        if typed["by"] and by is None:
            raise Refused(f"时限“{typed['by'][:20]}”不是日期，请写成2026年6月30日或6月底。")
        sharing.give(task, giver, taker, typed["what"], by, seat.actor)
    except Refused as refused:
        return _form(request, task, takers, back, typed, str(refused))
    messages.success(request, f"已交给{taker}，双方的页面上都能看到。")
    return HttpResponseClientRedirect(back) if request.htmx else redirect(back)  # type: ignore[attr-defined]


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
    return redirect(_return_address(request.POST.get("back", ""), share.task_id, share.giver_id))


def _form(
    request: HttpRequest, task: Task, takers: list[Unit], back: str, typed: dict[str, str], said: str = ""
) -> HttpResponse:
    """The form with what was typed and what is wrong with it: inside the page that asked for it, else on its own."""
    context = {"task": task, "takers": takers, "back": back, "typed": typed, "said": said}
    return render(request, "plans/share_form.html" if request.htmx else "plans/share_page.html", context)  # type: ignore[attr-defined]


def _return_address(came_from: str, task_id: int, unit_id: int) -> str:
    """The page from which it was done, if it is one of this site; else the breakdown of the task."""
    if came_from.startswith("/") and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        return came_from
    return reverse("breakdown_page", args=[task_id, unit_id])
