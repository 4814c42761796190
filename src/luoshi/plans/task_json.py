"""A plan's tasks with their units as JSON, for machines.

A unit in a role stands in dozens of tasks: it is written as JSON once and put in wherever it stands.
"""

from __future__ import annotations

import json
from collections import defaultdict

from luoshi.plans.models import Duty, Plan, Task
from luoshi.units.models import Unit


def tasks_as_json(plan: Plan) -> str:
    """{"plan": {id, title, year}, "tasks": [{id, path, title, kind, due, part, campaign, limits, units: [{id, name,
    role}]}]} in the plan's order, withdrawn tasks left out. Three queries, no rows of models made."""
    held = list(
        Duty.objects.filter(task__plan=plan, task__retired=False)
        .order_by("task_id", "order", "id")
        .values_list("task_id", "unit_id", "role")
    )
    ids = {unit for _, unit, _ in held}
    names = dict(Unit.objects.filter(pk__in=ids).order_by().values_list("id", "name"))
    written: dict[tuple[int, str], str] = {}
    units: dict[int, list[str]] = defaultdict(list)
    for task, unit, role in held:
        text = written.get((unit, role))
        if text is None:
            text = written[unit, role] = _json({"id": unit, "name": names[unit], "role": role})
        units[task].append(text)
    rows = (
        Task.objects.filter(plan=plan, retired=False)
        .order_by("part__order", "order", "id")
        .values_list("id", "path", "title", "kind", "due", "part__code", "part__campaign", "limits")
    )
    tasks = []
    for pk, path, title, kind, due, part, campaign, limits in rows:
        fields = {
            "id": pk,
            "path": path,
            "title": title,
            "kind": kind,
            "due": due and due.isoformat(),
            "part": part,
            "campaign": campaign,
            "limits": [x["text"] for x in limits],
        }
        tasks.append(f'{_json(fields)[:-1]}, "units": [{", ".join(units[pk])}]}}')
    head = _json({"id": plan.pk, "title": plan.title, "year": plan.year})
    return f'{{"plan": {head}, "tasks": [{", ".join(tasks)}]}}'


_json = json.JSONEncoder(ensure_ascii=False).encode
