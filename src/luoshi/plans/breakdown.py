"""What is done to a breakdown: written, handed in, withdrawn, returned, accepted, opened again for a change.

Every action is one transaction with its event and its notices. Handing in and deciding name the version that was on the screen;
where somebody else was quicker nothing is written and `Overtaken` carries the breakdown as it stands now.
Writing goes by cells (`row_changes.edit`), so that two clerks of a unit hinder each other only at the same cell.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans import telling
from luoshi.plans.measure_rows import CELLS, HEADS, MOST_ROWS, Problem, Row, filled, problems, shown, steps
from luoshi.plans.models import Breakdown, Measure, Milestone, Submission, Task
from luoshi.plans.reviewing import Refused
from luoshi.plans.row_changes import Clash, edit
from luoshi.units.models import Department, Unit

State = Breakdown.State
Became = Submission.State
WRITABLE = (State.DRAFT, State.RETURNED)


class Overtaken(Exception):
    """Somebody else did something to the breakdown since it was shown; `now` is as it stands."""

    def __init__(self, now: Breakdown) -> None:
        who = f"{now.changed_by}于{timezone.localtime(now.changed_at):%H:%M}" if now.changed_at else "有人"
        super().__init__(f"“{now}”刚被{who}改过，现在是“{now.get_state_display()}”。下面是最新内容，请看过再办。")
        self.now = now


class Incomplete(Refused):
    """A breakdown that cannot be handed in yet; `problems` says what is missing, by row."""

    def __init__(self, found: Sequence[Problem]) -> None:
        said = [(f"第{p.row}条" if p.row else "") + p.text.rstrip("。") for p in found]
        more = f"；另有{len(said) - 3}处，见表中标注" if len(said) > 3 else ""
        super().__init__(f"还不能报送：{'；'.join(said[:3])}{more}。")
        self.problems = tuple(found)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing: the breakdown as it stands, and the edits that met somebody else's."""

    breakdown: Breakdown
    clashes: tuple[Clash, ...]


def write(task: Task, unit: Unit, edits: Iterable[dict[str, Any]], actor: Actor) -> Written:
    """Write into the draft, which is begun if there is none. Raises Refused where it is handed in or accepted,
    ValueError for edits that make no sense."""
    with transaction.atomic():
        now = Breakdown.objects.get_or_create(task=task, unit=unit)[0]
        now = _lock(now)
        if now.state not in WRITABLE:
            raise Refused(f"这项分解现在是“{now.get_state_display()}”，不能直接改：{_way(now)}")
        moment = timezone.now()
        local = timezone.localtime(moment)
        at = f"{local.month}月{local.day}日 {local:%H:%M}"
        rows, clashes = edit(now.draft, edits, task.plan.year, actor.name, at)
        if len(rows) > MOST_ROWS:
            raise Refused(f"一项任务最多{MOST_ROWS}条举措，请合并后再填。")
        before, after = _cells_changed(now.draft, rows)
        if _moved(now.draft, rows):
            before["order"], after["order"] = ([r["title"] for r in side] for side in (now.draft, rows))
        if before or after:
            _set(now, actor, moment, draft=rows)
            _note(actor, "measure.write", now, before, after)
        return Written(now, tuple(clashes))


def submit(breakdown: Breakdown, seen: int, actor: Actor, reason: str = "") -> Breakdown:
    """Hand the draft in. A change to an accepted breakdown needs a reason. Raises Incomplete, Refused, Overtaken."""
    with transaction.atomic():
        now = _take(breakdown, seen)
        if now.state not in WRITABLE:
            raise Refused(f"这项分解现在是“{now.get_state_display()}”，不用再报送。")
        grave = [p for p in problems(now.draft, now.task.due) if p.grave]
        if grave:
            raise Incomplete(grave)
        rows = filled(now.draft)
        if now.in_force and not reason.strip():
            raise Refused("审定后的调整请写明原因。")
        if now.in_force and _bare(rows) == _bare(now.in_force.rows):
            raise Refused("和审定的内容一样，没有可报送的调整；不改了请点“放弃调整”。")
        moment = timezone.now()
        number = now.submissions.count() + 1
        Submission.objects.create(
            breakdown=now, number=number, rows=rows, reason=reason.strip()[:400], by=actor.name, at=moment
        )
        old = now.state
        _set(now, actor, moment, state=State.SUBMITTED, draft=rows, submitted_at=moment, word="")
        _note(
            actor,
            "measure.submit",
            now,
            {"state": old},
            {"state": now.state, "number": number, "measures": len(rows), "reason": reason.strip()},
        )
        telling.submitted(now, number, len(rows), actor)
        return now


