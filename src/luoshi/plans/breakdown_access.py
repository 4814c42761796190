"""What somebody may see of a unit's breakdown, and do to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from luoshi.accounts.rights import Scope
from luoshi.accounts.sitting import Seat
from luoshi.plans import within
from luoshi.plans.models import Breakdown, Duty, Task
from luoshi.plans.owing import OWING, living, tasks_of
from luoshi.units.models import Unit


@dataclass(frozen=True, slots=True)
class Access:
    """A task and a unit that owes its breakdown. writes  the seat may write it; decides  it may accept or return it;
    leads  the unit leads the task."""

    task: Task
    unit: Unit
    writes: bool
    decides: bool
    leads: bool

    def stored(self) -> Breakdown | None:
        """The breakdown, None where nothing was written yet."""
        return Breakdown.objects.filter(task=self.task, unit=self.unit).select_related("in_force").first()


def access(seat: Seat, task_id: int, unit_id: int) -> Access:
    """404 for tasks out of reach and for units that owe no breakdown of them. Two queries, three for a task force's office."""
    task = within.one(within.tasks(seat, "measure.read").select_related("plan", "part"), task_id)
    mine = Q(unit=OuterRef("pk")) | Q(unit__members=OuterRef("pk"))
    owing = Duty.objects.filter(mine, task=task, role__in=OWING)
    leading = Duty.objects.filter(unit=OuterRef("pk"), task=task, role=Duty.DutyRole.LEAD)
    unit = within.one(Unit.objects.filter(Exists(owing), is_class=False).annotate(leads=Exists(leading)), unit_id)
    runs = not task.retired and task.plan.ended_on is None
    own = bool(seat.post and seat.post.unit_id == unit.pk and task.plan.region_id in seat.region_ids("measure.write"))
    return Access(task, unit, runs and own and seat.may("measure.write"), runs and decides(seat, task), unit.leads)


def to_write(seat: Seat, task_id: int, unit_id: int) -> Access:
    """404 unless the seat may write it."""
    found = access(seat, task_id, unit_id)
    if not found.writes:
        raise Http404
    return found


def own_tasks(seat: Seat) -> QuerySet[Task]:
    """The tasks that the seat's unit must break down, under its own name or as one of a class."""
    here = Task.objects.filter(plan__region__in=seat.region_ids("measure.write"))
    return tasks_of(living(here), seat.post.unit_id if seat.post else None)


def decides(seat: Seat, task: Task) -> bool:
    """Whether the seat accepts the breakdowns of this task. One query for a task force's office, none for others."""
    here = task.plan.region_id in seat.region_ids("measure.accept")
    if seat.scope("measure.accept") == Scope.CAMPAIGN:
        return here and task.part_id in within.campaigns(seat)
    return here
