"""Which unit owes a breakdown of which task: lead and responsible units; a class of units (各乡镇) through its members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from luoshi.plans.models import Breakdown, Duty, Task
from luoshi.units.models import Unit

OWING = (Duty.DutyRole.LEAD, Duty.DutyRole.RESPONSIBLE)


@dataclass(frozen=True, slots=True)
class Owed:
    """A unit's share of a task. role  its strongest one; through  the class that it is named by, "" where by itself;
    breakdown  None where nothing was written yet."""

    task: Task
    unit: Unit
    role: str
    through: str
    breakdown: Breakdown | None

    @property
    def state(self) -> str:
        """none, draft, submitted, returned, accepted; a change under way to an accepted one stays accepted."""
        if self.breakdown is None:
            return "none"
        if self.breakdown.in_force_id and self.breakdown.state == Breakdown.State.DRAFT:
            return "accepted"
        return str(self.breakdown.state)


def living(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Of the tasks those that hold, in plans that run."""
    return tasks.filter(retired=False, plan__ended_on=None)


def tasks_of(tasks: QuerySet[Task], unit_id: int | None) -> QuerySet[Task]:
    """Of the tasks those that the unit must break down."""
    if unit_id is None:
        return tasks.none()
    mine = Q(unit=unit_id) | Q(unit__members=unit_id)
    return tasks.filter(pk__in=Duty.objects.filter(mine, role__in=OWING).values("task"))


def owed(tasks: Iterable[Task], unit: Unit | None = None, with_draft: bool = False) -> tuple[list[Owed], list[Unit]]:
    """All that is owed of these tasks (by one unit, if given), in the order of the tasks, then of the directory;
    and the classes of which nobody says who belongs to them. Three queries."""
    in_order = list(tasks)
    duties = (
        Duty.objects.filter(task__in=[t.pk for t in in_order], role__in=OWING).select_related("unit").order_by("role")
    )
    breakdowns = Breakdown.objects.filter(task__in=[t.pk for t in in_order])
    if not with_draft:
        breakdowns = breakdowns.defer("draft")
    if unit is not None:
        duties = duties.filter(Q(unit=unit) | Q(unit__members=unit)).distinct()
        breakdowns = breakdowns.filter(unit=unit)
    found = list(duties)
    members: dict[int, list[Unit]] = {}
    if unit is None:
        belonging = Unit.members.through.objects.filter(from_unit__in={d.unit_id for d in found if d.unit.is_class})
        for one in belonging.select_related("to_unit").order_by("to_unit__order"):
            members.setdefault(one.from_unit_id, []).append(one.to_unit)
    made = {(b.task_id, b.unit_id): b for b in breakdowns}
    by_task: dict[int, dict[int, Owed]] = {t.pk: {} for t in in_order}
    known = {t.pk: t for t in in_order}
    nobody: dict[int, Unit] = {}
    for duty in found:  # lead sorts before responsible, so the stronger role comes first
        if unit is not None:
            units, through = [unit], "" if duty.unit_id == unit.pk else duty.unit.name
        elif duty.unit.is_class:
            units, through = members.get(duty.unit_id, []), duty.unit.name
            if not units:
                nobody[duty.unit_id] = duty.unit
        else:
            units, through = [duty.unit], ""
        for one in units:
            by_task[duty.task_id].setdefault(
                one.pk, Owed(known[duty.task_id], one, duty.role, through, made.get((duty.task_id, one.pk)))
            )
    return [o for t in in_order for o in sorted(by_task[t.pk].values(), key=lambda o: (o.unit.order, o.unit.pk))], list(
        nobody.values()
    )