def withdraw(breakdown: Breakdown, seen: int, actor: Actor) -> Breakdown:
    """Take back what was handed in and not decided yet."""
    return _decide(breakdown, seen, actor, "measure.withdraw", State.DRAFT, Became.WITHDRAWN, "")


def give_back(breakdown: Breakdown, seen: int, actor: Actor, word: str) -> Breakdown:
    """Return it to the unit, with a word why."""
    if not word.strip():
        raise Refused("退回请写明原因，让单位知道要改什么。")
    return _decide(breakdown, seen, actor, "measure.return", State.RETURNED, Became.RETURNED, word.strip())


def accept(breakdown: Breakdown, seen: int, actor: Actor) -> Breakdown:
    """Accept it: its measures are in force from now on. Measures known by their key stay the same rows."""
    return _decide(breakdown, seen, actor, "measure.accept", State.ACCEPTED, Became.ACCEPTED, "")


def reopen(breakdown: Breakdown, seen: int, actor: Actor) -> Breakdown:
    """Begin a change to an accepted breakdown; what was accepted holds until the change is accepted."""
    with transaction.atomic():
        now = _take(breakdown, seen)
        if now.state != State.ACCEPTED or not now.in_force:
            raise Refused(f"这项分解现在是“{now.get_state_display()}”，不用另行调整。")
        _set(now, actor, timezone.now(), state=State.DRAFT, draft=now.in_force.rows)
        _note(actor, "measure.reopen", now, {"state": State.ACCEPTED}, {"state": now.state})
        return now


def give_up_change(breakdown: Breakdown, seen: int, actor: Actor) -> Breakdown:
    """Leave the accepted breakdown as it is; the event keeps what had been written."""
    with transaction.atomic():
        now = _take(breakdown, seen)
        if now.state not in WRITABLE or not now.in_force:
            raise Refused("这项分解没有正在进行的调整。")
        before, after = _cells_changed(now.draft, now.in_force.rows)
        old = now.state
        _set(now, actor, timezone.now(), state=State.ACCEPTED, draft=now.in_force.rows, word="")
        _note(actor, "measure.give_up", now, {"state": old, **before}, {"state": now.state, **after})
        return now


def _decide(
    breakdown: Breakdown, seen: int, actor: Actor, action: str, state: Any, became: Any, word: str
) -> Breakdown:
    with transaction.atomic():
        now = _take(breakdown, seen)
        if now.state != State.SUBMITTED:
            raise Refused(f"“{now}”现在是“{now.get_state_display()}”，没有待办理的报送。")
        moment = timezone.now()
        handed_in = now.submissions.get(state=Submission.State.OPEN)
        handed_in.state, handed_in.word = became, word[:400]
        handed_in.decided_by, handed_in.decided_at = actor.name, moment
        handed_in.save(update_fields=["state", "word", "decided_by", "decided_at"])
        fields: dict[str, Any] = {"state": state, "word": word[:400]}
        if state != State.DRAFT:
            fields |= {"decided_at": moment, "decided_by": actor.name}
        if state == State.ACCEPTED:
            _lay_down(now, handed_in.rows)
            fields["in_force"] = handed_in
        _set(now, actor, moment, **fields)
        _note(
            actor, action, now, {"state": State.SUBMITTED}, {"state": state, "number": handed_in.number, "word": word}
        )
        if became == Became.RETURNED:
            telling.returned(now, handed_in.number, word, actor)
        elif became == Became.ACCEPTED:
            telling.accepted(now, handed_in.number, actor)
        else:
            telling.withdrawn(now)
        return now


