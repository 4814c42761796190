"""Verification by the supervision office: which lines it looks at, and what it found, beside what was reported.

A drawn sample can be drawn again by anybody: it follows from its seed, which is kept with the round.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans.reviewing import Refused
from luoshi.rounds.figures import Column, Figure, State, keep
from luoshi.rounds.models import Line, Round, RoundStep
from luoshi.rounds.way_up import noted

METHODS = {"all": "全部核实", "risk": "按风险核实", "sample": "抽样核实"}
VERIFIED, DISPUTED = "verified", "disputed"


def drawn(numbers: Iterable[int], share: float, seed: int) -> list[int]:
    """A sample of these numbers: the share of them (0–1), at least one, by the seed; the same again for the same
    seed, in whatever order the numbers come."""
    every = sorted(numbers)
    if not every:
        return []
    size = min(len(every), max(1, round(len(every) * share)))
    return sorted(random.Random(seed).sample(every, size))


def risky(lines: Iterable[Line]) -> list[int]:
    """The lines worth looking at first: done or much changed, an unusual figure with a “sure”, returned before."""
    return [
        line.pk
        for line in lines
        if line.sure or line.stage == Line.Stage.DONE or (line.before and _jump(line)) or line.returned
    ]


def draw(one: Round, method: str, share: float, seed: int, actor: Actor, at: datetime.datetime) -> list[int]:
    """Choose what is verified in a round and keep how it was chosen. Once a round; raises Refused."""
    if method not in METHODS:
        raise Refused("请选核实方式：全部、按风险或抽样。")
    if method == "sample" and not 0 < share <= 1:
        raise Refused("抽样比例请填1到100之间的百分数。")
    with transaction.atomic():
        locked = Round.objects.select_for_update().select_related("arrangement__plan").get(pk=one.pk)
        if locked.steps.filter(step="draw").exists():
            raise Refused("本期已经定过核实名单，不能重抽；要增加请在名单里逐条添加。")
        lines = list(
            Line.objects.filter(report__round=locked, lies=Line.Lies.DONE).select_related("before").order_by("pk")
        )
        if not lines:
            raise Refused("本期还没有审核通过的内容，等专班办公室审核后再核实。")
        every = [line.pk for line in lines]
        chosen = every if method == "all" else risky(lines) if method == "risk" else drawn(every, share, seed)
        Line.objects.filter(pk__in=chosen).update(sampled=True)
        data = {"method": method, "share": share, "seed": seed, "of": len(every), "lines": chosen}
        RoundStep.objects.create(round=locked, step="draw", by=actor.name, at=at, data=data)
        record(actor, "report.draw", locked, after=data, region_id=locked.arrangement.plan.region_id)
        return chosen


def verify(line: Line, agrees: bool, value: Decimal | None, word: str, actor: Actor, at: datetime.datetime) -> None:
    """Keep what the supervision office found on a line. A figure of its own stands in its own column; what the unit
    reported stays. Where it does not agree it says why. Raises Refused."""
    if not agrees and not word.strip():
        raise Refused("核实不一致，请写明查到的情况。")
    with transaction.atomic():
        now = (
            Line.objects.select_for_update(of=("self",))
            .select_related("report__round__arrangement__plan", "report__unit", "task", "target")
            .get(pk=line.pk)
        )
        if now.lies != Line.Lies.DONE:
            raise Refused("这一条还没有审核通过，不能核实。")
        period = now.report.round
        if now.target_id:
            found = value if not agrees else now.together if now.together is not None else now.value
            if not agrees and value is None:
                raise Refused("核实的数和填报数不一致，请填核实数。")
            state = State.VALUE if found is not None else State.NO_DATA
            figure = Figure(
                now.target_id, None, period.period, period.last, Column.VERIFIED, state, found, now, word.strip()
            )
            keep([figure], actor.name, at)
        noted([now], VERIFIED if agrees else DISPUTED, actor, at, word=word.strip()[:400])
        after = {"agrees": agrees, "value": str(value) if value is not None else None, "word": word.strip()}
        label = f"{now.report.unit}：{now.thing}"
        record(actor, "report.verify", now, after=after, label=label, region_id=period.arrangement.plan.region_id)


def _jump(line: Line) -> bool:
    """Whether a line's figure at least doubled since the round before."""
    before: Sequence[Decimal | None] = (line.before.value if line.before else None, line.value)
    return bool(before[0] and before[1] and abs(before[1]) >= 2 * abs(before[0]))
