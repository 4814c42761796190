"""Figures of targets as they are kept: by target, period and column, each correction a row of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.rounds.models import Line, Measuring, Reading

Column: Any = Reading.Column
State: Any = Reading.State
STATES = {Line.Said.NO_DATA: State.NO_DATA, Line.Said.NOT_DUE: State.NOT_DUE}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to keep. unit  who says so, None for the whole target; value  None unless state is “value”."""

    target: int
    unit: int | None
    period: str
    last: datetime.date
    column: str
    state: str
    value: Decimal | None
    line: Line | None = None
    word: str = ""

    @property
    def place(self) -> tuple[int, int | None, str, str]:
        return self.target, self.unit, self.period, self.column


def keep(figures: Iterable[Figure], by: str, at: datetime.datetime) -> list[Reading]:
    """Keep figures. What stood in the same place stays as it was, marked as replaced; the same figure again adds
    nothing. Three statements, whatever the number. Runs inside the caller's transaction."""
    wanted = {f.place: f for f in figures}
    if not wanted:
        return []
    there = {
        (r.target_id, r.unit_id, r.period, r.column): r
        for r in Reading.objects.select_for_update().filter(
            target__in={f.target for f in wanted.values()},
            period__in={f.period for f in wanted.values()},
            column__in={f.column for f in wanted.values()},
            current=True,
        )
    }
    new = [f for place, f in wanted.items() if not _same(there.get(place), f)]
    former = [there[f.place].pk for f in new if f.place in there]
    Reading.objects.filter(pk__in=former).update(current=False)
    made = Reading.objects.bulk_create(
        (
            Reading(
                target_id=f.target,
                unit_id=f.unit,
                period=f.period,
                last=f.last,
                column=f.column,
                state=f.state,
                value=f.value,
                line=f.line,
                by=by[:80],
                at=at,
                word=f.word[:400],
                replaces=there.get(f.place),
            )
            for f in new
        ),
        batch_size=500,
    )
    return list(made)


def _same(now: Reading | None, figure: Figure) -> bool:
    return now is not None and (now.state, now.value) == (figure.state, figure.value)


def together(rule: str, values: dict[int, Decimal | None], lead: int | None) -> Decimal | None:
    """One figure of what several units report, by the target's rule; None where the rule has nothing to go on.

    values  by unit, None where a unit has none; lead  the unit whose own figure counts under the rule "lead"."""
    held = [v for v in values.values() if v is not None]
    if rule == Measuring.Together.LEAD:
        return values.get(lead) if lead is not None else None
    if not held:
        return None
    if rule == Measuring.Together.SUM:
        return sum(held, Decimal(0))
    if rule == Measuring.Together.MEAN:
        return (sum(held, Decimal(0)) / len(held)).quantize(Decimal("0.000001"))
    return max(held) if rule == Measuring.Together.MAX else min(held)


def side_by_side(readings: Iterable[Reading]) -> dict[str, dict[str, Any]]:
    """The three columns of a target by period: {period: {"last", "reported", "verified", "confirmed"}}, whole values
    alone, each a Reading or absent."""
    table: dict[str, dict[str, Any]] = {}
    for reading in readings:
        if reading.current and reading.unit_id is None:
            table.setdefault(reading.period, {"last": reading.last})[reading.column] = reading
    return dict(sorted(table.items(), key=lambda kv: kv[1]["last"]))
