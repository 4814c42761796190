"""Finding what is to be revised: the plan, its parts and items by some of their words or initials."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import needs
from luoshi.plans.models import Plan
from luoshi.plans.revision_difference import KIND_WORDS
from luoshi.plans.revision_rows import number, plan_for
from luoshi.plans.states import EVERY, KINDS

SEARCHED = {
    "plan": ("title",),
    "part": ("title", "campaign"),
    "task": ("title", "initials"),
    "target": ("name", "initials"),
    "body": ("name",),
    "cadence": ("raw", "action"),
}
FOUND = 12  # items of a kind that the search offers


@needs("plan.revise")
def find(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Items of the plan by some of their words or initials, to be revised."""
    plan = plan_for(request, plan_id)
    asked = " ".join(request.GET.get("q", "").split())[:60]
    groups = []
    for kind, model in EVERY.items() if asked else ():
        names = SEARCHED[kind]
        match = Q()
        for name in names:
            match |= Q(**{f"{name}__icontains": asked.lower() if name == "initials" else asked})
        if kind == "plan":
            rows: list[Any] = list(Plan.objects.filter(match, pk=plan.pk))
        else:  # what was retired can come back; version 0: it belongs to a version that is still to come
            known = model.objects.filter(match, plan=plan, version__gt=0).order_by("retired", *model._meta.ordering)
            rows = list((known.select_related("part") if kind in KINDS else known)[: FOUND + 1])
        if rows:
            groups.append({"kind": kind, "word": KIND_WORDS[kind], "rows": rows[:FOUND], "more": len(rows) > FOUND})
    context = {"plan": plan, "groups": groups, "asked": asked, "order": number(request.GET.get("order"))}
    return render(request, "plans/revision_found.html", context)
