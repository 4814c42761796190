"""What the statistics bureau confirms of the targets that are its own. Nobody changes a confirmed figure but the bureau,
and what units reported stays beside it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.calendar.period import Period
from luoshi.plans.models import Target
from luoshi.plans.reviewing import Refused
from luoshi.rounds.figures import Column, Figure, State, keep
from luoshi.rounds.models import Measuring, Reading


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A figure that the bureau gives: of a target (by id), for a period, None for “no data yet”."""

    target: int
    period: Period
    value: Decimal | None
    word: str = ""


def statistical(target: Target) -> bool:
    """Whether a target is the bureau's own."""
    return Measuring.objects.filter(target=target, statistical=True).exists()


def confirm(figures: Sequence[Confirmed], allowed: set[int], actor: Actor, at: datetime.datetime) -> list[Reading]:
    """Keep confirmed figures, all of them or none.

    allowed  the targets (by id) that are the bureau's own in the seat's regions. A correction of a figure that was
    confirmed before says why. Raises Refused."""
    with transaction.atomic():
        kept = []
        for figure in figures:
            if figure.target not in allowed:
                raise Refused("这个指标不由统计部门核定，请先在指标口径里标明。")
            former = Reading.objects.filter(
                target=figure.target, unit=None, period=figure.period.key, column=Column.CONFIRMED, current=True
            ).first()
            state = State.VALUE if figure.value is not None else State.NO_DATA
            if former and (former.state, former.value) == (state, figure.value):
                kept.append(former)
                continue
            if former and not figure.word.strip():
                raise Refused(f"{figure.period.label}已经核定过，要更正请写明原因。")
            one = Figure(
                figure.target,
                None,
                figure.period.key,
                figure.period.last,
                Column.CONFIRMED,
                state,
                figure.value,
                word=figure.word.strip(),
            )
            made = keep([one], actor.name, at)[0]
            target = made.target
            record(
                actor,
                "reading.confirm",
                target,
                before={"value": str(former.value) if former and former.value is not None else None} if former else {},
                after={"period": figure.period.key, "value": str(figure.value), "word": figure.word.strip()},
                region_id=target.plan.region_id,
            )
            kept.append(made)
        return kept
