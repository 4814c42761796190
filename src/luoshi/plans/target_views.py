"""The target list and the page of a target."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.papers.sheet import Column, Row, Sheet
from luoshi.papers.wording import MEASURES, amount
from luoshi.papers.workbook import xlsx
from luoshi.plans import within
from luoshi.plans.asked import ENDED, Asked, asked
from luoshi.plans.columns import campaign_words
from luoshi.plans.downloads import as_download, export_note
from luoshi.plans.marking import Piece, marked
from luoshi.plans.models import Part, Plan, Target, Version
from luoshi.plans.parts_of import with_tables
from luoshi.plans.reach import choices, listed_plans, reached_by
from luoshi.plans.revision_history import history
from luoshi.plans.sentences import sentence_around
from luoshi.plans.traces import traces

ROWS = 50
REACH = 300  # characters before and after a target in which its sentence is looked for


def _select(seat: Seat, wanted: Asked, measure: str) -> QuerySet[Target]:
    found = within.targets(seat).filter(retired=False, plan__region__in=reached_by(seat, wanted))
    if wanted.plan.isdecimal():
        found = found.filter(plan_id=int(wanted.plan))
    elif wanted.plan != ENDED:
        found = found.filter(plan__ended_on=None)
    if wanted.campaign:
        found = found.filter(part__in=with_tables([wanted.campaign]))
    if measure:
        found = found.filter(measure=measure)
    for word in wanted.q.split():
        told = Q(name__icontains=word) | Q(raw__icontains=word)
        if word.isascii() and word.isalnum():
            told |= Q(initials__contains=word.lower())
        found = found.filter(told)
    return found.select_related("part", "plan__region", "task").order_by(
        "-plan__year", "-plan_id", "part__order", "order", "id"
    )


def _asked(request: HttpRequest) -> tuple[Asked, str]:
    measure = request.GET.get("measure", "")
    return asked(request.GET), measure if measure in MEASURES else ""


@needs("plan.read")
def target_list(request: HttpRequest) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    wanted, measure = _asked(request)
    page = Paginator(_select(seat, wanted, measure), ROWS).get_page(wanted.page)
    plans = list(listed_plans(seat, wanted))
    asked_for: list[Plan] = [p for p in plans if str(p.pk) == wanted.plan] or [p for p in plans if not p.ended_on]
    return render(
        request,
        "plans/target_list.html",
        {
            "title": "指标",
            "asked": wanted,
            "measure": measure,
            "page": page,
            "plans": plans,
            "many_regions": len({p.region_id for p in plans}) > 1,
            "many_plans": len(asked_for) > 1,
            "campaigns": Part.objects.filter(plan__in=asked_for, retired=False)
            .exclude(kind="table")
            .select_related("plan")
            .order_by("-plan__year", "-plan_id", "order"),
            "measures": MEASURES.items(),
            "regions": choices(seat, wanted.region),
            "query": request.GET.urlencode(),
        },
    )


@needs("plan.export")
def target_export(request: HttpRequest) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    wanted, measure = _asked(request)
    found = _select(seat, wanted, measure).filter(plan__region__in=seat.region_ids("plan.export"))
    heads = (
        Column("行号", 6, True),
        Column("指标", 30),
        Column("目标", 18),
        Column("性质", 8, True),
        Column("所属攻坚", 22),
        Column("任务", 36),
        Column("原文", 40),
    )
    rows = tuple(
        Row(
            (
                n,
                t.name,
                amount(t),
                MEASURES.get(t.measure, t.measure),
                campaign_words(t),
                t.task.title if t.task else "",
                t.raw,
            )
        )
        for n, t in enumerate(found, 1)
    )
    sheet = Sheet("指标清单", "指标清单", heads, rows, empty="按所选条件没有指标。")
    today = timezone.localdate()
    return as_download(xlsx([sheet], "指标清单", export_note(f"共{len(rows)}个", today)), "指标清单", today)


@needs("plan.read")
def target_page(request: HttpRequest, target_id: int) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    target: Target = within.one(within.targets(seat).select_related("part", "plan", "task"), target_id)
    same = (
        within.targets(seat)
        .filter(name=target.name, retired=False, plan__region=target.plan.region_id)
        .exclude(pk=target_id)
        .select_related("part", "plan", "task")
        .order_by("-plan__year", "-plan_id", "part__order", "order")
    )
    context: dict[str, Any] = {
        "title": target.name,
        "target": target,
        "amount": amount(target),
        "campaign": campaign_words(target),
        "pieces": _sentence(target),
        "same": [(t, amount(t), campaign_words(t)) for t in same[:50]],
        "stages": history(target.plan_id, "target", target_id),
        "events": traces(("target", [target_id])),
        "crumbs": [
            ("方案", reverse("plan_list")),
            (target.plan.title, reverse("plan_page", args=[target.plan_id])),
            (campaign_words(target), reverse("part_page", args=[target.part_id])),
            (target.name, ""),
        ],
    }
    return render(request, "plans/target_page.html", context)


def _sentence(target: Target) -> list[Piece]:
    """The sentence that states the target, the target marked in it."""
    if target.start is None or target.end is None:
        return [Piece(target.raw, "target")]
    first = max(0, target.start - REACH)
    text = (
        Version.objects.filter(plan=target.plan_id, took_effect__isnull=False)
        .exclude(text="")
        .order_by("-number")
        .annotate(near=Substr("text", first + 1, target.end - first + REACH))
        .values_list("near", flat=True)
        .first()
    ) or ""
    sentence = sentence_around(text, target.start - first, target.end - first)
    pieces = marked(sentence, [("target", target.raw)])
    return pieces if any(p.kind for p in pieces) else [Piece(target.raw, "target")]
