"""The task list, its workbook and the page of a task."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.paginator import Paginator
from django.db.models import OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.sitting import Seat
from luoshi.drafting.place_words import path_words
from luoshi.gate import needs
from luoshi.papers.workbook import xlsx
from luoshi.plans import within
from luoshi.plans.asked import ENDED, KINDS, LIMITS, OPEN, ROLES, TREE, Asked, asked
from luoshi.plans.columns import COLUMNS, Column, campaign_words, limit_words, ready, shown, wanted
from luoshi.plans.downloads import as_download, export_note
from luoshi.plans.instructions_read import give_link
from luoshi.plans.instructions_read import on as instructed_on
from luoshi.plans.listing import in_order, select
from luoshi.plans.marking import marked
from luoshi.plans.measures_read import breakdowns
from luoshi.plans.models import Duty, Part, Plan, Target, Task
from luoshi.plans.reach import choices, listed_plans, listed_tasks
from luoshi.plans.revision_history import history
from luoshi.plans.sharing import shown_to
from luoshi.plans.table_rows import table_rows
from luoshi.plans.task_sheet import task_sheet
from luoshi.plans.traces import traces
from luoshi.units.gathered import gathered
from luoshi.units.models import Unit

ROWS = 50


@needs("plan.read")
def task_list(request: HttpRequest) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    asking = asked(request.GET, tuple(COLUMNS))
    today = timezone.localdate()
    columns = shown(asking.cols, asking.region == TREE)
    found = in_order(wanted(select(listed_tasks(seat, asking), asking, today), columns), asking.sort)
    page = Paginator(found, ROWS).get_page(asking.page)
    context: dict[str, Any] = {
        "title": "任务",
        "asked": asking,
        "columns": [(c, _sorted(asking, c), _sort_link(asking, c)) for c in columns],
        "page": page,
        "rows": table_rows(ready(page.object_list), columns, asking.list_query, today),
    }
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if not partial or _plan_before(request) != asking.plan:
        context |= _choices(seat, asking) | {"plan_changed": partial, "regions": choices(seat, asking.region)}
    response = render(request, "plans/task_results.html" if partial else "plans/task_list.html", context)
    if partial:
        response["HX-Push-Url"] = reverse("task_list") + asking.here
    response["Vary"] = "HX-Request"
    return response


@needs("plan.export")
def task_export(request: HttpRequest) -> HttpResponse:
    """The workbook of all rows that the list's address asks for, in its order and columns."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    asking = asked(request.GET, tuple(COLUMNS))
    today = timezone.localdate()
    columns = shown(asking.cols, asking.region == TREE)
    found = select(listed_tasks(seat, asking, "plan.export"), asking, today)
    rows = ready(in_order(wanted(found, columns), asking.sort))
    sheet = task_sheet(rows, columns, "任务清单")
    return as_download(xlsx([sheet], "任务清单", export_note(f"共{len(rows)}项", today)), "任务清单", today)


@needs("plan.read")
def task_page(request: HttpRequest, task_id: int) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    found = within.tasks(seat).select_related("part", "plan__region")
    task: Task = within.one(found.annotate(held=HELD, aims=AIMS, **instructed_on(seat, "task")), task_id)
    today = timezone.localdate()
    duties, targets = _duties(task), _targets(task)
    made = breakdowns(task.pk) if seat.may("measure.read") else []
    shared = shown_to(seat, task, request.get_full_path(), _leads(seat, duties))
    before, after, place, count = _neighbours(seat, task, _list_of(request, task), today)
    context = {
        "title": task.title,
        "task": task,
        "campaign": campaign_words(task),
        "late": bool(task.due and task.due < today),
        "due_words": limit_words(task),
        "pieces": marked(
            task.text,
            [
                *(("clause", c["clause"]) for c in task.clauses),
                *(("limit", x["text"]) for x in task.limits),
                *(("target", t.raw) for t in targets),
            ],
        ),
        "roles": _by_role(duties),
        "open_ended": any(c.get("open_ended") for c in task.clauses),
        "targets": targets,
        "owing": _owing(duties, made),
        "breakdowns": made,
        **shared,
        "instruct_link": give_link(seat, task),
        "stages": history(task.plan_id, "task", task_id),
        "events": traces(
            ("task", [task.pk]),
            ("breakdown", [b.pk for b in made]),
            ("share", [s.pk for s in shared["shares"]]),
            ("plan", [task.plan_id]),
        ),
        "before": before,
        "after": after,
        "place": place,
        "count": count,
        "list_query": request.GET.urlencode(),
        "crumbs": [
            ("方案", reverse("plan_list")),
            (task.plan.title, reverse("plan_page", args=[task.plan_id])),
            (campaign_words(task), reverse("part_page", args=[task.part_id])),
            (path_words(task.path) or "任务", ""),
        ],
    }
    return render(request, "plans/task_page.html", context)


