"""The tasks that a list asks for: each filter as a condition, no row twice, in the order asked for."""

from __future__ import annotations

import calendar
import datetime

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.plans.asked import ENDED, Asked
from luoshi.plans.handing_in import HANDED_IN, MAIN
from luoshi.plans.models import Breakdown, Duty, Measure, Target, Task
from luoshi.plans.parts_of import with_tables
from luoshi.units.models import Unit

IN_ORDER = ("-plan__year", "-plan_id", "part__order", "order", "id")


def select(found: QuerySet[Task], asked: Asked, today: datetime.date) -> QuerySet[Task]:
    """Those of `found` that are asked for. Withdrawn tasks are left out; a unit's tasks include those of the classes
    (各镇) that it belongs to."""
    found = found.filter(retired=False)
    if asked.plan.isdecimal():
        found = found.filter(plan_id=int(asked.plan))
    elif asked.plan != ENDED:
        found = found.filter(plan__ended_on=None)
    if asked.campaign:
        found = found.filter(part__in=with_tables([asked.campaign]))
    if asked.unit or asked.role:
        found = found.filter(pk__in=_held(asked.unit, asked.role))
    if asked.person:
        found = found.filter(pk__in=Measure.objects.filter(person__icontains=asked.person).values("breakdown__task_id"))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.limit:
        found = found.filter(_limit(asked.limit, today))
    if asked.open:
        found = found.filter(_open(asked))
    for word in asked.q.split():
        found = found.filter(spelled(word))
    return found


def in_order(found: QuerySet[Task], sort: str) -> QuerySet[Task]:
    """The tasks in the order of `sort`; those without a limit come last whichever way limits are sorted."""
    back = sort.startswith("-")
    match sort.removeprefix("-"):
        case "due":
            due = F("due").desc(nulls_last=True) if back else F("due").asc(nulls_last=True)
            return found.order_by(due, *IN_ORDER)
        case "title":
            return found.order_by("-initials" if back else "initials", *IN_ORDER)
        case "campaign":
            return found.order_by("-part__order" if back else "part__order", *IN_ORDER)
        case "targets":
            return with_target_count(found).order_by("target_count" if back else "-target_count", *IN_ORDER)
        case "order" if back:
            return found.order_by("plan__year", "plan_id", "-part__order", "-order", "-id")
    return found.order_by(*IN_ORDER)


def with_target_count(found: QuerySet[Task]) -> QuerySet[Task]:
    """Each task with `target_count`, the targets that stand in it."""
    counted = (
        Target.objects.filter(task=OuterRef("pk"), retired=False)
        .order_by()
        .values("task")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return found.annotate(target_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def as_unit(unit: int) -> Q:
    """Of duties: those of the unit itself or of a class that it belongs to."""
    return Q(unit=unit) | Q(unit__in=Unit.objects.filter(members=unit).values("pk"))


def spelled(word: str) -> Q:
    """Of tasks: those with the word in title, number or a unit's name; letters may be initials (xfgj: 县发改局)."""
    units = Q(unit__name__icontains=word) | Q(written__icontains=word)
    told = Q(title__icontains=word) | Q(path__icontains=word)
    if word.isascii() and word.isalnum():
        told |= Q(initials__contains=word.lower())
        units |= Q(unit__initials__contains=word.lower())
    return told | Q(pk__in=Duty.objects.filter(units).values("task_id"))


def span(limit: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of this month, this quarter, or today and the 29 days after it (30 days in all)."""
    if limit == "next30":
        return today, today + datetime.timedelta(days=29)
    first = last = today.month
    if limit == "quarter":
        first = (today.month - 1) // 3 * 3 + 1
        last = first + 2
    end = calendar.monthrange(today.year, last)[1]
    return today.replace(month=first, day=1), today.replace(month=last, day=end)


def _held(unit: int | None, role: str) -> QuerySet:
    held = Duty.objects.filter(as_unit(unit)) if unit else Duty.objects.all()
    if role:
        held = held.filter(role__in=MAIN if role == "main" else [role])
    return held.values("task_id")


def _limit(limit: str, today: datetime.date) -> Q:
    if limit == "none":
        return Q(due=None)
    if limit == "overdue":
        return Q(due__lt=today)
    return Q(due__range=span(limit, today))


def _open(asked: Asked) -> Q:
    duties = Duty.objects.filter(task=OuterRef("pk"))
    match asked.open:
        case "no_lead":
            return Q(~Exists(duties.filter(role=Duty.DutyRole.LEAD)))
        case "no_unit":
            # the master plan's own paragraphs need nobody, as at the review (`open_points.lacks_unit`)
            return Q(~Exists(duties)) & ~Q(part__code="0")
        case "only_class":
            return Q(Exists(duties)) & Q(~Exists(duties.filter(unit__is_class=False)))
    handed_in = Breakdown.objects.filter(task=OuterRef("pk"), state__in=HANDED_IN)
    return Q(~Exists(handed_in.filter(unit=asked.unit) if asked.unit else handed_in))
