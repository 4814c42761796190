"""Rows of a plan written from states (see `states.py`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from luoshi.plans.models import Body, BodyMember, Duty, Part, Plan, Target, Task
from luoshi.plans.states import PLAIN, Row, State
from luoshi.units.initials import initials

LENGTHS = {
    "plan": {"title": 200, "doc_number": 60, "issuer": 120, "family": 40},
    "part": {"part": 12, "kind": 8, "title": 200, "campaign": 80},
    "task": {"path": 120, "title": 300},
    "target": {"path": 120, "name": 200, "unit": 30},
    "body": {"name": 120, "office": 120},
    "cadence": {"actor": 120, "action": 20, "every": 4},
}
WRITTEN = 120  # a unit's name as the plan writes it


def day(written: str | None) -> datetime.date | None:
    """An ISO date, None where there is none or it names no day."""
    try:
        return datetime.date.fromisoformat(written or "")
    except ValueError:
        return None


def latest(limits: Iterable[Mapping[str, Any]]) -> str | None:
    """The last day that time limits name, as ISO."""
    days = [d for d in (day(x.get("latest")) for x in limits) if d]
    return max(days).isoformat() if days else None


def fitted(kind: str, data: State) -> State:
    """A state as the rows can hold it, so that history says the same as they do."""
    said = {name: data[name][:most] for name, most in LENGTHS[kind].items() if isinstance(data.get(name), str)}
    if "duties" in data:
        said["duties"] = [[unit, role, written[:WRITTEN], clause] for unit, role, written, clause in data["duties"]]
    if "members" in data:
        said["members"] = [[unit, written[:WRITTEN]] for unit, written in data["members"]]
    for name in ("due", "date"):
        if name in data:
            on = day(data[name])
            said[name] = on.isoformat() if on else None
    return {**data, **said}


def fill(item: Row, kind: str, data: State, parts: Mapping[str, Part]) -> Row:
    """Put a state that fits into a row (not saved). `parts` by code."""
    for name in PLAIN[kind]:
        setattr(item, name, data[name])
    if isinstance(item, Plan):
        item.date = day(data.get("date"))
    elif isinstance(item, Part):
        item.code, item.order = data["part"], data["order"]
    else:
        item.part = parts[data["part"]]
        item.order, item.start, item.end = data["order"], data["start"], data["end"]
    if isinstance(item, Task):
        item.due = day(data.get("due"))
        item.initials = initials(item.title[:120])[:300]
    elif isinstance(item, Target):
        item.task_id = data.get("task")
        item.initials = initials(item.name[:100])[:200]
    elif isinstance(item, Body):
        item.office_unit_id = data.get("office_unit")
    return item


def dependents(item: Row, data: State) -> list[Duty | BodyMember]:
    """The duties of a task, the members of a body, as rows (not saved)."""
    if isinstance(item, Task):
        return [
            Duty(task=item, unit_id=unit, role=role, written=written[:WRITTEN], clause_number=clause, order=n)
            for n, (unit, role, written, clause) in enumerate(data["duties"])
        ]
    if isinstance(item, Body):
        return [
            BodyMember(body=item, unit_id=unit, written=written[:WRITTEN], order=n)
            for n, (unit, written) in enumerate(data["members"])
        ]
    return []


def save_dependents(rows: Iterable[Duty | BodyMember]) -> None:
    """Write duties and members, one statement a kind."""
    made = list(rows)
    for model in (Duty, BodyMember):
        model.objects.bulk_create([r for r in made if isinstance(r, model)], batch_size=500)
