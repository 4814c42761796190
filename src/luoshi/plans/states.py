"""An item of a plan as JSON, its state: what a version says of it, and what history keeps.

One shape serves all: a row of the plan gives its state, a reviewed reading gives the state that it proposes, a
revision changes states, and rows are written from states (`rows.py`).

Shapes (units by id, everything else as the plan writes it; `start`, `end` in the version's text, null without one)
plan     part "", order, start, end, title, doc_number, issuer, date (ISO), family
part     part (its own code), order, start, end, kind, title, campaign
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

from luoshi.plans.models import Body, Cadence, Item, ItemState, Part, Plan, Target, Task, Version

State = dict[str, Any]
Key = tuple[str, int]  # kind, id
Row = Item | Part | Plan
KINDS: dict[str, type[Item]] = {"task": Task, "target": Target, "body": Body, "cadence": Cadence}
# The document and its parts have states too, so that their titles can be seen as of a day.
EVERY: dict[str, type[Plan] | type[Part] | type[Item]] = {"plan": Plan, "part": Part, **KINDS}
PLAIN = {
    "plan": ("title", "doc_number", "issuer", "family"),
    "part": ("kind", "title", "campaign"),
    "task": ("path", "title", "text", "kind", "clauses", "limits"),
    "target": ("path", "raw", "name", "measure", "op", "value", "value2", "unit"),
    "body": ("name", "convener", "deputies", "office", "raw"),
    "cadence": ("raw", "actor", "action", "every"),
}


def state(item: Row) -> State:
    """The state of a row. A task's duties and a body's members belong to it (prefetch `duties` and `members` where
    there are many)."""
    kind = kind_of(item)
    data: State = {"part": "", "order": 0, "start": None, "end": None}
    if isinstance(item, Part):
        data |= {"part": item.code, "order": item.order}
    elif isinstance(item, Item):
        data |= {"part": item.part.code, "order": item.order, "start": item.start, "end": item.end}
    data |= {name: getattr(item, name) for name in PLAIN[kind]}
    if isinstance(item, Plan):
        data["date"] = item.date.isoformat() if item.date else None
    elif isinstance(item, Task):
        data["due"] = item.due.isoformat() if item.due else None
        data["duties"] = [[d.unit_id, d.role, d.written, d.clause_number] for d in item.duties.all()]
    elif isinstance(item, Target):
        data["task"] = item.task_id
    elif isinstance(item, Body):
        data["office_unit"] = item.office_unit_id
        data["members"] = [[m.unit_id, m.written] for m in item.members.all()]
    return data


def kind_of(item: Row) -> str:
    """The kind under which history keeps an item."""
    return next(kind for kind, model in EVERY.items() if isinstance(item, model))


def keep(plan: Plan, states: Iterable[tuple[Key, State]], version: int, reason: str = "") -> None:
    """Keep what items say from `version` on."""
    kept = [
        ItemState(plan=plan, kind=kind, item=pk, since=version, data=data, reason=reason) for (kind, pk), data in states
    ]
    ItemState.objects.bulk_create(kept, batch_size=500)


def as_of(plan: Plan, version: int, kind: str | None = None) -> list[ItemState]:
    """What each item of the plan said under a version, in the plan's order."""
    found = ItemState.objects.filter(plan=plan, since__lte=version).exclude(until__lte=version)
    if kind:
        found = found.filter(kind=kind)
    return sorted(found, key=lambda s: (s.kind, s.data["part"], s.data["order"], s.item))


def in_force(plan: Plan) -> int:
    """The number of the version that the rows stand at; 0 where the plan has none. Versions behind it are still to come."""
    latest = plan.versions.exclude(took_effect=None).order_by("-number")
    return latest.values_list("number", flat=True).first() or 0


def version_on(plan: Plan, day: datetime.date) -> Version | None:
    """The version that was in force on a day, or will be; None before the first."""
    return plan.versions.filter(effective_on__lte=day).order_by("-number").first()


def current(plan: Plan) -> dict[Key, Row]:
    """The plan, its parts and items as they hold today, by (kind, id), with all that their states need at hand. Eight
    queries."""
    found: dict[Key, Row] = {("plan", plan.pk): Plan.objects.get(pk=plan.pk)}
    found |= {("part", part.pk): part for part in Part.objects.filter(plan=plan, retired=False)}
    for kind, model in KINDS.items():
        rows = model.objects.filter(plan=plan, retired=False).select_related("part")
        extra = {"task": "duties", "body": "members"}.get(kind)
        found |= {(kind, row.pk): row for row in (rows.prefetch_related(extra) if extra else rows)}
    return found
