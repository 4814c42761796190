"""Figures of targets as they are kept: by target, period and column, each correction a row of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from luoshi.rounds.models import Line, Measuring, Reading

Column: Any = Reading.Column
State: Any = Reading.State
STATES = {Line.Said.NO_DATA: State.NO_DATA, Line.Said.NOT_DUE: State.NOT_DUE}


def keep(
    target: int,
    unit: int | None,
    period: str,
    last: datetime.date,
    column: str,
    state: str,
    value: Decimal | None,
    by: str,
    at: datetime.datetime,
    *,
    line: Line | None = None,
    word: str = "",
) -> Reading:
    """Keep a figure. What stood there in the same column stays as it was, marked as replaced; the same figure again
    adds nothing. Runs inside the caller's transaction."""
    now = (
        Reading.objects.select_for_update()
        .filter(target_id=target, unit_id=unit, period=period, column=column, current=True)
        .first()
    )
    if now and (now.state, now.value) == (state, value):
        return now
    if now:
        now.current = False
        now.save(update_fields=["current"])
    return Reading.objects.create(
        target_id=target,
        unit_id=unit,
        period=period,
        last=last,
        column=column,
        state=state,
        value=value,
        line=line,
        by=by,
        at=at,
        word=word[:400],
        replaces=now,
    )


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
