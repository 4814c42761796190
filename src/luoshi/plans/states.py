"""An item of a plan as JSON, its state: what a version says of it, and what history keeps.

One shape serves all: a row of the plan gives its state, a reviewed reading gives the state that it proposes, a
revision changes states, and rows are written from states (`rows.py`).

Shapes (units by id, everything else as the plan writes it; `start`, `end` in the version's text, null without one)
task     part, order, start, end, path, title, text, kind, clauses [{"clause", "open_ended"}],
         limits [{"text", "latest"}], due (ISO), duties [[unit, role, written, clause number]]
target   part, order, start, end, path, raw, name, measure, op, value, value2, unit, task (id of the task it stands in)
body     part, order, start, end, name, convener, deputies, office, office_unit, raw, members [[unit, written]]
cadence  part, order, start, end, raw, actor, action, every
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from luoshi.plans.models import Body, Cadence, Item, ItemState, Plan, Target, Task, Version

State = dict[str, Any]
KINDS: dict[str, type[Item]] = {"task": Task, "target": Target, "body": Body, "cadence": Cadence}
PLAIN = {
    "task": ("path", "title", "text", "kind", "clauses", "limits"),
    "target": ("path", "raw", "name", "measure", "op", "value", "value2", "unit"),
    "body": ("name", "convener", "deputies", "office", "raw"),
    "cadence": ("raw", "actor", "action", "every"),
}


def state(item: Item) -> State:
    """The state of a row. A task's duties and a body's members belong to it (prefetch `duties` and `members` where
    there are many)."""
    kind = kind_of(item)
    data: State = {"part": item.part.code, "order": item.order, "start": item.start, "end": item.end}
    data |= {name: getattr(item, name) for name in PLAIN[kind]}
    if isinstance(item, Task):
        data["due"] = item.due.isoformat() if item.due else None
        data["duties"] = [[d.unit_id, d.role, d.written, d.clause_number] for d in item.duties.all()]
    elif isinstance(item, Target):
        data["task"] = item.task_id
    elif isinstance(item, Body):
        data["office_unit"] = item.office_unit_id
        data["members"] = [[m.unit_id, m.written] for m in item.members.all()]
    return data


def kind_of(item: Item) -> str:
    """The kind under which history keeps an item."""
    return next(kind for kind, model in KINDS.items() if isinstance(item, model))


def keep(plan: Plan, items: Iterable[Item], version: int, reason: str = "") -> None:
    """Keep what the items say from `version` on."""
    kept = [
        ItemState(plan=plan, kind=kind_of(i), item=i.pk, since=version, data=state(i), reason=reason) for i in items
    ]
    ItemState.objects.bulk_create(kept, batch_size=500)


def as_of(plan: Plan, version: int, kind: str | None = None) -> list[ItemState]:
    """What each item of the plan said under a version, in the plan's order."""
    found = ItemState.objects.filter(plan=plan, since__lte=version).exclude(until__lte=version)
    if kind:
        found = found.filter(kind=kind)
    return sorted(found, key=lambda s: (s.kind, s.data["part"], s.data["order"], s.item))


def version_on(plan: Plan, day: datetime.date) -> Version | None:
    """The version that was in force on a day; None before the first."""
    return plan.versions.filter(effective_on__lte=day).order_by("-number").first()


def current(plan: Plan) -> dict[tuple[str, int], Item]:
    """Every item of the plan that holds today by (kind, id), with all that its state needs at hand. Six queries."""
    found: dict[tuple[str, int], Item] = {}
    for kind, model in KINDS.items():
        rows = model.objects.filter(plan=plan, retired=False).select_related("part")
        extra = {"task": "duties", "body": "members"}.get(kind)
        found |= {(kind, row.pk): row for row in (rows.prefetch_related(extra) if extra else rows)}
    return found
