"""How many tasks, targets and units plans and their campaigns have, and how far their breakdown is."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.plans.listing import HANDED_IN, MAIN
from luoshi.plans.models import Breakdown, Duty, Part, Plan, Target, Task


@dataclass(frozen=True, slots=True)
class Campaign:
    """A part of a plan in figures.

    units        units with a role in it, classes such as 各镇 counted as one
    owed, handed_in  unit-tasks that want a breakdown (lead and responsible units that are no classes), and those
    for which one was handed in
    late         tasks whose limit has passed; soon  tasks whose limit falls in the next 30 days"""

    part: Part
    tasks: int
    targets: int
    units: int
    owed: int
    handed_in: int
    late: int
    soon: int

    @property
    def handed_in_percent(self) -> int:
        return 100 * self.handed_in // self.owed if self.owed else 0


@dataclass(frozen=True, slots=True)
class Totals:
    campaigns: int
    tasks: int
    targets: int
    units: int


def campaigns(plans: Collection[int], today: datetime.date, parts: Collection[int] | None = None) -> list[Campaign]:
    """The parts of these plans in figures, in their order; only those of `parts` where given. Tables whose tasks stand
    under their annex are left out. Two queries."""
    month = today + datetime.timedelta(days=29)
    found = Part.objects.filter(plan__in=plans, retired=False)
    duties = Duty.objects.filter(task__plan__in=plans, task__retired=False)
    if parts is not None:
        found = found.filter(pk__in=parts)
        duties = duties.filter(task__part__in=parts)
    handed_in = Breakdown.objects.filter(task=OuterRef("task"), unit=OuterRef("unit"), state__in=HANDED_IN)
    units: dict[int, set[int]] = {}
    owed: dict[int, dict[tuple[int, int], bool]] = {}
    for part, task, unit, role, is_class, done in duties.order_by().values_list(
        "task__part", "task", "unit", "role", "unit__is_class", Exists(handed_in)
    ):
        units.setdefault(part, set()).add(unit)
        if role in MAIN and not is_class:
            owed.setdefault(part, {})[task, unit] = done
    own_tasks = Task.objects.filter(part=OuterRef("pk"), retired=False)
    found = (
        found.annotate(
            tasks=_count(own_tasks),
            targets=_count(Target.objects.filter(part=OuterRef("pk"), retired=False)),
            late=_count(own_tasks.filter(due__lt=today)),
            soon=_count(own_tasks.filter(due__range=(today, month))),
        )
        .select_related("plan")
        .order_by("-plan__year", "-plan_id", "order")
    )
    return [
        Campaign(
            part,
            part.tasks,
            part.targets,
            len(units.get(part.pk, ())),
            len(owed.get(part.pk, ())),
            sum(owed.get(part.pk, {}).values()),
            part.late,
            part.soon,
        )
        for part in found
        if part.kind != "table" or part.tasks or part.targets
    ]


def _count(rows: QuerySet) -> Coalesce:
    """How many such rows belong to a part."""
    counted = rows.order_by().values("part").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def totals(plans: Collection[int]) -> dict[int, Totals]:
    """Campaigns, tasks, targets and units of each plan. Four queries."""
    ids = list(plans)
    tasks = dict(Task.objects.filter(plan__in=ids, retired=False).order_by().values_list("plan").annotate(Count("pk")))
    targets = dict(
        Target.objects.filter(plan__in=ids, retired=False).order_by().values_list("plan").annotate(Count("pk"))
    )
    annexes = dict(
        Part.objects.filter(plan__in=ids, retired=False, kind="annex")
        .order_by()
        .values_list("plan")
        .annotate(Count("pk"))
    )
    units = dict(
        Duty.objects.filter(task__plan__in=ids, task__retired=False)
        .order_by()
        .values_list("task__plan")
        .annotate(Count("unit", distinct=True))
    )
    return {pk: Totals(annexes.get(pk, 0), tasks.get(pk, 0), targets.get(pk, 0), units.get(pk, 0)) for pk in ids}


def plans_in_force(regions: Collection[int]) -> list[int]:
    """The plans of these regions that have not ended, by number."""
    return list(Plan.objects.filter(region__in=regions, ended_on=None).values_list("pk", flat=True))
