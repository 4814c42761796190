"""A unit's own tasks to break down; for the offices who has handed in what; the register of measures in force."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from luoshi.accounts.rights import Scope
from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.papers.sheet import DEFAULT_FONT, Column, Formats, Row, Sheet, add_sheet
from luoshi.plans import breakdown as actions
from luoshi.plans import within
from luoshi.plans.asked import TREE, Asked, asked
from luoshi.plans.asked import number as row_number
from luoshi.plans.breakdown_access import own_tasks
from luoshi.plans.breakdown_overview import MISSING, STATES, counts, handed_in, overview, own_lines, waiting
from luoshi.plans.measure_rows import shown
from luoshi.plans.models import Breakdown, Measure, Part, Share, Task
from luoshi.plans.owing import living
from luoshi.plans.reach import choices, reached, reached_by
from luoshi.plans.reviewing import Refused
from luoshi.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_PAGE = 50
TO_DECIDE = 20  # breakdowns that wait, a page of the overview
UNITS_A_PAGE = 30


@needs("measure.read")
def breakdown_list(request: HttpRequest) -> HttpResponse:
    """Own tasks for who writes, who has not for the others; ?view=own|all switches where both are open."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    writes = seat.may("measure.write") and bool(seat.post and seat.post.unit_id)
    view = request.GET.get("view") or ("own" if writes and not seat.may("measure.accept") else "all")
    return _own(request, seat) if view == "own" and writes else _all(request, seat, writes)


def _own(request: HttpRequest, seat: Seat) -> HttpResponse:
    unit = seat.post.unit  # type: ignore[union-attr]
    tasks = own_tasks(seat).select_related("part", "plan").order_by("plan", "part__order", "order", "id")
    lines = own_lines(tasks, unit)
    state = request.GET.get("state", "")
    tally = counts(line["owed"] for line in lines)
    shares = Share.objects.filter(taker=unit, withdrawn=False, task__retired=False, task__plan__ended_on=None)
    picked = [
        x for x in lines if not state or x["owed"].state == state or (state == "missing" and x["owed"].state in MISSING)
    ]
    context = {
        "unit": unit,
        "lines": picked,
        "total": len(lines),
        "tally": [(code, word, tally[code]) for code, word in STATES.items() if tally[code]],
        "first_open": next((x["owed"] for x in lines if x["owed"].state in MISSING), None),
        "state": state,
        "ready": sum(x["ready"] for x in picked),
        "shares": shares.select_related("task", "giver"),
    }
    return render(request, "plans/breakdown_own.html", context)


def _all(request: HttpRequest, seat: Seat, writes: bool) -> HttpResponse:
    # the office of a task force sees its own campaigns, all others what they may read of the region asked for
    action = "measure.accept" if seat.scope("measure.accept") == Scope.CAMPAIGN else "measure.read"
    asking = asked(request.GET)
    reach = within.tasks(seat, action).filter(plan__region__in=reached_by(seat, asking, action))
    parts = list(
        Part.objects.filter(pk__in=living(reach).values("part"), retired=False)
        .select_related("plan__region")
        .order_by("-plan__year", "-plan", "order")
    )
    plans = list({p.plan_id: p.plan for p in parts}.values())
    plan = next((p for p in plans if str(p.pk) == request.GET.get("plan")), plans[0] if plans else None)
    parts = [p for p in parts if plan and p.plan_id == plan.pk]
    wanted = request.GET.get("part")
    if wanted is None and seat.scope("measure.accept") != Scope.REGION:  # who serves a campaign begins with it
        wanted = str(next(iter(within.campaigns(seat)), ""))
    part = next((p for p in parts if str(p.pk) == wanted), None)
    state = request.GET.get("state", "")
    tasks = Task.objects.filter(retired=False, part__in=[part] if part else parts).select_related("part")
    unit, words = row_number(request.GET.get("unit", "")), request.GET.get("q", "").strip()[:60]
    found, picked, lines, nobody = overview(tasks.order_by("part__order", "order", "id"), state, unit, words)
    units = sorted({o.unit for o in found}, key=lambda u: (u.order, u.pk))
    to_decide = Paginator(handed_in(picked), TO_DECIDE).get_page(request.GET.get("decide"))
    tally = counts(found)
    context = {
        "decides": bool(plan and plan.region_id in seat.region_ids("measure.accept")),
        "of_task_force": action == "measure.accept",
        "regions": choices(seat, asking.region, action),
        "asked": asking,
        "writes": writes,
        "plans": plans,
        "plan": plan,
        "parts": parts,
        "part": part,
        "state": state,
        "states": STATES,
        "page": Paginator(lines, UNITS_A_PAGE).get_page(request.GET.get("page")),
        "units": units,
        "unit": unit,
        "q": words,
        "to_decide": to_decide,
        "nobody": nobody,
        "total": len(found),
        "tally": [(code, word, tally[code]) for code, word in STATES.items()],
        "waiting": waiting(to_decide.object_list) if to_decide.object_list else [],
    }
    return render(request, "plans/breakdown_all.html", context)


