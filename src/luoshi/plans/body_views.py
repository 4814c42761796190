"""The task forces: their list, their page, and who sits in them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.rights import Scope
from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.plans import within
from luoshi.plans.asked import asked, number
from luoshi.plans.columns import campaign_words
from luoshi.plans.models import Body, BodyMember, Duty
from luoshi.plans.parts_of import with_tables
from luoshi.plans.reach import choices, listed_plans, reached_by
from luoshi.plans.reviewing import Refused
from luoshi.plans.revision_history import history
from luoshi.plans.seating import posts_to_choose, seat, unseat
from luoshi.plans.traces import traces

ROWS = 50


@needs("plan.read")
def body_list(request: HttpRequest) -> HttpResponse:
    asker: Seat = request.seat  # type: ignore[attr-defined]
    asking = asked(request.GET)
    plans = list(listed_plans(asker, asking))
    wanted = number(request.GET.get("plan", ""))
    chosen = next((p for p in plans if p.pk == wanted), None)
    found = within.bodies(asker).filter(retired=False, plan__region__in=reached_by(asker, asking))
    found = found.filter(plan=chosen) if chosen else found.filter(plan__ended_on=None)
    found = (
        found.select_related("part", "plan__region")
        .annotate(units=Count("members", distinct=True), seated=Count("seats", distinct=True))
        .order_by("-plan__year", "-plan_id", "part__order", "order", "id")
    )
    return render(
        request,
        "plans/body_list.html",
        {
            "title": "专班",
            "page": Paginator(found, ROWS).get_page(number(request.GET.get("page", "")) or 1),
            "plans": plans,
            "chosen": chosen,
            "many_plans": len(plans) > 1,
            "asked": asking,
            "regions": choices(asker, asking.region),
        },
    )


@needs("plan.read")
def body_page(request: HttpRequest, body_id: int) -> HttpResponse:
    asker: Seat = request.seat  # type: ignore[attr-defined]
    body: Body = within.one(within.bodies(asker).select_related("part", "plan", "office_unit"), body_id)
    members = list(BodyMember.objects.filter(body=body).select_related("unit"))
    tasks: dict[int, set[int]] = {}
    units = {}
    for duty in (
        Duty.objects.filter(task__part__in=with_tables([body.part_id]), task__retired=False)
        .select_related("unit")
        .only("task_id", "unit__name", "unit__is_class", "unit__order")
    ):
        tasks.setdefault(duty.unit_id, set()).add(duty.task_id)
        units[duty.unit_id] = duty.unit
    inside = {m.unit_id for m in members} | {body.office_unit_id}
    outside = [(u, len(tasks[u.pk])) for u in units.values() if u.pk not in inside and not u.is_class]
    seats_others = asker.scope("body.seat") >= Scope.REGION and body.plan.region_id in asker.region_ids("body.seat")
    return render(
        request,
        "plans/body_page.html",
        {
            "title": body.name,
            "body": body,
            "campaign": campaign_words(body),
            "members": [(m, len(tasks.get(m.unit_id, ()))) for m in members],
            "idle": [m for m in members if m.unit_id not in tasks],
            "outside": sorted(outside, key=lambda u: -u[1]),
            "seats": body.seats.select_related("post__person", "post__unit", "post__region"),
            "posts": posts_to_choose(body, timezone.localdate()) if seats_others else [],
            "seats_others": seats_others,
            "stages": history(body.plan_id, "body", body_id),
            "events": traces(("body", [body_id])),
            "crumbs": [
                ("方案", reverse("plan_list")),
                (body.plan.title, reverse("plan_page", args=[body.plan_id])),
                (campaign_words(body), reverse("part_page", args=[body.part_id])),
                (body.name, ""),
            ],
        },
    )


@needs("body.seat", "POST")
def body_seat(request: HttpRequest, body_id: int) -> HttpResponse:
    """Give a post a seat (`post`), or take one away (`unseat`)."""
    asker: Seat = request.seat  # type: ignore[attr-defined]
    body: Body = within.one(Body.objects.filter(plan__region__in=asker.region_ids("body.seat")), body_id)
    try:
        if request.POST.get("unseat"):
            unseat(body, number(request.POST["unseat"]), asker.actor)
        else:
            seat(body, number(request.POST.get("post", "")), asker.actor, timezone.localdate())
    except Refused as said:
        messages.error(request, str(said))
    return redirect("body_page", body_id)
