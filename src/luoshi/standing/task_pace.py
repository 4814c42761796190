"""Where a task stands: from its targets and its measures with their milestones, by weight.

Each counts by the share that is done against the share that is due, never beyond the whole: what is overfulfilled in
one place makes up for nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.standing.aims import LIMITS, Nature
from luoshi.standing.figures import scaled
from luoshi.standing.pace import Gap, Pace, Standing, unstarted_months
from luoshi.standing.trajectory import Counting, Day, Trajectory, Way, elapsed


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step with its day; done_on  when it was ticked off, None while it is open."""

    on: Day
    done_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the unit's own breakdown.

    weight  its part of the whole, any unit; begins, ends  its days, the task's where it has none; share  how much is done
    (0 to 1) where a share is reported; done_on  when it was ticked off; started_on  when work on it was first reported."""

    title: str = ""
    weight: float = 1.0
    begins: Day | None = None
    ends: Day | None = None
    milestones: tuple[Milestone, ...] = ()
    share: float | None = None
    done_on: Day | None = None
    started_on: Day | None = None


@dataclass(frozen=True, slots=True)
class TaskPace:
    """A task beside its days. expected, done  shares of the whole (0 to 1), None where nothing tells them; short  points
    behind, as shown; late  how many measures and milestones are past their day; behind  how many targets are; silent  of how many
    targets something was due and no figure came: they count neither way;
    overdue_days  since the due day, 0 before it or when done; unstarted_months  whole months without a beginning."""

    day: Day
    due: Day
    standing: Standing
    expected: float | None = None
    done: float | None = None
    short: float | None = None
    late: int = 0
    behind: int = 0
    silent: int = 0
    overdue_days: int = 0
    unstarted_months: int = 0


def task_pace(
    targets: Sequence[Pace],
    measures: Sequence[Measure],
    day: Day,
    start: Day,
    due: Day,
    calendar: Counting,
    targets_weigh: float = 0.5,
    done_on: Day | None = None,
    started_on: Day | None = None,
) -> TaskPace:
    """The task on `day`. targets_weigh  the part of its targets in the whole where it has measures too, the targets
    among themselves weighing the same; done_on  when the task as a whole was accepted as done; started_on  when work on it was first
    reported."""
    pairs: list[tuple[float, float, float]] = []
    told = [t for t in (_of_target(p, calendar) for p in targets) if t is not None]
    weights = sum(m.weight for m in measures)
    for_targets = 0.0 if not told else 1.0 if weights <= 0 else targets_weigh
    pairs += [(for_targets / len(told), *t) for t in told]
    late = 0
    for measure in measures:
        due_share, done_share, open_steps = _of_measure(measure, day, start, due, calendar)
        late += open_steps
        if weights > 0:
            pairs.append(((1.0 - for_targets) * measure.weight / weights, due_share, done_share))
    overdue = max(0, (day - due).days)
    if done_on is not None and done_on <= day:
        return TaskPace(day, due, Standing.DONE, 1.0, 1.0, 0.0)
    weigh = sum(w for w, _, _ in pairs)
    behind = sum(p.short is not None and p.short > 0 for p in targets)
    silent = sum(p.standing is Standing.NO_DATA for p in targets)
    unstarted = (
        0
        if (started_on and started_on <= day) or _begun(targets, measures, day)
        else unstarted_months(_first_day(measures, start), day)
    )
    if weigh <= 0:
        nothing_due = bool(targets) and all(p.standing is Standing.NOT_DUE for p in targets)
        waiting = overdue == 0 and (day < start or nothing_due)
        standing = Standing.OVERDUE if overdue else Standing.NOT_DUE if waiting else Standing.NO_DATA
        return TaskPace(
            day,
            due,
            standing,
            late=late,
            behind=behind,
            silent=silent,
            overdue_days=overdue,
            unstarted_months=unstarted,
        )
    expected = sum(w * e for w, e, _ in pairs) / weigh
    done = sum(w * d for w, _, d in pairs) / weigh
    whole = done >= 1 - 1e-9
    if whole and all(p.standing in (Standing.DONE, Standing.COMPARED) for p in targets):
        kept = all(p.standing is Standing.DONE for p in targets)
        standing, overdue = (Standing.DONE if kept else Standing.COMPARED), 0
    elif overdue:
        standing, expected = Standing.OVERDUE, 1.0
    else:
        standing = Standing.NOT_DUE if day < start and done == 0 else Standing.COMPARED
    short = (scaled(expected * 100, 1) - scaled(done * 100, 1)) / 10
    return TaskPace(day, due, standing, expected, done, short, late, behind, silent, overdue, unstarted)


def _of_target(pace: Pace, calendar: Counting) -> tuple[float, float] | None:
    """Share due and share done of a target; None where it says nothing yet.

    A rate, limit or level that only has to hold is worth what the year has worked off: met, it counts as on its way,
    short of it, by as much less."""
    if pace.standing in (Standing.NO_DATA, Standing.NOT_DUE) or pace.done is None:
        return None
    if pace.standing is Standing.DONE:
        return 1.0, 1.0
    if pace.expected_share is not None and pace.done_share is not None and pace.aim.nature not in LIMITS:
        return _within(pace.expected_share), _within(pace.done_share)
    at = min(pace.period.last, pace.day) if pace.period else pace.day
    worked = 1.0 if pace.standing is Standing.OVERDUE else elapsed(pace.way, at, calendar)
    return worked, 0.0 if pace.broken else worked * _attained(pace)


def _attained(pace: Pace) -> float:
    """How nearly what should hold is held, 0 to 1."""
    if pace.short is None or pace.short <= 0:
        return 1.0
    if pace.aim.nature in LIMITS:
        return 1.0  # used up too fast, but within the limit
    if pace.kind is Gap.SHARE:
        return max(0.0, 1.0 - pace.short / 100)
    against = abs(pace.expected or 0.0)
    return max(0.0, 1.0 - pace.short / against) if against else 0.0


def _of_measure(measure: Measure, day: Day, start: Day, due: Day, calendar: Counting) -> tuple[float, float, int]:
    """Share due, share done, and how many of its steps are past their day and open."""
    begins, ends = measure.begins or start, measure.ends or due
    ticked = measure.done_on is not None and measure.done_on <= day
    past = day > ends
    if measure.milestones:
        # The measure itself is one more step, on its last day.
        steps = len(measure.milestones) + 1
        due_share = (sum(m.on <= day for m in measure.milestones) + (day >= ends)) / steps
        closed = sum(m.done_on is not None and m.done_on <= day for m in measure.milestones)
        late = sum(m.on < day and (m.done_on is None or m.done_on > day) for m in measure.milestones) + past
        return due_share, 1.0 if ticked else closed / steps, 0 if ticked else late
    if measure.share is not None:
        way = Trajectory(Way.LINEAR, min(begins, ends), ends)
        done = 1.0 if ticked else _within(measure.share)
        return elapsed(way, day, calendar), done, int(past and done < 1)
    return (1.0 if day >= ends else 0.0), 1.0 if ticked else 0.0, int(past and not ticked)


def _begun(targets: Sequence[Pace], measures: Sequence[Measure], day: Day) -> bool:
    if any(m.done_on or m.share or (m.started_on and m.started_on <= day) for m in measures):
        return True
    if any(step.done_on for m in measures for step in m.milestones):
        return True
    if any(p.done for p in targets if p.aim.nature is Nature.AMOUNT):
        return True
    # A rate, a level or a limit that has a figure is being followed: nobody can say that nothing was begun.
    return any(p.done is not None for p in targets if p.aim.nature is not Nature.AMOUNT)


def _first_day(measures: Sequence[Measure], start: Day) -> Day:
    days = [m.begins for m in measures if m.begins]
    return min(days) if len(days) == len(measures) and days else start


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))
