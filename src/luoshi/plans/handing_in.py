"""Which units owe a breakdown of which tasks, and which of them have handed it in.

Lead and responsible units owe one; a class of units (各镇) owes through the units that belong to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from luoshi.plans.models import Breakdown, Duty

HANDED_IN = (Breakdown.State.SUBMITTED, Breakdown.State.ACCEPTED)
MAIN = (Duty.DutyRole.LEAD, Duty.DutyRole.RESPONSIBLE)


@dataclass(frozen=True, slots=True)
class Holding:
    """A unit's role in a task of a part. member, member_name  a unit that belongs to it, where it is a class."""

    part: int
    task: int
    unit: int
    name: str
    is_class: bool
    role: str
    member: int | None
    member_name: str | None


def holdings(**tasks: Collection[int]) -> list[Holding]:
    """The roles in the tasks of these plans (plan__in) or parts (part__in), classes with each of their members. One query."""
    where = {f"task__{name}": value for name, value in tasks.items()}
    rows = Duty.objects.filter(task__retired=False, **where).order_by("task__part__order", "task__order", "order")
    return [
        Holding(*row)
        for row in rows.values_list(
            "task__part", "task", "unit", "unit__name", "unit__is_class", "role", "unit__members", "unit__members__name"
        )
    ]


def handed_in(**tasks: Collection[int]) -> set[tuple[int, int]]:
    """Task and unit of each breakdown that was handed in or accepted. One query."""
    where = {f"task__{name}": value for name, value in tasks.items()}
    return set(
        Breakdown.objects.filter(task__retired=False, state__in=HANDED_IN, **where)
        .order_by()
        .values_list("task_id", "unit_id")
    )


def owed(held: Iterable[Holding]) -> dict[tuple[int, int], tuple[int, str]]:
    """(task, unit) → (part, the unit's name) for each unit that owes a breakdown. A class of which nobody says who
    belongs to it owes none: nobody could write it."""
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for one in held:
        if one.role not in MAIN:
            continue
        if not one.is_class:
            found[one.task, one.unit] = (one.part, one.name)
        elif one.member is not None:
            found.setdefault((one.task, one.member), (one.part, one.member_name or ""))
    return found
