"""The plans, a plan, its campaigns, its document's text, and the door for machines."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.plans import within
from luoshi.plans.asked import asked
from luoshi.plans.campaigns import campaigns, totals
from luoshi.plans.columns import COLUMNS, campaign_words, ready, wanted
from luoshi.plans.document_text import Mark, laid_out
from luoshi.plans.instructions_read import give_link
from luoshi.plans.instructions_read import on as instructed_on
from luoshi.plans.listing import in_order
from luoshi.plans.models import Body, Duty, Part, Plan, Target, Task, Version
from luoshi.plans.open_points import with_left_open
from luoshi.plans.parts_of import with_tables
from luoshi.plans.reach import choices, listed_plans
from luoshi.plans.revision_history import versions_of
from luoshi.plans.states import as_of
from luoshi.plans.table_rows import table_rows
from luoshi.plans.task_json import tasks_as_json
from luoshi.plans.traces import traces

PART_COLUMNS = ("path", "title", "lead", "responsible", "cooperate", "due", "targets")


@needs("plan.read")
def plan_list(request: HttpRequest) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    asking = asked(request.GET)
    plans = list(listed_plans(seat, asking))
    counted = totals([p.pk for p in plans])
    return render(
        request,
        "plans/plan_list.html",
        {
            "title": "方案",
            "plans": [(p, counted[p.pk]) for p in plans],
            "many_regions": len({p.region_id for p in plans}) > 1,
            "regions": choices(seat, asking.region),
        },
    )


@needs("plan.read")
def plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    found = with_left_open(within.plans(seat).select_related("region"))
    plan: Plan = within.one(found.annotate(**instructed_on(seat, "plan")), plan_id)
    bodies: dict[int, list[Body]] = defaultdict(list)
    for body in plan.body_set.filter(retired=False).select_related("office_unit").annotate(units=Count("members")):
        bodies[body.part_id].append(body)
    rhythm: dict[int, list[Any]] = defaultdict(list)
    for cadence in plan.cadence_set.filter(retired=False).select_related("part"):
        rhythm[cadence.part_id].append(cadence)
    rows = campaigns([plan.pk], timezone.localdate())
    versions = versions_of(plan)
    return render(
        request,
        "plans/plan_page.html",
        {
            "title": plan.title,
            "plan": plan,
            "left_open": plan.ended_on is None and plan.region_id in seat.region_ids("plan.review"),
            "campaigns": [(row, bodies[row.part.pk]) for row in rows],
            "rhythm": [(row.part, rhythm[row.part.pk]) for row in rows if rhythm[row.part.pk]],
            "versions": versions,
            "coming": [v for v in reversed(versions) if not v.took_effect],
            "instruct_link": give_link(seat, plan),
            "events": traces(("plan", [plan_id])),
            "crumbs": [("方案", reverse("plan_list")), (plan.title, "")],
        },
    )


@needs("plan.read")
def part_page(request: HttpRequest, part_id: int) -> HttpResponse:
    """A campaign: its task force, tasks, targets and rhythm."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    part: Part = within.one(
        Part.objects.filter(plan__region__in=seat.region_ids("plan.read")).select_related("plan__region"), part_id
    )
    columns = [COLUMNS[k] for k in PART_COLUMNS]
    found = Task.objects.filter(part__in=with_tables([part_id]), retired=False)
    tasks = ready(in_order(wanted(found, columns), ""))
    today = timezone.localdate()
    held = Duty.objects.filter(task__in=[t.pk for t in tasks]).order_by().values_list("unit", "unit__name")
    units = held.annotate(n=Count("task", distinct=True)).order_by("-n", "unit__order")
    return render(
        request,
        "plans/part_page.html",
        {
            "title": part.title or campaign_words_of(part),
            "part": part,
            "columns": columns,
            "task_count": len(tasks),
            "rows": table_rows(tasks, columns, f"?plan={part.plan_id}&campaign={part_id}", today),
            "targets": Target.objects.filter(part__in=with_tables([part_id]), retired=False).select_related(
                "task", "part"
            ),
            "bodies": part.body_set.filter(retired=False)
            .select_related("office_unit")
            .annotate(units=Count("members")),
            "rhythm": part.cadence_set.filter(retired=False),
            "units": list(units),
            "crumbs": [
                ("方案", reverse("plan_list")),
                (part.plan.title, reverse("plan_page", args=[part.plan_id])),
                (campaign_words_of(part), ""),
            ],
        },
    )


def campaign_words_of(part: Part) -> str:
    """What a part is called in a line."""
    return campaign_words(Task(part=part))


@needs("plan.read")
def document_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The plan's text as it was read, with an anchor at each item; ?version= shows an earlier one."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    plan: Plan = within.one(within.plans(seat), plan_id)
    versions = list(plan.versions.defer("text", "blocks").exclude(text="").order_by("-number"))
    wanted = request.GET.get("version", "")
    held = next((v for v in versions if v.took_effect), None)
    chosen = next((v for v in versions if str(v.number) == wanted), held)
    paragraphs, contents = [], []
    if chosen:
        full = Version.objects.get(pk=chosen.pk)
        states = sorted(
            (s for s in as_of(plan, chosen.number) if s.data.get("start") is not None), key=lambda s: s.data["start"]
        )
        paragraphs = laid_out(
            full.text, full.blocks, [Mark(s.kind, s.item, s.data["start"], s.data["end"]) for s in states]
        )
        first: dict[str, str] = {}
        for s in states:
            first.setdefault(s.data["part"], f"{s.kind}-{s.item}")
        titles = sorted((p for p in as_of(plan, chosen.number, "part")), key=lambda p: p.data["order"])
        contents = [(p.data["title"], first[p.data["part"]]) for p in titles if p.data["part"] in first]
    return render(
        request,
        "plans/document_page.html",
        {
            "title": f"{plan.title}全文",
            "plan": plan,
            "versions": versions,
            "chosen": chosen,
            "paragraphs": paragraphs,
            "contents": contents,
            "crumbs": [
                ("方案", reverse("plan_list")),
                (plan.title, reverse("plan_page", args=[plan_id])),
                ("全文", ""),
            ],
        },
    )


@needs("plan.read")
def plan_tasks_json(request: HttpRequest, plan_id: int) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    plan: Plan = within.one(within.plans(seat), plan_id)
    return HttpResponse(tasks_as_json(plan), content_type="application/json")
