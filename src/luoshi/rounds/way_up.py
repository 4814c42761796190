"""The way up of a line: unit → (its head) → (the lead, who makes one of what several report) → the task-force office.

Each step takes many lines at once, in one transaction: either all of them go or none does. A return names who and why,
and opens just those lines again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans.reviewing import Refused
from luoshi.rounds import telling
from luoshi.rounds.feeding import pass_to_coarser
from luoshi.rounds.figures import STATES, Column, Figure, State, keep, together
from luoshi.rounds.models import Line, Measuring, Step

Said: Any = Line.Said
Lies: Any = Line.Lies
ORDER = ("head", "lead", "office")


class Overtaken(Refused):
    """Some of the lines changed since they were shown; `lines` are those."""

    def __init__(self, lines: Sequence[Line]) -> None:
        names = "、".join(f"“{line.thing}”" for line in lines[:3])
        super().__init__(f"{names}{'等' if len(lines) > 3 else ''}刚有变动，请看过最新内容再办。")
        self.lines = tuple(lines)


def first_place(way: Sequence[str], by_head: bool = False) -> str:
    """Where a line goes when its unit hands it in; past the head where the head does it."""
    return next((s for s in ORDER if s in way and not (by_head and s == "head")), Lies.DONE)


def next_place(way: Sequence[str], now: str) -> str:
    """Where a line goes from `now` (unit, head, lead, office)."""
    behind = ORDER[ORDER.index(now) + 1 :] if now in ORDER else ORDER
    return next((s for s in behind if s in way), Lies.DONE)


def arrive(lines: Sequence[Line], place: str, actor: Actor, at: datetime.datetime) -> None:
    """Put lines where they go and keep their figures once they left the unit's own house. The lead's step is passed
    over where the lead is the only one who reports on the thing."""
    way = lines[0].report.round.arrangement.way
    alone = _alone(lines) if place == Lies.LEAD else set()
    further = [line for line in lines if line.pk in alone]
    put([line for line in lines if line.pk not in alone], lies=place, returned=False)
    put(further, lies=next_place(way, Lies.LEAD), returned=False)
    if place != Lies.HEAD:
        _figures(lines, actor, at)


def put(lines: Sequence[Line], **values: Any) -> None:
    """Set the same values on all of these lines, in one statement, and count the change."""
    if lines:
        Line.objects.filter(pk__in=[line.pk for line in lines]).update(version=F("version") + 1, **values)
    for line in lines:
        line.version += 1
        for name, value in values.items():
            setattr(line, name, value)


def pass_on(lines: Iterable[Line], seen: dict[int, int], actor: Actor, at: datetime.datetime) -> int:
    """The unit's head lets them go up."""
    with transaction.atomic():
        found = _take(lines, seen, Lies.HEAD)
        _move(found, actor, at)
        noted(found, "passed", actor, at)
        _record(actor, "report.pass", found)
        pass_to_coarser(found)
        return len(found)


def consolidate(lead: Line, seen: int, value: Decimal | None, words: str, actor: Actor, at: datetime.datetime) -> Line:
    """The lead makes one of what all units of a thing reported: the figure by the target's rule, unless another one is
    given with words that say why; the texts as the lead sums them up. Carries all lines of the thing on."""
    with transaction.atomic():
        found = _take([lead], {lead.pk: seen}, Lies.LEAD)
        one = found[0]
        if not one.carries:
            raise Refused("汇总由牵头单位办理。")
        others = list(_siblings(one))
        waiting = [line for line in others if line.lies in (Lies.UNIT, Lies.HEAD) and line.said != Said.FED]
        if waiting and not words.strip():
            names = "、".join(line.report.unit.name for line in waiting[:3])
            raise Refused(f"{names}还没有报送；现在汇总请在汇总说明里写明缺哪些单位、为什么。")
        if one.target_id:
            computed = computed_value(one, [one, *others], rule_of(one.target_id))
            if value is not None and computed is not None and value != computed and not words.strip():
                raise Refused(f"填的{value.normalize():f}和按规则算出的{computed.normalize():f}不一致，请写明原因。")
            one.together = value if value is not None else computed
        one.together_words = words.strip()[:2000]
        one.save(update_fields=["together", "together_words"])
        moving = [one, *(line for line in others if line.lies == Lies.LEAD)]
        _move(moving, actor, at)
        noted(moving, "consolidated", actor, at, one.report.unit_id, words.strip()[:400])
        _record(actor, "report.consolidate", moving)
        pass_to_coarser(moving)
        return one


def accept(lines: Iterable[Line], seen: dict[int, int], actor: Actor, at: datetime.datetime) -> int:
    """The task-force office accepts them."""
    with transaction.atomic():
        found = _take(lines, seen, Lies.OFFICE)
        _move(found, actor, at)
        noted(found, "accepted", actor, at)
        _record(actor, "report.accept", found)
        pass_to_coarser(found)
        return len(found)


