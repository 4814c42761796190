"""How many tasks, targets and units plans and their campaigns have, and how far their breakdown is."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.plans.handing_in import handed_in, holdings, owed
from luoshi.plans.models import Duty, Part, Plan, Target, Task
from luoshi.plans.parts_of import homes


@dataclass(frozen=True, slots=True)
class Campaign:
    """A part of a plan in figures.

    units        units with a role in it, classes such as 各镇 counted as one
    owed, handed_in  breakdowns wanted (a task and a lead or responsible unit each), and those that were handed in
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


def campaigns(
    plans: Collection[int] | QuerySet, today: datetime.date, parts: Collection[int] | None = None
) -> list[Campaign]:
    """The campaigns of these plans in figures, in their order; only those of `parts` where given. What stands in a
    table counts to its annex. Three queries."""
    month = today + datetime.timedelta(days=29)
    own_tasks = Task.objects.filter(part=OuterRef("pk"), retired=False)
    found = (
        Part.objects.filter(plan__in=plans, retired=False)
        .annotate(
            tasks=_count(own_tasks),
            targets=_count(Target.objects.filter(part=OuterRef("pk"), retired=False)),
            late=_count(own_tasks.filter(due__lt=today)),
            soon=_count(own_tasks.filter(due__range=(today, month))),
        )
        .select_related("plan__region")
        .order_by("-plan__year", "-plan_id", "order")
    )
    if parts is not None:
        found = found.filter(pk__in=parts)
    rows = list(found)
    home = homes(rows)
    held = holdings(part__in=list(home))
    done = handed_in(part__in=list(home))
    units: dict[int, set[int]] = defaultdict(set)
    for one in held:
        units[home[one.part]].add(one.unit)
    wanting: dict[int, list[bool]] = defaultdict(list)
    for key, (part, _) in owed(held).items():
        wanting[home[part]].append(key in done)
    together: dict[int, list[Part]] = defaultdict(list)
    for row in rows:
        together[home[row.pk]].append(row)
    return [
        Campaign(
            part,
            sum(p.tasks for p in together[part.pk]),
            sum(p.targets for p in together[part.pk]),
            len(units[part.pk]),
            len(wanting[part.pk]),
            sum(wanting[part.pk]),
            sum(p.late for p in together[part.pk]),
            sum(p.soon for p in together[part.pk]),
        )
        for part in rows
        if home[part.pk] == part.pk
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


def plans_in_force(regions: Collection[int]) -> QuerySet:
    """The plans of these regions that have not ended, as a query of their numbers."""
    return Plan.objects.filter(region__in=regions, ended_on=None).values("pk")