HELD = gathered(
    Duty.objects.filter(task=OuterRef("pk")), "id", "order", "role", "unit_id", name="unit__name", many="unit__is_class"
)
AIMS = gathered(
    Target.objects.filter(task=OuterRef("pk"), retired=False),
    *("id", "order", "name", "raw", "measure", "op", "value", "value2", "unit"),
)


def _duties(task: Task) -> list[Duty]:
    """The task's duties in their order, from what came with it."""
    return [
        Duty(id=d["id"], role=d["role"], unit=Unit(id=d["unit_id"], name=d["name"], is_class=bool(d["many"])))
        for d in sorted(task.held or (), key=lambda d: (d["order"], d["id"]))  # type: ignore[attr-defined]
    ]


def _targets(task: Task) -> list[Target]:
    """The task's targets in their order, from what came with it."""
    return [Target(**t) for t in sorted(task.aims or (), key=lambda t: (t["order"], t["id"]))]  # type: ignore[attr-defined]


def _leads(seat: Seat, duties: list[Duty]) -> bool:
    """Whether the seat's unit leads the task."""
    own = seat.post.unit_id if seat.post else None
    return any(d.role == Duty.DutyRole.LEAD and d.unit_id == own for d in duties)


def _sorted(now: Asked, column: Column) -> str:
    """ascending, descending or "": how the list is sorted by the column now."""
    if not column.sort or now.sort.removeprefix("-") != column.sort:
        return ""
    return "descending" if now.sort.startswith("-") else "ascending"


def _sort_link(now: Asked, column: Column) -> str:
    if not column.sort:
        return ""
    return now.query(sort=f"-{column.sort}" if now.sort == column.sort else column.sort)


def _plan_before(request: HttpRequest) -> str:
    """The plan in the address that the browser shows, from which a part of the page is asked for."""
    query = urlsplit(request.htmx.current_url or "").query  # type: ignore[attr-defined]
    return parse_qs(query).get("plan", [""])[0]


def _choices(seat: Seat, asking: Asked) -> dict[str, Any]:
    """What the filters offer: plans of the region shown, the campaigns of the chosen ones, the units of its region.
    Three queries."""
    plans = list(listed_plans(seat, asking))
    in_force = [p for p in plans if p.ended_on is None]
    plan = next((p for p in plans if str(p.pk) == asking.plan), None)
    asked_for: list[Plan] = [plan] if plan else plans if asking.plan == ENDED else in_force
    own = seat.post.region_id if seat.post else None
    region = plan.region_id if plan else int(asking.region) if asking.region.isdecimal() else own
    return {
        "plans": plans,
        "many_regions": len({p.region_id for p in plans}) > 1,
        "campaigns": Part.objects.filter(plan__in=asked_for, retired=False)
        .exclude(kind="table")
        .select_related("plan")
        .order_by("-plan__year", "-plan_id", "order"),
        "many_plans": len(asked_for) > 1,
        "units": Unit.objects.filter(Q(region=region, gone_on=None) | Q(pk=asking.unit)).only("name"),
        "role_choices": ROLES.items(),
        "limit_choices": LIMITS.items(),
        "kind_choices": KINDS.items(),
        "open_choices": OPEN.items(),
        "all_columns": [(c, c in shown(asking.cols, asking.region == TREE)) for c in COLUMNS.values()],
    }


def _list_of(request: HttpRequest, task: Task) -> Asked:
    """The list from which the page was opened; the task's plan where its address tells of none."""
    asking = asked(request.GET)
    return asking if request.GET else replace(asking, plan=str(task.plan_id))


def _neighbours(seat: Seat, task: Task, asking: Asked, today: datetime.date) -> tuple[int | None, int | None, int, int]:
    """The tasks before and after this one in the list, its place there from 1 (0: not in it), and the list's length."""
    numbers = list(
        in_order(select(listed_tasks(seat, asking), asking, today), asking.sort).values_list("pk", flat=True)
    )
    if task.pk not in numbers:
        return None, None, 0, len(numbers)
    at = numbers.index(task.pk)
    return (
        numbers[at - 1] if at else None,
        numbers[at + 1] if at + 1 < len(numbers) else None,
        at + 1,
        len(numbers),
    )


def _by_role(duties: list[Any]) -> list[tuple[str, str, list[Any]]]:
    """Role code, its word and the duties in it, each unit once."""
    found = []
    for code, word in (("lead", "牵头"), ("responsible", "责任"), ("cooperate", "配合")):
        mine = {d.unit_id: d for d in duties if d.role == code}
        if mine:
            found.append((code, word, list(mine.values())))
    return found


def _owing(duties: list[Any], made: list[Any]) -> list[Unit]:
    """Lead and responsible units of which no breakdown is there yet; classes (各镇) are not asked as such."""
    done = {b.unit_id for b in made}
    units = {d.unit_id: d.unit for d in duties if d.role != "cooperate" and not d.unit.is_class}
    return [unit for pk, unit in units.items() if pk not in done]
