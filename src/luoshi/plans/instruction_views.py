"""Pages of leaders' instructions: the list, one of them, giving, answering, withdrawing and closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.plans import instructing, within
from luoshi.plans.asked import number
from luoshi.plans.instructions_read import (
    RUNNING,
    given_by,
    instructions,
    is_late,
    subject_link,
    to_answer,
    told,
)
from luoshi.plans.models import Addressee, Instruction, Plan, Task
from luoshi.plans.reviewing import Refused
from luoshi.plans.traces import traces
from luoshi.plans.written_days import read_day
from luoshi.units.models import Unit

ROWS = 30
NOT_DONE = 409


@needs("instruction.read")
def instruction_list(request: HttpRequest) -> HttpResponse:
    """Those still running, or with ?state=all every one; with ?task=, ?plan=, ?unit= those on that."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    today = timezone.localdate()
    everything = request.GET.get("state") == "all"
    found = instructions(seat).select_related("plan", "task", "unit")
    if task := number(request.GET.get("task", "")):
        found = found.filter(task=task)
    if plan := number(request.GET.get("plan", "")):
        found = found.filter(plan=plan)
    if unit := number(request.GET.get("unit", "")):
        found = found.filter(Q(unit=unit) | Q(addressees__unit=unit)).distinct()
    page = Paginator(found if everything else found.filter(RUNNING), ROWS).get_page(request.GET.get("page"))
    rows = [(t, *subject_link(t.instruction), is_late(t.instruction, today)) for t in told(page.object_list)]
    context = {"title": "批示", "page": page, "rows": rows, "everything": everything}
    return render(request, "plans/instruction_list.html", context)


@needs("instruction.read")
def instruction_page(request: HttpRequest, instruction_id: int) -> HttpResponse:
    return _page(request, instruction_id)


@needs("instruction.give", "GET", "POST")
def instruction_give(request: HttpRequest) -> HttpResponse:
    """On the plan, task or unit that the address names; takes `text`, `to` (units' numbers, "office") and `by`."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    subject, link = _subject(seat, request)
    offered = instructing.choices(subject)
    today = timezone.localdate()
    if request.method != "POST":
        return _form(request, subject, link, offered, {c.key for c in offered if c.proposed}, {})
    typed = {name: request.POST.get(name, "") for name in ("text", "by")}
    picked = set(request.POST.getlist("to"))
    year = subject.year if isinstance(subject, Plan) else today.year
    by = read_day(typed["by"].strip(), year)
    try:
        if typed["by"].strip() and by is None:
            raise Refused(f"“{typed['by'].strip()[:20]}”不是日期，请写成6月30日或6月底，也可以留空。")
        units = [c.unit for c in offered if c.key in picked]
        assert seat.post
        made = instructing.give(subject, units, typed["text"], by, seat.post, seat.actor, today)
    except Refused as refused:
        return _form(request, subject, link, offered, picked, typed, str(refused))
    messages.success(request, "批示已送出，承办单位的待办里会出现。")
    return redirect("instruction_page", made.pk)


@needs("instruction.answer", "POST")
def instruction_answer(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """Notes what was done (`said`); `how` is "done" where that settles it."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    part: Addressee = within.one(to_answer(seat), addressee_id)
    said, done = request.POST.get("said", ""), request.POST.get("how") == "done"
    try:
        instructing.answer(part, number(request.POST.get("seen", "")) or 0, said, done, seat.actor)
    except Refused as refused:
        return _page(request, part.instruction_id, str(refused), {"part": part.pk, "said": said})
    messages.success(request, "已报办结，批示人会看到。" if done else "已记下办理情况，办完后请再报办结。")
    return redirect("instruction_page", part.instruction_id)


@needs("instruction.give", "POST")
def instruction_withdraw(request: HttpRequest, instruction_id: int) -> HttpResponse:
    return _end(request, instruction_id, instructing.withdraw, "批示已收回。")


@needs("instruction.give", "POST")
def instruction_close(request: HttpRequest, instruction_id: int) -> HttpResponse:
    return _end(request, instruction_id, instructing.close, "已阅结。")


def _end(request: HttpRequest, pk: int, action: Callable[..., Instruction], said: str) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    instruction: Instruction = within.one(given_by(seat), pk)
    try:
        action(instruction, number(request.POST.get("seen", "")) or 0, seat.actor)
    except Refused as refused:
        return _page(request, pk, str(refused))
    messages.success(request, said)
    return redirect("instruction_page", pk)


def _page(request: HttpRequest, pk: int, said: str = "", typed: dict[str, Any] | None = None) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    instruction: Instruction = within.one(instructions(seat).select_related("plan", "task", "unit", "giver"), pk)
    one = told([instruction])[0]
    running = one.state in ("running", "answered")
    mine = set(to_answer(seat).filter(instruction=instruction).values_list("pk", flat=True)) if running else set()
    words, link = subject_link(instruction)
    context = {
        "title": "批示",
        "told": one,
        "instruction": instruction,
        "subject": words,
        "subject_link": link,
        "late": is_late(instruction, timezone.localdate()),
        "mine": mine,
        "gave": running and instruction.giver_id == (seat.post.pk if seat.post else None),
        "said": said,
        "typed": typed or {},
        "events": traces(("instruction", [instruction.pk])),
        "crumbs": [("批示", reverse("instruction_list")), (words, "")],
    }
    return render(request, "plans/instruction_page.html", context, status=NOT_DONE if said else 200)


def _subject(seat: Seat, request: HttpRequest) -> tuple[Plan | Task | Unit, str]:
    """What the address names, within the seat's reach, and the address of its page; 404 for anything else."""
    here = seat.region_ids("instruction.give")
    if pk := number(request.GET.get("task", "")):
        task: Task = within.one(Task.objects.filter(plan__region__in=here, retired=False).select_related("plan"), pk)
        return task, reverse("task_page", args=[pk])
    if pk := number(request.GET.get("unit", "")):
        unit: Unit = within.one(Unit.objects.filter(region__in=here, gone_on=None), pk)
        return unit, reverse("unit_page", args=[pk])
    if pk := number(request.GET.get("plan", "")):
        plan: Plan = within.one(Plan.objects.filter(region__in=here), pk)
        return plan, reverse("plan_page", args=[pk])
    raise Http404


def _form(
    request: HttpRequest,
    subject: Plan | Task | Unit,
    link: str,
    offered: list[instructing.Choice],
    picked: set[str],
    typed: dict[str, str],
    said: str = "",
) -> HttpResponse:
    context = {
        "title": "批示",
        "subject": subject,
        "subject_link": link,
        "offered": [(c, c.key in picked) for c in offered],
        "typed": typed,
        "said": said,
        "crumbs": [("批示", reverse("instruction_list")), (str(subject), link), ("写批示", "")],
    }
    return render(request, "plans/instruction_form.html", context, status=NOT_DONE if said else 200)
