"""The set-ups of a plan: proposed from its text when it is put in force or changed, confirmed, changed or switched off
by a person. What a person confirmed is never touched by a later proposal."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import changed, record
from luoshi.plans.models import Body, Cadence, Part, Plan, Target, Task
from luoshi.plans.reviewing import Refused
from luoshi.rounds.arranging import proposals
from luoshi.rounds.models import Arrangement
from luoshi.rounds.rhythm import Piece, Proposal, Saying, Scope

State: Any = Arrangement.State
CHANGEABLE = (
    "title",
    "every",
    "act",
    "runner",
    "runs",
    "reporters",
    "way",
    "due_after",
    "due_day",
    "grace",
    "lock_after",
    "first_day",
    "last_day",
)


class Overtaken(Refused):
    """Somebody else changed the set-up since it was shown."""


def propose(plan: Plan, actor: Actor) -> list[Arrangement]:
    """Write the set-ups that the plan's text proposes and that are not there yet; drop proposals that the text no
    longer makes. Those that a person decided on stay as they are. Runs inside the caller's transaction."""
    found = {p.key: p for p in proposals(*told(plan))}
    there = {a.key: a for a in plan.arrangements.all()}
    for key, old in there.items():
        if key not in found and old.state == State.PROPOSED:
            old.delete()
    parts = {p.code: p for p in plan.parts.all()}
    made = {key: _row(plan, p, parts) for key, p in found.items() if key not in there}
    Arrangement.objects.bulk_create(made.values())
    for key, row in made.items():
        row.cadences.set(found[key].cadences)
    everyone = there | made
    for key, row in made.items():
        if found[key].feeds in everyone:
            row.feeds = everyone[found[key].feeds]
            row.save(update_fields=["feeds"])
    if made:
        titles = [row.title for row in made.values()]
        record(actor, "arrangement.propose", plan, after={"set_ups": titles}, region_id=plan.region_id)
    return list(made.values())


def told(plan: Plan) -> tuple[str, list[Piece], list[Scope], list[Saying], list[tuple[str, str]]]:
    """What `proposals` wants to know of a plan: its text, parts, tasks and cadences. Seven queries."""
    version = plan.versions.exclude(text="").order_by("-number").first()
    text = version.text if version else ""
    tasks = list(Task.objects.filter(plan=plan, retired=False).values_list("pk", "part__code", "title", "start", "end"))
    cadences = list(Cadence.objects.filter(plan=plan, retired=False).select_related("part"))
    placed = [(code, start) for _, code, _, start, _ in tasks if start is not None]
    for model in (Target, Body, Cadence):
        placed += model.objects.filter(plan=plan, retired=False, start__isnull=False).values_list("part__code", "start")
    begins: dict[str, int] = {}
    for code, start in placed:
        begins[code] = min(start, begins.get(code, start))
    pieces = []
    for part in plan.parts.filter(retired=False):
        start = begins.get(part.code, len(text))
        end = min((b for b in begins.values() if b > start), default=len(text))
        pieces.append(Piece(part.code, part.title, part.campaign, start, end))
    scopes = [Scope(pk, code, title, start, end) for pk, code, title, start, end in tasks if start is not None]
    sayings = [Saying(c.pk, c.part.code, c.raw, c.actor, c.action, c.every, c.start, c.end) for c in cadences]
    bodies = Body.objects.filter(plan=plan, retired=False).values_list("part__code", "name")
    return text, pieces, scopes, sayings, list(bodies)


def _row(plan: Plan, p: Proposal, parts: dict[str, Part]) -> Arrangement:
    first, last = datetime.date(plan.year, 1, 1), datetime.date(plan.year, 12, 31)
    return Arrangement(
        plan=plan,
        part=parts.get(p.part) if p.part else None,
        task_id=p.task,
        key=p.key[:80],
        title=p.title,
        every=p.every,
        act=p.act,
        runs=p.runs[:120],
        runner=p.runner,
        season=p.season[:40],
        reporters=p.reporters,
        way=list(p.way),
        due_after=p.due_after,
        due_day=p.due_day,
        grace=p.grace,
        lock_after=p.lock_after,
        quote=p.quote,
        start=p.start,
        end=p.end,
        why=p.why[:300],
        first_day=max(first, plan.date or first) if (plan.date or first) <= last else first,
        last_day=last,
    )


def confirm(arrangement: Arrangement, seen: int, values: dict[str, Any], actor: Actor) -> Arrangement:
    """Put a set-up in force, with what the person changed in it (fields of CHANGEABLE). Raises Refused, Overtaken."""
    return _decide(arrangement, seen, State.IN_FORCE, values, "arrangement.confirm", actor)


def switch_off(arrangement: Arrangement, seen: int, actor: Actor) -> Arrangement:
    """Stop a set-up: rounds that are open go on to their end, no new ones are opened."""
    return _decide(arrangement, seen, State.OFF, {}, "arrangement.off", actor)


def add(plan: Plan, values: dict[str, Any], part: Part | None, actor: Actor) -> Arrangement:
    """A set-up by hand, for what the plan does not say."""
    with transaction.atomic():
        number = plan.arrangements.count() + 1
        made = Arrangement(plan=plan, part=part, key=f"hand/{number}", state=State.IN_FORCE, **values)
        _check(made)
        made.save()
        record(actor, "arrangement.add", made, after=_said(made), region_id=plan.region_id)
        return made


def _decide(
    arrangement: Arrangement, seen: int, state: str, values: dict[str, Any], action: str, actor: Actor
) -> Arrangement:
    with transaction.atomic():
        now = Arrangement.objects.select_for_update().select_related("plan").get(pk=arrangement.pk)
        if now.version != seen:
            raise Overtaken(f"“{now.title}”刚被别人改过，请看过最新内容再办。")
        before = _said(now)
        for name in CHANGEABLE:
            if name in values:
                setattr(now, name, values[name])
        now.state = state
        _check(now)
        now.version += 1
        now.save()
        record(actor, action, now, *changed(before, _said(now)), region_id=now.plan.region_id)
        return now


def _check(a: Arrangement) -> None:
    """Refuse a set-up that cannot work."""
    if not a.title.strip():
        raise Refused("请给这项安排起个名称。")
    if a.first_day > a.last_day:
        raise Refused("开始日期晚于结束日期，请改正。")
    if a.act == Arrangement.Act.REPORT and a.reporters == Arrangement.Reporters.NONE:
        raise Refused("填报安排要选定由谁填报。")
    if a.grace < 0 or a.lock_after < a.grace:
        raise Refused("锁定日不能早于宽限日：锁定的工作日数要不少于宽限的工作日数。")
    if a.due_day is not None and not 1 <= a.due_day <= 28:
        raise Refused("每月几日截止，请填1到28。")


def _said(a: Arrangement) -> dict[str, Any]:
    """What the trail keeps of a set-up."""
    said = {name: getattr(a, name) for name in CHANGEABLE} | {"state": a.state}
    return {k: v.isoformat() if isinstance(v, datetime.date) else v for k, v in said.items()}