@needs("measure.write", "POST")
def breakdown_submit_many(request: HttpRequest) -> HttpResponse:
    """Hands in each of `pick` ("number:version") of the own unit; what cannot be handed in is left and named."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    seen = _picked(request)
    mine = Breakdown.objects.filter(pk__in=seen, unit=seat.post.unit_id if seat.post else None)
    found = {b.pk: b for b in mine.filter(task__in=own_tasks(seat).values("pk"))}
    if len(found) != len(seen):
        raise Http404

    def hand_in(number: int, version: int) -> None:
        actions.submit(found[number], version, seat.actor)

    _each(request, seen, hand_in, "报送")
    return redirect(f"{reverse('breakdown_list')}?view=own")


def _picked(request: HttpRequest) -> dict[int, int]:
    """What was ticked: number → the version that was on the screen. 404 for what no page of ours sends."""
    try:
        return {int(number): int(version) for number, version in (p.split(":") for p in request.POST.getlist("pick"))}
    except ValueError:
        raise Http404 from None


def _each(request: HttpRequest, seen: dict[int, int], action: Callable[[int, int], None], word: str) -> None:
    """Does the action to each, and says how many were done and why the others were not."""
    done, not_done = 0, []
    for number, version in seen.items():
        try:
            action(number, version)
            done += 1
        except actions.Overtaken as why:
            not_done.append(f"“{why.now}”刚被{why.now.changed_by}改过，现在是“{why.now.get_state_display()}”")
        except Refused as why:
            not_done.append(str(why).rstrip("。"))
    if done:
        messages.success(request, f"已{word}{done}项。")
    if not_done:
        messages.error(request, f"{len(not_done)}项没有办：" + "；".join(dict.fromkeys(not_done)) + "。")
    if not seen:
        messages.warning(request, "没有勾选。请先在左边勾选要办理的分解。")


@needs("measure.accept", "POST")
def breakdown_decide_many(request: HttpRequest) -> HttpResponse:
    """Accepts or returns each of `pick` ("number:version"); what somebody else was quicker with is left and named."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    seen = _picked(request)
    found = {
        b.pk: b
        for b in Breakdown.objects.filter(
            pk__in=seen, task__in=living(within.tasks(seat, "measure.accept")).values("pk")
        )
    }
    if len(found) != len(seen):
        raise Http404
    accepts, word = request.POST.get("how") == "accept", request.POST.get("word", "")

    def decide(number: int, version: int) -> None:
        if accepts:
            actions.accept(found[number], version, seat.actor)
        else:
            actions.give_back(found[number], version, seat.actor, word)

    _each(request, seen, decide, "审定" if accepts else "退回")
    came_from = request.POST.get("query", "")
    return redirect(reverse("breakdown_list") + (f"?{came_from}" if came_from else ""))


