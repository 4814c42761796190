"""Rows of a plan written from states (see `states.py`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from luoshi.plans.models import Body, BodyMember, Duty, Item, Part, Target, Task
from luoshi.plans.states import PLAIN, State
from luoshi.units.initials import initials

LENGTHS = {"path": 120, "title": 300, "name": 200, "unit": 30, "actor": 120, "action": 20, "office": 120}
BODY_NAME = 120


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


def fill(item: Item, kind: str, data: State, parts: Mapping[str, Part]) -> Item:
    """Put a state into a row (not saved). `parts` by code."""
    item.part = parts[data["part"]]
    item.order, item.start, item.end = data["order"], data["start"], data["end"]
    for name in PLAIN[kind]:
        value = data[name]
        setattr(item, name, value[: LENGTHS[name]] if name in LENGTHS and isinstance(value, str) else value)
    if isinstance(item, Task):
        item.due = day(data.get("due"))
        item.initials = initials(item.title[:120])[:300]
    elif isinstance(item, Target):
        item.task_id = data.get("task")
        item.initials = initials(item.name[:100])[:200]
    elif isinstance(item, Body):
        item.name = item.name[:BODY_NAME]
        item.office_unit_id = data.get("office_unit")
    return item


def dependents(item: Item, data: State) -> list[Duty | BodyMember]:
    """The duties of a task, the members of a body, as rows (not saved)."""
    if isinstance(item, Task):
        return [
            Duty(task=item, unit_id=unit, role=role, written=written[:120], clause_number=clause, order=n)
            for n, (unit, role, written, clause) in enumerate(data["duties"])
        ]
    if isinstance(item, Body):
        return [
            BodyMember(body=item, unit_id=unit, written=written[:120], order=n)
            for n, (unit, written) in enumerate(data["members"])
        ]
    return []


def save_dependents(rows: Iterable[Duty | BodyMember]) -> None:
    """Write duties and members, one statement a kind."""
    made = list(rows)
    for model in (Duty, BodyMember):
        model.objects.bulk_create([r for r in made if isinstance(r, model)], batch_size=500)