def give_back(lines: Iterable[Line], seen: dict[int, int], word: str, actor: Actor, at: datetime.datetime) -> int:
    """Return lines to their units with the reason; only these are open to the unit again."""
    if not word.strip():
        raise Refused("退回请写明原因，让单位知道要改什么。")
    with transaction.atomic():
        found = _take(lines, seen, Lies.HEAD, Lies.LEAD, Lies.OFFICE)
        put(found, lies=Lies.UNIT, returned=True, word=word.strip()[:400], together=None, together_words="")
        noted(found, "returned", actor, at, word=word.strip()[:400])
        telling.returned(found, word.strip()[:200], actor)
        _record(actor, "report.return", found, word.strip())
        return len(found)


def computed_value(lead: Line, lines: Iterable[Line], rule: str) -> Decimal | None:
    """What the target's rule makes of the units' figures."""
    return together(rule, {line.report.unit_id: line.value for line in lines}, lead.report.unit_id)


def rule_of(target: int) -> str:
    """By which rule the units' figures of a target make one; the lead's own where nothing else was set."""
    found = Measuring.objects.filter(target=target).values_list("together", flat=True).first()
    return str(found or Measuring.Together.LEAD)


def noted(
    lines: Iterable[Line], what: str, actor: Actor, at: datetime.datetime, unit: int | None = None, word: str = ""
) -> None:
    """Note a step of each line."""
    Step.objects.bulk_create(
        [Step(line=line, what=what, by=actor.name[:80], unit_id=unit, at=at, word=word) for line in lines],
        batch_size=500,
    )


def _take(lines: Iterable[Line], seen: dict[int, int], *places: str) -> list[Line]:
    """The lines as they stand, locked, if they are where the step takes them from and as they were shown."""
    wanted = [line.pk for line in lines]
    found = list(
        Line.objects.select_for_update(of=("self",))
        .filter(pk__in=wanted)
        .select_related("report__round__arrangement__plan", "report__unit", "task", "target")
        .order_by("pk")
    )
    late = [line for line in found if line.version != seen.get(line.pk) or line.lies not in places]
    if late:
        raise Overtaken(late)
    if not found:
        raise Refused("请先选要办的条目。")
    return found


def _move(lines: Sequence[Line], actor: Actor, at: datetime.datetime) -> None:
    by_place: dict[str, list[Line]] = {}
    for line in lines:
        by_place.setdefault(next_place(line.report.round.arrangement.way, line.lies), []).append(line)
    for place, those in by_place.items():
        arrive(those, place, actor, at)


def _alone(lines: Sequence[Line]) -> set[int]:
    """Lines of whose thing nobody else reports in the round."""
    round_id = lines[0].report.round_id
    count: dict[tuple[int | None, int | None], int] = {}
    for task, target in Line.objects.filter(report__round=round_id).values_list("task", "target"):
        count[task, target] = count.get((task, target), 0) + 1
    return {line.pk for line in lines if count.get((line.task_id, line.target_id), 1) == 1}


def _siblings(line: Line):  # type: ignore[no-untyped-def]
    """The other units' lines of the same thing in the same round."""
    return (
        Line.objects.select_for_update(of=("self",))
        .filter(report__round=line.report.round_id, task=line.task_id, target=line.target_id)
        .exclude(pk=line.pk)
        .select_related("report__round__arrangement__plan", "report__unit", "task", "target")
    )


def _figures(lines: Iterable[Line], actor: Actor, at: datetime.datetime) -> None:
    """Keep the figures that lines say: the unit's own, and of the line that stands for the thing the whole's."""
    found = []
    for line in lines:
        if not line.target_id or line.said in (Said.NOTHING, Said.BLANK, Said.FED):
            continue
        period = line.report.round
        state = STATES.get(line.said, State.VALUE)
        whole = line.together if line.together is not None else line.value
        says = [(line.report.unit_id, line.value)]
        if line.carries and line.lies in (Lies.OFFICE, Lies.DONE):
            says.append((None, whole))
        for unit, value in says:
            shown = value if state == State.VALUE else None
            found.append(
                Figure(line.target_id, unit, period.period, period.last, Column.REPORTED, state, shown, line, line.sure)
            )
    keep(found, actor.name, at)


def _record(actor: Actor, action: str, lines: Sequence[Line], word: str = "") -> None:
    first = lines[0].report
    names = [f"{line.report.unit}：{line.thing}" for line in lines[:50]]
    after = {"lines": names, "count": len(lines)} | ({"word": word} if word else {})
    record(actor, action, first.round, after=after, region_id=first.round.arrangement.plan.region_id)