@needs("measure.read")
def measure_register(request: HttpRequest) -> HttpResponse:
    """The measures in force, by register; all that is chosen stands in the address."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    chosen = {name: request.GET.get(name, "").strip() for name in ("of", "unit", "register", "q", "until")}
    asking = asked(request.GET)
    everything = _measures(seat, _region(asking, chosen))
    found = _chosen(everything, chosen)
    numbers = dict(found.order_by().values_list("register").annotate(Count("pk")))
    shown_rows = found.filter(register=chosen["register"]) if chosen["register"] in Measure.Register.values else found
    page = Paginator(_for_reading(shown_rows), A_PAGE).get_page(request.GET.get("page"))
    shown_regions = reached(seat, _region(asking, chosen), "measure.read")
    parts = Part.objects.filter(plan__region__in=shown_regions, retired=False, plan__ended_on=None)
    context = {
        "regions": choices(seat, asking.region, "measure.read"),
        "asked": asking,
        "chosen": chosen,
        "picked": _of(chosen["of"]),
        "page": page,
        "registers": [(code, name, numbers.get(code, 0)) for code, name in Measure.Register.choices],
        "all": sum(numbers.values()),
        "parts": parts.select_related("plan").order_by("-plan__year", "-plan", "order"),
        "units": everything.order_by("breakdown__unit__order", "breakdown__unit")
        .values_list("breakdown__unit", "breakdown__unit__name")
        .distinct(),
        "unit_without": _without_measures(seat, chosen["unit"], everything),
        "today": timezone.localdate(),
    }
    return render(request, "plans/measure_register.html", context)


@needs("plan.export")
def measure_register_export(request: HttpRequest) -> HttpResponse:
    """Just what the register shows, as a workbook."""
    import xlsxwriter  # loaded only where a workbook is wanted

    seat: Seat = request.seat  # type: ignore[attr-defined]
    if not seat.may("measure.read"):
        raise Http404
    chosen = {name: request.GET.get(name, "").strip() for name in ("of", "unit", "register", "q", "until")}
    found = _chosen(_measures(seat, _region(asked(request.GET), chosen)), chosen)
    name = Measure.Register(chosen["register"]).label if chosen["register"] in Measure.Register.values else "举措清单"
    if chosen["register"] in Measure.Register.values:
        found = found.filter(register=chosen["register"])
    rows = tuple(
        Row((n, m.breakdown.task.part.campaign or m.breakdown.task.part.title, m.breakdown.task.title, m.title,
             m.get_register_display(), m.breakdown.unit.name, m.department.name if m.department else "", m.person,
             shown("begins", m.begins.isoformat() if m.begins else ""), shown("ends", m.ends.isoformat() if m.ends else ""),
             m.weight or None, "\n".join(f"{shown('ends', s.on.isoformat()) if s.on else ''} {s.title}" for s in m.milestones.all())))
        for n, m in enumerate(_for_reading(found), 1)
    )  # fmt: skip
    heads = (("序号", 6), ("攻坚行动", 20), ("任务", 28), ("举措", 44), ("清单", 10), ("责任单位", 16), ("股室", 12),
             ("责任人", 9), ("开始", 14), ("完成", 14), ("权重%", 7), ("节点", 30))  # fmt: skip
    sheet = Sheet(name, name, tuple(Column(h, w) for h, w in heads), rows, empty="没有符合条件的举措。")
    today = timezone.localdate()
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": DEFAULT_FONT})
    add_sheet(book, Formats(book), sheet, f"共{len(rows)}条，{today.year}年{today.month}月{today.day}日由落实系统导出")
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}-{today:%Y%m%d}.xlsx")
    return response


def _without_measures(seat: Seat, wanted: str, everything: QuerySet[Measure]) -> Unit | None:
    """The unit asked for where it has no measure yet, so that its name does not fall out of the filter."""
    if not wanted.isdigit() or everything.filter(breakdown__unit=int(wanted)).exists():
        return None
    return Unit.objects.filter(pk=int(wanted), region__in=seat.region_ids("unit.read")).first()


def _region(asking: Asked, chosen: dict[str, str]) -> str:
    """The region asked for; a plan or campaign asked for by its number is found wherever it is."""
    return asking.region or (TREE if _of(chosen["of"])[0] else "")


def _measures(seat: Seat, region: str) -> QuerySet[Measure]:
    """The measures in force that the seat may read in the region asked for."""
    reach = reached(seat, region, "measure.read")
    tasks = living(within.tasks(seat, "measure.read").filter(plan__region__in=reach))
    return Measure.objects.filter(retired=False, breakdown__in_force__isnull=False, breakdown__task__in=tasks)


def _chosen(found: QuerySet[Measure], chosen: dict[str, str]) -> QuerySet[Measure]:
    kind, number = _of(chosen["of"])
    if kind:
        found = found.filter(**{f"breakdown__task__{kind}": number})
    if chosen["unit"].isdigit():
        found = found.filter(breakdown__unit=int(chosen["unit"]))
    if chosen["q"]:
        q = chosen["q"]
        found = found.filter(
            Q(title__icontains=q) | Q(person__icontains=q) | Q(department__name__icontains=q)
            | Q(breakdown__task__title__icontains=q)
        )  # fmt: skip
    try:
        until = datetime.date.fromisoformat(chosen["until"])
    except ValueError:
        return found
    return found.filter(ends__lte=until)


def _of(written: str) -> tuple[str, int]:
    """("plan", 3) or ("part", 7) for "plan-3", "part-7"; ("", 0) for anything else."""
    kind, _, number = written.partition("-")
    return (kind, int(number)) if kind in ("plan", "part") and number.isdecimal() else ("", 0)


def _for_reading(found: QuerySet[Measure]) -> QuerySet[Measure]:
    """In the order of plan, task and unit, with all that a line shows. Two queries."""
    return (
        found.select_related("breakdown__task__part", "breakdown__unit", "department")
        .prefetch_related("milestones")
        .order_by("-breakdown__task__plan__year", "breakdown__task__plan", "breakdown__task__part__order",
                  "breakdown__task__order", "breakdown__unit__order", "breakdown", "order", "pk")
    )  # fmt: skip
