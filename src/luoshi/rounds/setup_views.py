"""The set-ups of a plan: shown beside the sentence they come from, confirmed one by one or all at once."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.calendar.clock import today
from luoshi.calendar.current import current_calendar
from luoshi.calendar.period import Kind, Period
from luoshi.gate import needs
from luoshi.plans import within as plans_within
from luoshi.plans.reviewing import Refused
from luoshi.rounds import setting_up, within
from luoshi.rounds.models import Arrangement
from luoshi.rounds.opening import days_of, owed_in
from luoshi.rounds.rhythm import EVERY_WORDS
from luoshi.rounds.setup_forms import WAY, SetUp

State: Any = Arrangement.State


@needs("round.read")
def arrangement_list(request: HttpRequest, plan_id: int) -> HttpResponse:
    seat = request.seat  # type: ignore[attr-defined]
    plan = within.one(plans_within.plans(seat, "round.read"), plan_id)
    found = list(plan.arrangements.select_related("part", "task").order_by("part__order", "task__order", "id"))
    scopes = [(part, [_shown(a) for a in those]) for part, those in groupby(found, key=lambda a: a.part)]
    return render(
        request,
        "rounds/arrangement_list.html",
        {
            "plan": plan,
            "scopes": scopes,
            "open": sum(a.state == State.PROPOSED and not a.season for a in found),
            "asking": sum(a.act == "report" and a.state != State.OFF for a in found),
            "manages": plans_within.plans(seat, "arrangement.manage").filter(pk=plan.pk).exists(),
        },
    )


@needs("arrangement.manage", "POST")
def arrangement_confirm_all(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Confirm all that is still proposed, as it was shown; those for a season wait until they are switched on."""
    seat = request.seat  # type: ignore[attr-defined]
    plan = within.one(plans_within.plans(seat, "arrangement.manage"), plan_id)
    try:
        seen = {int(k): int(v) for k, _, v in (s.partition(":") for s in request.POST.getlist("seen"))}
    except ValueError:
        seen = {}
    count, overtaken = 0, 0
    for one in plan.arrangements.filter(state=State.PROPOSED, season="", pk__in=seen):
        try:
            setting_up.confirm(one, seen[one.pk], {}, seat.actor)
            count += 1
        except Refused:
            overtaken += 1
    messages.success(request, f"已确认{count}项调度安排，到开放日自动生成期次。")
    if overtaken:
        messages.warning(request, f"{overtaken}项刚被别人改过，没有确认，请再看一遍。")
    return redirect("arrangement_list", plan_id)


@needs("round.read")
def arrangement_page(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    """One set-up: its sentence, its next days, what it asks of whom."""
    one = within.one(_found(request, "round.read"), arrangement_id)
    return _page(request, one, SetUp.of(one))


@needs("arrangement.manage", "POST")
def arrangement_set(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    """Confirm or change a set-up, or switch it off; with an error the page comes back as it was typed."""
    seat = request.seat  # type: ignore[attr-defined]
    one = within.one(_found(request, "arrangement.manage"), arrangement_id)
    form = SetUp(request.POST)
    try:
        seen = int(request.POST.get("seen") or 0)
        if request.POST.get("do") == "off":
            setting_up.switch_off(one, seen, seat.actor)
            messages.success(request, "已停用：已开放的期次照常办完，不再生成新的。")
            return redirect("arrangement_list", one.plan_id)
        if form.is_valid():
            setting_up.confirm(one, seen, form.cleaned_data, seat.actor)
            messages.success(request, f"“{form.cleaned_data['title']}”已确认。")
            return redirect("arrangement_list", one.plan_id)
    except Refused as refused:
        messages.error(request, str(refused))
    except ValueError:
        messages.error(request, "请刷新页面后再办。")
    return _page(request, one, form)


def _found(request: HttpRequest, action: str) -> Any:
    seat = request.seat  # type: ignore[attr-defined]
    return within.arrangements(seat, action).select_related("plan", "part", "task", "feeds")


def _page(request: HttpRequest, one: Arrangement, form: SetUp) -> HttpResponse:
    manages = one.plan.region_id in request.seat.region_ids("arrangement.manage")  # type: ignore[attr-defined]
    owed = owed_in(one) if one.act == Arrangement.Act.REPORT else None
    asked: dict[int, int] = {}
    for line in owed.lines if owed else ():
        asked[line.unit] = asked.get(line.unit, 0) + line.asked
    return render(
        request,
        "rounds/arrangement_page.html",
        {
            "arrangement": one,
            "form": form,
            "manages": manages,
            "coming": _coming(one),
            "lines": sum(asked.values()),
            "units": sum(1 for n in asked.values() if n),
            "most": max(asked.values(), default=0),
            "nobody": owed.nobody if owed else [],
        },
    )


def _shown(a: Arrangement) -> dict[str, Any]:
    return {"a": a, "every": EVERY_WORDS.get(a.every, a.every), "way": [WAY[s] for s in a.way if s in WAY]}


def _coming(a: Arrangement) -> list[dict[str, Any]]:
    """The next three periods with their days."""
    calendar = current_calendar()
    start = max(a.first_day, today())
    found = Period.between(Kind(a.every), start, a.last_day)[:3]
    days = [(p, days_of(a, p, calendar)) for p in found]
    return [{"period": p, "days": d, "uncertain": calendar.uncertain(d.due)} for p, d in days]
