"""An item of a plan as JSON: what a version says of it, and what history keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from luoshi.plans.models import Body, Cadence, Item, ItemState, Plan, Target, Task

KINDS: dict[str, type[Item]] = {"task": Task, "target": Target, "body": Body, "cadence": Cadence}


def state(item: Item) -> dict[str, Any]:
    """All that the plan says of an item, units by id and as written. A task's duties and a body's members belong to it
    (prefetch `duties` and `members` where there are many)."""
    data: dict[str, Any] = {"part": item.part.code, "order": item.order, "start": item.start, "end": item.end}
    if isinstance(item, Task):
        data |= {
            "path": item.path,
            "title": item.title,
            "text": item.text,
            "kind": item.kind,
            "clauses": item.clauses,
            "limits": item.limits,
            "due": item.due.isoformat() if item.due else None,
            "duties": [[d.unit_id, d.role, d.written, d.clause_number] for d in item.duties.all()],
        }
    elif isinstance(item, Target):
        data |= {k: getattr(item, k) for k in ("path", "raw", "name", "measure", "op", "value", "value2", "unit")}
        data["task"] = item.task_id
    elif isinstance(item, Body):
        data |= {k: getattr(item, k) for k in ("name", "convener", "deputies", "office", "raw")}
        data["office_unit"] = item.office_unit_id
        data["members"] = [[m.unit_id, m.written] for m in item.members.all()]
    elif isinstance(item, Cadence):
        data |= {k: getattr(item, k) for k in ("raw", "actor", "action", "every")}
    return data


def kind_of(item: Item) -> str:
    """The kind under which history keeps an item."""
    return next(kind for kind, model in KINDS.items() if isinstance(item, model))


def keep(plan: Plan, items: Iterable[Item], version: int, reason: str = "") -> None:
    """Keep what the items say from `version` on."""
    ItemState.objects.bulk_create(
        [ItemState(plan=plan, kind=kind_of(i), item=i.pk, since=version, data=state(i), reason=reason) for i in items],
        batch_size=500,
    )


def as_of(plan: Plan, version: int, kind: str | None = None) -> list[ItemState]:
    """What each item of the plan said under a version, in the plan's order."""
    found = ItemState.objects.filter(plan=plan, since__lte=version).exclude(until__lte=version)
    if kind:
        found = found.filter(kind=kind)
    return sorted(found, key=lambda s: (s.kind, s.data["part"], s.data["order"], s.item))
