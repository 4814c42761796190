"""Opening rounds as their day comes, with a report for each unit that owes one and a line for each thing it owes.

Safe to do late, twice or at once: a round is there once a period, and its reports come with it in one transaction.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.calendar.current import current_calendar
from luoshi.calendar.period import Kind, Period
from luoshi.calendar.working_days import WorkingCalendar
from luoshi.plans.models import Body, Plan, Target, Task
from luoshi.plans.parts_of import with_tables
from luoshi.rounds.covering import FINENESS, Cover, first_lead, place, reporters
from luoshi.rounds.days import Days, days
from luoshi.rounds.feeding import feed
from luoshi.rounds.models import Arrangement, Line, Measuring, Report, Round
from luoshi.units.models import Unit

CLOCK = Actor(None, "系统时钟", None, "", "")
Said: Any = Line.Said
ONE = datetime.timedelta(days=1)
LOOK_AHEAD = datetime.timedelta(days=35)  # a round opens at most so long before its period ends (每月25日前)


class OwedLine(NamedTuple):
    unit: int
    task: int | None
    target: int | None
    role: str
    asked: bool
    carries: bool


@dataclass
class Owed:
    """Who owes a line of what in a round, in the plan's order; nobody  the tasks and targets (by name) for which no
    unit can report."""

    lines: list[OwedLine] = field(default_factory=list)
    nobody: list[str] = field(default_factory=list)

    def add(self, who: dict[int, str], task: int | None, target: int | None, asked: bool) -> None:
        """A line for each of these units (with its role), the first that leads standing for the whole."""
        carrier = first_lead(who)
        self.lines += [OwedLine(unit, task, target, role, asked, unit == carrier) for unit, role in who.items()]


def open_rounds(today: datetime.date, calendar: WorkingCalendar, plans: Iterable[Plan] | None = None) -> list[Round]:
    """Open every round whose day has come and that is not there yet, the earlier ones first (after days switched off,
    those that were missed). Set-ups for a season are opened by hand, with `open_one`."""
    found = (
        Arrangement.objects.filter(
            state=Arrangement.State.IN_FORCE, season="", first_day__lte=today, plan__ended_on=None
        )
        .select_related("plan", "part")
        .annotate(newest=Max("rounds__last"))
    )
    if plans is not None:
        found = found.filter(plan__in=plans)
    made = []
    # finer rounds first, so that coarser ones can take over from them
    for arrangement in sorted(found, key=lambda a: (a.plan_id, FINENESS[a.every], a.pk)):
        since = max(arrangement.first_day, arrangement.newest + ONE) if arrangement.newest else arrangement.first_day
        for period in Period.between(Kind(arrangement.every), since, min(arrangement.last_day, today + LOOK_AHEAD)):
            when = days_of(arrangement, period, calendar)
            if when.opens > today:
                break
            if one := open_one(arrangement, period, when):
                made.append(one)
    return made


def days_of(arrangement: Arrangement, period: Period, calendar: WorkingCalendar) -> Days:
    """The days of one round of a set-up."""
    return days(period, arrangement.due_after, arrangement.due_day, arrangement.grace, arrangement.lock_after, calendar)


def open_one(arrangement: Arrangement, period: Period, when: Days, actor: Actor = CLOCK) -> Round | None:
    """Open one round with its reports and lines; None where somebody else was quicker."""
    try:
        with transaction.atomic():
            made = Round.objects.create(
                arrangement=arrangement,
                period=period.key,
                first=period.first,
                last=period.last,
                opens_on=when.opens,
                due_on=when.due,
                late_on=when.late,
                lock_on=when.lock,
                uncertain=when.uncertain,
            )
            owed = owed_in(arrangement) if arrangement.act == Arrangement.Act.REPORT else Owed()
            _write(made, owed)
            counts = {"reports": len({line.unit for line in owed.lines}), "lines": len(owed.lines)}
            record(
                actor,
                "round.open",
                made,
                after={"period": period.label, "due": when.due.isoformat()} | counts,
                region_id=arrangement.plan.region_id,
                label=f"{arrangement.title} {period.label}",
            )
            feed(made)
            return made
    except IntegrityError:
        return None


def owed_in(arrangement: Arrangement) -> Owed:
    """Who owes a line of what in the rounds of a report set-up, as the plan stands. Nine queries."""
    plan = arrangement.plan
    covers = [_cover(a) for a in _reports(plan)]
    own = _cover(arrangement)
    expand = _expansion(plan.region_id)
    offices = dict(
        Body.objects.filter(plan=plan, retired=False, office_unit__isnull=False).values_list("part", "office_unit")
    )
    done = set(
        Line.objects.filter(
            task__plan=plan, stage=Line.Stage.DONE, lies=Line.Lies.DONE, report__round__arrangement__plan=plan
        ).values_list("task", flat=True)
    )
    again = set(Measuring.objects.filter(target__plan=plan, of__isnull=False).values_list("target", flat=True))
    told = dict(Measuring.objects.filter(target__plan=plan, unit__isnull=False).values_list("target", "unit"))
    targets: dict[int | None, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(plan=plan, retired=False).select_related("part"):
        if target.pk not in again:
            targets[target.task_id].append(target)
    owed = Owed()
    tasks = Task.objects.filter(plan=plan, retired=False).select_related("part").prefetch_related("duties")
    for task in tasks:
        where = place(covers, own, task.pk, task.part_id)
        if not where:
            continue
        asked = where == "asked"
        who = reporters([(d.unit_id, d.role) for d in task.duties.all()], arrangement.reporters, expand)
        if not who and task.part_id in offices:
            who = {offices[task.part_id]: "lead"}
        if not who:
            owed.nobody.append(task.title)
            continue
        if task.pk not in done:
            owed.add(who, task.pk, None, asked)
        for target in targets[task.pk]:
            owed.add({told[target.pk]: "lead"} if target.pk in told else who, None, target.pk, asked)
    for target in targets[None]:
        where = place(covers, own, None, target.part_id)
        if where:
            unit = told.get(target.pk) or offices.get(target.part_id)
            if unit:
                owed.add({unit: "lead"}, None, target.pk, where == "asked")
            else:
                owed.nobody.append(target.name)
    return owed


def redate(year: int, calendar: WorkingCalendar, actor: Actor = CLOCK) -> int:
    """Reckon the days of the rounds anew that a year's holidays touch, once those are announced or corrected: of rounds
    that are open alone. Returns how many moved. Runs inside the caller's transaction."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    touched = Round.objects.select_for_update(of=("self",)).filter(
        state=Round.State.OPEN, opens_on__lte=last, lock_on__gte=first
    )
    moved = 0
    for one in touched.select_related("arrangement__plan"):
        when = days_of(one.arrangement, Period.from_key(one.period), calendar)
        new = (when.due, when.late, when.lock, when.uncertain)
        if new == (one.due_on, one.late_on, one.lock_on, one.uncertain):
            continue
        before = {"due": one.due_on.isoformat()}
        one.due_on, one.late_on, one.lock_on, one.uncertain = new
        one.version += 1
        one.save()
        after = {"due": when.due.isoformat()}
        record(actor, "round.redate", one, before, after, region_id=one.arrangement.plan.region_id)
        moved += 1
    return moved


