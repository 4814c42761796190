"""A plan's tasks with their units as JSON, for machines."""

from __future__ import annotations

from typing import Any

from luoshi.plans.models import Duty, Plan, Task


def tasks_as_json(plan: Plan) -> dict[str, Any]:
    """{"plan": {…}, "tasks": [{id, path, title, kind, due, part, campaign, limits, units: [{id, name, role}]}]}, in the
    plan's order, withdrawn tasks left out. Two queries, no model rows made."""
    units: dict[int, list[dict[str, Any]]] = {}
    held = Duty.objects.filter(task__plan=plan, task__retired=False).order_by("task_id", "order", "id")
    for task, unit, name, role in held.values_list("task_id", "unit_id", "unit__name", "role"):
        units.setdefault(task, []).append({"id": unit, "name": name, "role": role})
    rows = (
        Task.objects.filter(plan=plan, retired=False)
        .order_by("part__order", "order", "id")
        .values_list("id", "path", "title", "kind", "due", "part__code", "part__campaign", "limits")
    )
    return {
        "plan": {"id": plan.pk, "title": plan.title, "year": plan.year},
        "tasks": [
            {
                "id": pk,
                "path": path,
                "title": title,
                "kind": kind,
                "due": due and due.isoformat(),
                "part": part,
                "campaign": campaign,
                "limits": [x["text"] for x in limits],
                "units": units.get(pk, []),
            }
            for pk, path, title, kind, due, part, campaign, limits in rows
        ],
    }
