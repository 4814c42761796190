"""What is held is not asked for again: lines of a coarser round take over what was reported in finer ones (以旬保月)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from luoshi.rounds.models import Line, Round

Said: Any = Line.Said
CARRIED = ("words", "problem", "value", "stage", "ticked", "together", "together_words", "lies")
NOT_YET = (Said.NOTHING, Said.FED)


def feed(into: Round) -> int:
    """Fill the fed lines of a round from the newest finer rounds that end in it or before. Returns how many lines
    took something over. Three queries and one write, whatever the number of lines."""
    fed = {
        (line.report.unit_id, line.task_id, line.target_id): line
        for line in Line.objects.filter(report__round=into, said=Said.FED).select_related("report")
    }
    if not fed:
        return 0
    finer = (
        Line.objects.filter(
            report__round__arrangement__plan=into.arrangement.plan_id,
            report__round__last__lte=into.last,
            report__unit__in={unit for unit, _, _ in fed},
        )
        .exclude(report__round=into)
        .exclude(said__in=NOT_YET)
        .exclude(lies=Line.Lies.UNIT)
        .select_related("report")
        .order_by("report__round__last", "pk")
    )
    changed = [line for said in finer if (line := _take(fed, said))]
    Line.objects.bulk_update(set(changed), [*CARRIED, "before"], batch_size=500)
    return len(set(changed))


def pass_to_coarser(lines: Iterable[Line]) -> int:
    """Carry lines that were just handed in, or decided on, into the open rounds of coarser set-ups."""
    lines = list(lines)
    if not lines:
        return 0
    own = lines[0].report.round
    waiting = (
        Line.objects.filter(
            said=Said.FED,
            report__unit__in={line.report.unit_id for line in lines},
            report__round__state=Round.State.OPEN,
            report__round__arrangement__plan=own.arrangement.plan_id,
            report__round__first__lte=own.last,
            report__round__last__gte=own.last,
        )
        .exclude(report__round=own)
        .select_related("report", "before__report__round")
    )
    fed: dict[tuple[int, int | None, int | None], list[Line]] = {}
    for line in waiting:
        newer = line.before and line.before.report.round.last > own.last
        if not newer:
            fed.setdefault((line.report.unit_id, line.task_id, line.target_id), []).append(line)
    changed = []
    for said in lines:
        for line in fed.get((said.report.unit_id, said.task_id, said.target_id), []):
            changed.append(_carry(line, said))
    Line.objects.bulk_update(changed, [*CARRIED, "before"], batch_size=500)
    return len(changed)


def _take(fed: dict[tuple[int, int | None, int | None], Line], said: Line) -> Line | None:
    line = fed.get((said.report.unit_id, said.task_id, said.target_id))
    return _carry(line, said) if line else None


def _carry(line: Line, said: Line) -> Line:
    for name in CARRIED:
        setattr(line, name, getattr(said, name))
    line.before = said
    return line