def _lay_down(breakdown: Breakdown, rows: Sequence[Row]) -> None:
    """Make the measures what the rows say: known keys keep their measure, vanished ones are retired."""
    known = {m.key: m for m in breakdown.measures.all()}
    rooms = {d.name: d for d in Department.objects.filter(unit=breakdown.unit)}
    for order, row in enumerate(rows):
        name = row["department"]
        if name and name not in rooms:
            rooms[name] = Department.objects.create(unit=breakdown.unit, name=name)
        measure = known.pop(row["key"], None) or Measure(breakdown=breakdown, key=row["key"])
        measure.order, measure.retired = order, False
        measure.title, measure.register, measure.person = row["title"], row["register"], row["person"]
        measure.department = rooms[name] if name else None
        measure.begins, measure.ends = _day(row["begins"]), _day(row["ends"])
        measure.weight = int(row["weight"] or 0)
        measure.save()
        wanted = [(s.on, s.title) for s in steps(row["milestones"])]
        for milestone in measure.milestones.all():
            if (milestone.on, milestone.title) in wanted:
                wanted.remove((milestone.on, milestone.title))
            else:
                milestone.delete()
        Milestone.objects.bulk_create([Milestone(measure=measure, on=on, title=title) for on, title in wanted])
    Measure.objects.filter(pk__in=[m.pk for m in known.values()]).update(retired=True)


def _lock(breakdown: Breakdown) -> Breakdown:
    return (
        Breakdown.objects.select_for_update(of=("self",))
        .select_related("task__plan", "task__part", "unit", "in_force")
        .get(pk=breakdown.pk)
    )


def _take(breakdown: Breakdown, seen: int) -> Breakdown:
    now = _lock(breakdown)
    if now.version != seen:
        raise Overtaken(now)
    return now


def _set(breakdown: Breakdown, actor: Actor, moment: datetime.datetime, **fields: Any) -> None:
    fields |= {"changed_by": actor.name, "changed_at": moment}
    for name, value in fields.items():
        setattr(breakdown, name, value)
    breakdown.version += 1
    breakdown.save(update_fields=[*fields, "version"])


def _note(actor: Actor, action: str, breakdown: Breakdown, before: dict[str, Any], after: dict[str, Any]) -> None:
    record(actor, action, breakdown, before, after, region_id=breakdown.task.plan.region_id)


def _cells_changed(old: Sequence[Row], new: Sequence[Row]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The cells that differ, under "第1条 举措"; a row that came or went with all that stands in it, one that went
    under the place where it stood (原第1条)."""
    flat_old, flat_new = ({(r["key"], c): shown(c, r[c]) for r in rows for c in CELLS if r[c]} for rows in (old, new))
    keys = [k for k in {**flat_old, **flat_new} if flat_old.get(k) != flat_new.get(k)]
    places = {r["key"]: f"原第{n}条" for n, r in enumerate(old, 1)} | {
        r["key"]: f"第{n}条" for n, r in enumerate(new, 1)
    }
    return (
        {f"{places[k]} {HEADS[c]}": flat_old[k, c] for k, c in keys if (k, c) in flat_old},
        {f"{places[k]} {HEADS[c]}": flat_new[k, c] for k, c in keys if (k, c) in flat_new},
    )


def _moved(old: Sequence[Row], new: Sequence[Row]) -> bool:
    """Whether rows that stand in both stand in another order."""
    were, are = [r["key"] for r in old], [r["key"] for r in new]
    return [k for k in were if k in are] != [k for k in are if k in were]


def _bare(rows: Sequence[Row]) -> list[dict[str, str]]:
    """The rows without who wrote them when."""
    return [{k: r[k] for k in ("key", *CELLS)} for r in rows]


def _way(breakdown: Breakdown) -> str:
    return "请先撤回。" if breakdown.state == State.SUBMITTED else "请先点“调整”。"


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