def follow_year(*, year: int, actor: Actor, **_: Any) -> None:
    """A year's holidays were entered: the days of open rounds follow."""
    redate(year, current_calendar(), actor)


def lock_rounds(today: datetime.date) -> int:
    """Lock the rounds whose lock day is over. Returns how many."""
    over = Round.objects.filter(state=Round.State.OPEN, lock_on__lt=today).select_related("arrangement__plan")
    count = 0
    for one in over:
        with transaction.atomic():
            if Round.objects.filter(pk=one.pk, state=Round.State.OPEN).update(state=Round.State.LOCKED):
                record(CLOCK, "round.lock", one, region_id=one.arrangement.plan.region_id)
                count += 1
    return count


def _reports(plan: Plan) -> list[Arrangement]:
    return list(
        plan.arrangements.filter(
            act=Arrangement.Act.REPORT, state=Arrangement.State.IN_FORCE, season=""
        ).select_related("part")
    )


def _cover(a: Arrangement) -> Cover:
    parts = (
        frozenset(with_tables([a.part_id]).values_list("pk", flat=True)) if a.part_id and a.task_id is None else None
    )
    return Cover(a.pk, a.every, a.task_id, parts)


def _expansion(region: int):  # type: ignore[no-untyped-def]
    """The units that a class stands for; a unit stands for itself, one that is gone for its successor."""
    units = {u.pk: u for u in Unit.objects.filter(region=region).prefetch_related("members")}

    def expand(pk: int) -> list[int]:
        unit = units.get(pk)
        if unit is None:
            return [pk]
        if unit.gone_on and unit.successor_id:
            return expand(unit.successor_id)
        if unit.is_class:
            return [m.pk for m in unit.members.all() if m.gone_on is None]
        return [pk]

    return expand


def _write(made: Round, owed: Owed) -> None:
    """The reports and lines of a round, each line with what the unit said of it in the round before."""
    asked: dict[int, int] = defaultdict(int)
    for one in owed.lines:
        asked[one.unit] += one.asked
    reports = Report.objects.bulk_create(Report(round=made, unit_id=unit, asked=n) for unit, n in asked.items())
    by_unit = {r.unit_id: r for r in reports}
    earlier = _earlier(made)
    lines = []
    for one in owed.lines:
        last = earlier.get((one.unit, one.task, one.target))
        line = Line(
            report=by_unit[one.unit],
            task_id=one.task,
            target_id=one.target,
            role=one.role,
            carries=one.carries,
            before=last,
        )
        if last is not None:
            line.words, line.problem, line.value = last.words, last.problem, last.value
            line.stage, line.ticked = last.stage, last.ticked
        if not one.asked:
            line.said = Said.FED
        lines.append(line)
    Line.objects.bulk_create(lines, batch_size=500)


def _earlier(made: Round) -> dict[tuple[int, int | None, int | None], Line]:
    """What each unit said last in the rounds of the same set-up before this one."""
    last = Round.objects.filter(arrangement=made.arrangement_id, last__lt=made.last).order_by("-last").first()
    if last is None:
        return {}
    lines = Line.objects.filter(report__round=last).select_related("report")
    return {(line.report.unit_id, line.task_id, line.target_id): line for line in lines}
