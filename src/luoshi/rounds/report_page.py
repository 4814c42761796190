"""What the page of a report shows, put together in few queries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from luoshi.accounts.sitting import Seat
from luoshi.calendar.period import Kind, Period
from luoshi.calendar.working_days import WorkingCalendar
from luoshi.papers.wording import number
from luoshi.plans.models import Measure, Target, Task
from luoshi.rounds import within
from luoshi.rounds.models import Line, Measuring, Report
from luoshi.rounds.reporting import open_for

Said: Any = Line.Said
Lies: Any = Line.Lies
WAYS_OUT = (Said.NO_DATA, Said.NOT_DUE, Said.BLANK)


@dataclass
class Row:
    """A line as it is shown. last  the figure of the round before and year_ago  that of the same period a year ago,
    as written; measures  the task's measures; writes  whether it can be written at now."""

    line: Line
    thing: Task | Target
    last: str = ""
    year_ago: str = ""
    measures: list[Measure] = field(default_factory=list)
    writes: bool = False

    @property
    def still(self) -> bool:
        """Whether 无变化 can be said: the round before said something that stands."""
        before = self.line.before
        return before is not None and before.said not in (Said.NOTHING, Said.BLANK) and before.lies != Lies.UNIT


@dataclass
class Group:
    """A task with its lines, or the targets of a part that stand in no task (task None)."""

    campaign: str
    task: Task | None
    rows: list[Row] = field(default_factory=list)


def page_context(seat: Seat, report: Report, today: datetime.date, calendar: WorkingCalendar) -> dict[str, Any]:
    """All that the page of a report needs. Seven queries, whatever the number of lines."""
    one = report.round
    period = Period.from_key(one.period)
    own = within.reports(seat, "report.write").filter(pk=report.pk).exists()
    takes = own and open_for(report, today)
    lines = list(
        report.lines.select_related("task__part", "target__part", "target__task__part", "before").prefetch_related(
            "evidence__upload"
        )
    )
    tasks = {line.task_id for line in lines if line.task_id} | {
        line.target.task_id for line in lines if line.target and line.target.task_id
    }
    measures: dict[int, list[Measure]] = {}
    if own or lines:
        found = Measure.objects.filter(breakdown__task__in=tasks, breakdown__unit=report.unit_id, retired=False)
        for measure in found.select_related("breakdown"):
            measures.setdefault(measure.breakdown.task_id, []).append(measure)
    years = dict(
        Measuring.objects.filter(target__in=[line.target_id for line in lines if line.target_id]).values_list(
            "target", "last_year"
        )
    )
    ago = period.same_last_year().key
    groups: dict[tuple[str, int | None], Group] = {}
    for line in lines:
        thing = line.thing
        task = line.task or (line.target.task if line.target else None)
        campaign = thing.part.campaign or thing.part.title
        group = groups.setdefault((campaign, task.pk if task else None), Group(campaign, task))
        row = Row(line, thing, writes=takes and line.lies == Lies.UNIT and line.said != Said.FED)
        row.writes = row.writes or (own and line.returned and line.lies == Lies.UNIT)
        if line.target_id:
            row.last = number(float(line.before.value)) if line.before and line.before.value is not None else ""
            held = years.get(line.target_id, {}).get(ago)
            row.year_ago = number(float(held)) if held is not None else ""
        elif line.task_id:
            row.measures = measures.get(line.task_id, [])
        group.rows.append(row)
    for group in groups.values():
        group.rows.sort(key=lambda r: (r.line.target_id is not None, r.thing.order, r.line.pk))
    asked = [line for line in lines if line.said != Said.FED]
    return {
        "report": report,
        "round": one,
        "period": period,
        "arrangement": one.arrangement,
        "groups": list(groups.values()),
        "writes": any(row.writes for group in groups.values() for row in group.rows),
        "own": own,
        "asked": len(asked),
        "said": sum(line.said != Said.NOTHING for line in asked),
        "still": sum(
            row.still and row.line.said == Said.NOTHING and row.writes for g in groups.values() for row in g.rows
        ),
        "returned": [line for line in lines if line.returned and line.lies == Lies.UNIT],
        "takes_back": own and any(line.lies in (Lies.HEAD, Lies.LEAD, Lies.OFFICE) for line in asked),
        "left": calendar.count(today, one.due_on) - 1 if today <= one.due_on else None,
        "late": today > one.late_on,
        "locked": today > one.lock_on,
        "uncertain": calendar.uncertain(one.due_on),
        "stages": Line.Stage.choices,
        "ways_out": [(w.value, w.label) for w in WAYS_OUT],
        "is_yearly": Kind(one.arrangement.every) is Kind.YEAR,
    }


def as_json(line: Line) -> dict[str, Any]:
    """A line as the page's script knows it."""
    return {
        "id": line.pk,
        "version": line.version,
        "said": line.said,
        "said_word": line.get_said_display(),
        "stage": line.stage,
        "words": line.words,
        "problem": line.problem,
        "value": "" if line.value is None else number(float(line.value)),
        "ticked": line.ticked,
        "word": line.word,
        "sure": line.sure,
        "lies": line.lies,
        "by": line.changed_by,
    }
