"""What a breakdown form says and what a plan in the database says, item by item, in one shape."""

from __future__ import annotations

from typing import Any

from luoshi.plans.models import Plan

ROLES = ("lead", "responsible", "cooperate")
TARGET = ("name", "raw", "measure", "op", "value", "value2", "unit", "path")
CADENCE = ("raw", "actor", "action", "every")


def said_by_form(form: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    """Tasks, targets, bodies and cadences as they were read, cut to the lengths that are stored."""
    return {
        "tasks": [
            (
                t["part"],
                t["path"],
                t["title"][:300],
                [tuple(tuple(a[r]) for r in ROLES) for a in t["assignments"]],
                [(a["clause"], a["open_ended"]) for a in t["assignments"]],
                [(x["text"], x["latest"]) for x in t["limits"]],
            )
            for t in form["tasks"]
        ],
        "targets": [(t["part"], *(t[k] for k in TARGET)) for t in form["targets"]],
        "bodies": [
            (b["part"], b["name"], tuple(b["convener"]), tuple(b["deputies"]), tuple(b["members"]), b["office"])
            for b in form["bodies"]
        ],
        "cadences": [(c["part"], *(c[k] for k in CADENCE)) for c in form["cadences"]],
    }


def said_by_plan(plan: Plan) -> dict[str, list[tuple[Any, ...]]]:
    """The same from the plan's rows."""
    return {
        "tasks": [
            (
                t.part.code,
                t.path,
                t.title,
                [
                    tuple(
                        tuple(d.written for d in t.duties.all() if (d.clause_number, d.role) == (n, r)) for r in ROLES
                    )
                    for n in range(len(t.clauses))
                ],
                [(c["clause"], c["open_ended"]) for c in t.clauses],
                [(x["text"], x["latest"]) for x in t.limits],
            )
            for t in plan.task_set.order_by("order").select_related("part").prefetch_related("duties")
        ],
        "targets": [
            (t.part.code, *(getattr(t, k) for k in TARGET))
            for t in plan.target_set.order_by("order").select_related("part")
        ],
        "bodies": [
            (
                b.part.code,
                b.name,
                tuple(b.convener),
                tuple(b.deputies),
                tuple(m.written for m in b.members.all()),
                b.office,
            )
            for b in plan.body_set.order_by("order").select_related("part").prefetch_related("members")
        ],
        "cadences": [
            (c.part.code, *(getattr(c, k) for k in CADENCE))
            for c in plan.cadence_set.order_by("order").select_related("part")
        ],
    }
