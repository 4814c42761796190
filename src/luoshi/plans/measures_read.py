"""The units' breakdowns of a task as values, read in one query."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from luoshi.plans.models import Breakdown, Measure


@dataclass(slots=True)
class Step:
    """A measure with its milestones as (title, day)."""

    title: str
    register: str
    person: str
    department: str
    begins: datetime.date | None
    ends: datetime.date | None
    weight: int
    milestones: list[tuple[str, datetime.date | None]] = field(default_factory=list)


@dataclass(slots=True)
class UnitBreakdown:
    """What a unit made of a task; state  the code, state_word  as shown; word  what was said to it."""

    pk: int
    unit_id: int
    unit: str
    state: str
    state_word: str
    word: str
    decided_by: str
    steps: list[Step] = field(default_factory=list)


FIELDS = (
    "pk",
    "unit_id",
    "unit__name",
    "state",
    "word",
    "decided_by",
    "measures__pk",
    "measures__retired",
    "measures__title",
    "measures__register",
    "measures__person",
    "measures__department__name",
    "measures__begins",
    "measures__ends",
    "measures__weight",
    "measures__milestones__title",
    "measures__milestones__on",
)


def breakdowns(task_id: int) -> list[UnitBreakdown]:
    """The breakdowns of a task in the directory's order, each with its measures in their order."""
    rows = (
        Breakdown.objects.filter(task=task_id)
        .order_by("unit__order", "unit_id", "measures__order", "measures__pk", "measures__milestones__on")
        .values_list(*FIELDS)
    )
    found: dict[int, UnitBreakdown] = {}
    steps: dict[int, Step] = {}
    states, registers = dict(Breakdown.State.choices), dict(Measure.Register.choices)
    for (
        pk,
        unit_id,
        unit,
        state,
        word,
        by,
        measure,
        retired,
        title,
        register,
        person,
        room,
        begins,
        ends,
        weight,
        node,
        on,
    ) in rows:
        made = found.setdefault(pk, UnitBreakdown(pk, unit_id, unit, state, states[state], word, by))
        if measure is None or retired:
            continue
        if measure not in steps:
            steps[measure] = Step(title, registers[register], person, room or "", begins, ends, weight)
            made.steps.append(steps[measure])
        if node is not None:
            steps[measure].milestones.append((node, on))
    return list(found.values())
