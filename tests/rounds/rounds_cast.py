"""A county with a plan in force, its set-ups confirmed, and its units that report."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cast import CLERK, SMALL_PLAN, Cast, county, plan_in_force

from luoshi.audit.actor import Actor
from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import WorkingCalendar
from luoshi.plans.models import Plan
from luoshi.rounds.models import Arrangement, Line, Measuring, Report, Round
from luoshi.rounds.opening import lock_rounds, open_rounds
from luoshi.rounds.reporting import submit, unchanged, write
from luoshi.rounds.setting_up import confirm
from luoshi.rounds.way_up import accept

CALENDAR = WorkingCalendar(shipped().values())
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
OFFICE = Actor(None, "专班经办", None, "专班办公室", "127.0.0.1")


def at(day: str | datetime.date, hour: int = 10) -> datetime.datetime:
    """That day, ten in the morning in China."""
    when = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.datetime(when.year, when.month, when.day, hour, tzinfo=SHANGHAI)


def clerk(unit: str) -> Actor:
    return Actor(None, f"{unit}联络员", None, unit, "127.0.0.1")


@dataclass
class Running:
    """A plan whose rounds run. The methods do what people and the clock do."""

    plan: Plan
    cast: Cast
    log: list[str] = field(default_factory=list)

    def confirm_all(self, **changes: Any) -> None:
        """Confirm every set-up as proposed, those for a season apart."""
        for one in self.plan.arrangements.filter(season="").order_by("id"):
            confirm(one, one.version, changes, CLERK)

    def clock(self, day: str) -> list[Round]:
        """The clock's work of a day."""
        today = datetime.date.fromisoformat(day)
        made = open_rounds(today, CALENDAR)
        lock_rounds(today)
        return made

    def report(self, unit: str, period: str, **scope: Any) -> Report:
        return Report.objects.get(unit__name=unit, round__period=period, asked__gt=0, **scope)

    def fill(self, report: Report, day: str, **said: Any) -> None:
        """Fill in all lines the unit is asked for: tasks with words, targets with a value."""
        for line in report.lines.filter(lies="unit", said=""):
            values = {"value": said.get("value", "1")} if line.target_id else {"words": "推进中", "stage": "going"}
            write(line, line.version, values, clerk(str(report.unit)), at(day))

    def hand_in(self, report: Report, day: str, hour: int = 10) -> Report:
        return submit(report, clerk(str(report.unit)), at(day, hour))

    def stand_still(self, report: Report, day: str) -> int:
        return unchanged(report, clerk(str(report.unit)), at(day))

    def accept_all(self, one: Round, day: str) -> int:
        lines = list(Line.objects.filter(report__round=one, lies="office"))
        return accept(lines, {line.pk: line.version for line in lines}, OFFICE, at(day)) if lines else 0

    def arrangement(self, title: str) -> Arrangement:
        return self.plan.arrangements.get(title=title)

    def measuring(self, name: str, **fields: Any) -> Measuring:
        target = self.plan.target_set.get(name=name)
        return Measuring.objects.update_or_create(target=target, defaults=fields)[0]


def running(text: str = SMALL_PLAN, name: str = "云岭县", *, confirmed: bool = True) -> Running:
    cast = county(name)
    made = Running(plan_in_force(cast.region, text), cast)
    if confirmed:
        made.confirm_all()
    return made


def figure(text: str) -> Decimal:
    return Decimal(text)
