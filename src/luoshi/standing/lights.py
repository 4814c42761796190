"""The light of a target or a task, with the rule it was judged by and the sentence that tells why (亮灯)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoshi.standing import light_words
from luoshi.standing.aims import Nature
from luoshi.standing.pace import Gap, Pace, Standing
from luoshi.standing.readings import as_of
from luoshi.standing.rules import SEVERITY, Colour, Condition, On, Rules
from luoshi.standing.task_pace import TaskPace

OLD = 2  # a figure that so many periods have passed is marked as old
_HIDDEN = (Colour.GREEN, Colour.YELLOW)  # the colours that old figures turn grey
_GAPS = {Gap.PROGRESS: On.BEHIND, Gap.RATE: On.RATE, Gap.SHARE: On.LEVEL}


@dataclass(frozen=True, slots=True)
class Place:
    """A rank: the `n`-th of `of`."""

    n: int
    of: int


@dataclass(frozen=True, slots=True)
class ByHand:
    """A colour that a person set against the computed one."""

    colour: Colour
    reason: str
    who: str
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Light:
    """colour  as shown; computed  as judged by the rules, whatever a person set; version  of the rules; reason  the
    condition that held, None for green, blue and grey that need none; sentence  of the computed colour, verdict
    included; marks  what a reader should know beside it; pace  what was judged."""

    computed: Colour
    version: str
    sentence: str
    pace: Pace | TaskPace
    reason: Condition | None = None
    marks: tuple[str, ...] = ()
    by_hand: ByHand | None = None

    @property
    def colour(self) -> Colour:
        return self.by_hand.colour if self.by_hand else self.computed

    @property
    def words(self) -> str:
        """All that is to be said: what a person decided, then what was computed."""
        if self.by_hand is None:
            return self.sentence
        hand = self.by_hand
        return f"{hand.who}{hand.on.month}月{hand.on.day}日改判为{hand.colour}，原因：{hand.reason}。系统判定：{self.sentence}"


def light(
    pace: Pace | TaskPace,
    rules: Rules,
    past: Sequence[Colour] = (),
    places: Sequence[Place] = (),
    red_targets: int = 0,
) -> Light:
    """The light by the rules. past  computed colours of the periods before, the newest first; places  ranks, the newest
    first; red_targets  of a task: how many of its targets are red."""
    colour, reason = _judged(pace, rules, past, places, red_targets)
    marks = _marks(pace, reason)
    told = light_words.of_target(pace) if isinstance(pace, Pace) else light_words.of_task(pace)
    return Light(
        colour,
        rules.version,
        f"{told}{_because(pace, reason, red_targets)}，按规则{rules.version}判{colour}",
        pace,
        reason,
        marks,
    )


def set_by_hand(light: Light, colour: Colour, reason: str, who: str, on: datetime.date) -> Light:
    """The light as a person sets it; the computed one stays beside it. Raises ValueError without a reason or a name."""
    if not reason.strip() or not who.strip():
        raise ValueError("改判须写明原因和改判人，请补充后再提交。")
    return replace(light, by_hand=ByHand(colour, reason.strip().rstrip("。"), who.strip(), on))


def _judged(
    pace: Pace | TaskPace, rules: Rules, past: Sequence[Colour], places: Sequence[Place], red_targets: int
) -> tuple[Colour, Condition | None]:
    plain = _plain(pace)
    if plain is Colour.BLUE:
        return plain, None
    figures = _figures(pace, red_targets)
    found: Colour = plain
    reason: Condition | None = None
    for condition in rules.ordered:
        figure = figures.get(condition.on)
        if places and condition.on is On.LAST_PLACE:
            figure = _last_in_a_row(places, condition.places)
        if figure and condition.colour is not Colour.GREY and condition.holds(figure):
            if SEVERITY[condition.colour] > SEVERITY[found]:
                found, reason = condition.colour, condition
            break
    for condition in rules.ordered:
        if condition.on is On.AGAIN:
            graver = SEVERITY[condition.colour] > SEVERITY[found]
            if graver and found is condition.of and condition.holds(1 + _in_a_row(past, found)):
                found, reason = condition.colour, condition
        # Old figures never hide a red light: whoever falls silent does not get off lightly.
        elif condition.colour is Colour.GREY:
            silent = condition.holds(figures.get(condition.on, 0))
            found, reason = (Colour.GREY, condition) if silent and found in _HIDDEN else (found, reason)
    return found, reason


def _plain(pace: Pace | TaskPace) -> Colour:
    """The colour before any condition."""
    if pace.standing is Standing.DONE:
        return Colour.BLUE
    return Colour.GREY if pace.standing in (Standing.NOT_DUE, Standing.NO_DATA) else Colour.GREEN


def _figures(pace: Pace | TaskPace, red_targets: int) -> dict[On, float]:
    """What the conditions look at; nought, or nothing, where it does not apply."""
    figures: dict[On, float] = {On.UNSTARTED: pace.unstarted_months}
    if pace.standing is Standing.OVERDUE:
        figures[On.OVERDUE] = pace.overdue_days
    if isinstance(pace, TaskPace):
        figures[On.SILENT] = 0
        figures[On.LATE_STEPS] = pace.late
        figures[On.RED_TARGETS] = red_targets
        if pace.short is not None and pace.standing is not Standing.NOT_DUE:
            figures[On.BEHIND] = pace.short
            if pace.expected and pace.done is not None:
                figures[On.SHARE_SHORT] = pace.short / pace.expected
        return figures
    figures[On.SILENT] = pace.age if pace.done is not None else 0
    if pace.broken:
        figures[On.BROKEN] = 1
    if pace.short is not None and pace.standing is not Standing.NOT_DUE:
        if pace.aim.nature is Nature.BUDGET:
            figures[On.USED] = pace.short
            return figures
        figures[_GAPS[pace.kind]] = pace.short
        if pace.kind is Gap.PROGRESS and pace.expected_share:
            figures[On.SHARE_SHORT] = pace.short / pace.expected_share
    return figures


def _in_a_row(past: Sequence[Colour], colour: Colour) -> int:
    count = 0
    for one in past:
        if SEVERITY[one] < SEVERITY[colour]:
            break
        count += 1
    return count


def _last_in_a_row(places: Sequence[Place], last: int) -> int:
    """How many periods in a row it stood among the `last` at the end; a ranking of no more than those says nothing."""
    count = 0
    for place in places:
        if place.of <= last or place.n <= place.of - last:
            break
        count += 1
    return count


def _because(pace: Pace | TaskPace, reason: Condition | None, red_targets: int) -> str:
    """What the sentence has to add where the figures alone do not explain the colour."""
    if reason is None:
        return ""
    if reason.on is On.UNSTARTED:
        start = pace.way.start if isinstance(pace, Pace) else None
        months = pace.unstarted_months
        return f"，{light_words.unstarted(start, months, pace.day)}" if start else f"，已{months}个月未启动"
    if reason.on is On.RED_TARGETS:
        return f"，有{red_targets}个指标亮红灯"
    if reason.on is On.LATE_STEPS and isinstance(pace, TaskPace):
        return f"，有{pace.late}项举措或节点逾期"
    if reason.on is On.LAST_PLACE:
        where = "排名末位" if reason.places == 1 else f"排名后{reason.places}位"
        return f"，连续{reason.at:.0f}期{where}" if reason.at > 1 else f"，{where}"
    if reason.on is On.AGAIN and reason.of:
        return f"，连续{reason.at:.0f}期为{reason.of}灯"
    if reason.on is On.SILENT and isinstance(pace, Pace):
        return f"，此后{pace.age}期没有新数据"
    return ""


def _marks(pace: Pace | TaskPace, reason: Condition | None) -> tuple[str, ...]:
    found: list[str] = []
    if isinstance(pace, TaskPace):
        if pace.silent:
            found.append(f"{pace.silent}个指标尚无数据")
        if pace.late and (reason is None or reason.on is not On.LATE_STEPS):
            found.append(f"{pace.late}项举措或节点逾期")
        return tuple(found)
    if pace.done is not None and pace.age >= OLD and (reason is None or reason.on is not On.SILENT):
        found.append(f"数据已{pace.age}期未更新")
    if pace.done is not None and pace.overdue_days and pace.standing is Standing.COMPARED and not pace.met:
        found.append("期限已过，到期数据尚未报来")
    if pace.claims_not_due:
        found.append("单位填报“未到期”，与进度计划不符")
    if pace.firmer is not None and pace.firmer.figure is not None:
        held = light_words.amount(pace.aim, pace.firmer.figure)
        found.append(f"{pace.firmer.column}截至{as_of(pace.firmer.period, pace.day.year)}为{held}")
    return tuple(found)
