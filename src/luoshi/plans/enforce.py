"""Putting a reviewed document in force: one transaction from review items to the plan's own rows.

Either all of it stands afterwards or nothing does; a second call finds the review in force and does nothing.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans.models import (
    Body,
    BodyMember,
    Cadence,
    Duty,
    Item,
    Part,
    Plan,
    Review,
    ReviewItem,
    Target,
    Task,
    Version,
)
from luoshi.plans.reviewing import Refused
from luoshi.plans.states import keep
from luoshi.units.finding import known_names
from luoshi.units.initials import initials
from luoshi.units.models import Region, Unit, UnitName

CLASS_WORDS = re.compile(r"^(?:各|有关|相关|其他|全[省市县区])")
PAPER = re.compile(r"(?:实施方案|工作方案|行动方案|专项方案|推进方案|总体方案|行动计划|实施意见|方案)$")


@dataclass
class Directory:
    """Written name → unit, for one region; makes the units that it does not know yet."""

    region: Region
    names: dict[str, Unit]
    made: list[Unit] = field(default_factory=list)

    def unit(self, written: str, is_class: bool | None = None) -> Unit:
        """The unit of that name. A name that nobody knows becomes a unit of its own."""
        name = "".join(written.split())[:120]
        if name not in self.names:
            unit = Unit.objects.create(
                region=self.region,
                name=name,
                initials=initials(name)[:120],
                is_class=bool(CLASS_WORDS.match(name)) if is_class is None else is_class,
                order=len(self.names),
            )
            self.names[name] = unit
            self.made.append(unit)
        return self.names[name]

    def add_alias(self, unit: Unit, name: str, evidence: str) -> None:
        """Note another name of a unit, unless it is one already or another unit's."""
        if name and name not in self.names:
            UnitName.objects.create(unit=unit, name=name[:120], evidence=evidence[:200])
            self.names[name] = unit


@dataclass(frozen=True)
class OpenPoints:
    """What a review still leaves open, to be shown before it is put in force."""

    findings: int
    grave: int
    proposed_merges: int
    tasks_without_unit: int
    gaps: int
    year_missing: bool

    @property
    def any(self) -> bool:
        return bool(self.findings or self.proposed_merges or self.tasks_without_unit or self.year_missing)


def open_points(review: Review) -> OpenPoints:
    """Count what is open. One query."""
    items = list(review.items.exclude(state=ReviewItem.State.REMOVED))
    findings = [i for i in items if i.kind == "finding" and not i.settled]
    return OpenPoints(
        findings=len(findings),
        grave=sum(i.data["gravity"] == "grave" for i in findings),
        proposed_merges=sum(
            a.get("proposed", False) and not a.get("merged") and not a.get("apart")
            for i in items
            if i.kind == "unit"
            for a in i.data["aliases"]
        ),
        tasks_without_unit=sum(
            i.kind == "task" and i.part != "0" and not any(_units_of(a) for a in i.data["assignments"]) for i in items
        ),
        gaps=sum(i.kind == "gap" for i in items),
        year_missing=not review.header.get("year"),
    )


def put_in_force(review: Review, decided_by: str, actor: Actor, effective_on: datetime.date | None = None) -> Plan:
    """Make the plan that the review describes, as its first version. Raises Refused (one Chinese sentence)."""
    if not decided_by.strip():
        raise Refused("请写明决定施行的负责同志姓名。")
    with transaction.atomic():
        locked = Review.objects.select_for_update().get(pk=review.pk)
        if locked.state == Review.State.IN_FORCE and locked.plan:
            return locked.plan
        if locked.state != Review.State.READY:
            raise Refused(f"这份文件现在是“{locked.get_state_display()}”，还不能施行。")
        if locked.plan_id:
            raise Refused("这是已施行方案的修订稿，请在修订页面施行。")
        header = locked.header
        if not header.get("year"):
            raise Refused("还没有年度，请先在文件信息里填写方案的年度。")
        plan = Plan.objects.create(
            region=locked.region,
            title=(header.get("title") or locked.upload.name)[:200],
            doc_number=header.get("doc_number", "")[:60],
            issuer=header.get("issuer", "")[:120],
            date=day(header.get("date")),
            year=header["year"],
            family=header.get("family", "")[:40],
        )
        first = Version.objects.create(
            plan=plan,
            number=1,
            effective_on=effective_on or day(header.get("date")) or datetime.date.today(),
            decided_by=decided_by.strip()[:80],
            made_by=actor.name,
            upload=locked.upload,
            text=locked.document.get("text", ""),
            blocks=locked.document.get("blocks", []),
        )
        items = lay_down(plan, locked)
        keep(plan, items, first.number)
        locked.plan, locked.state = plan, Review.State.IN_FORCE
        locked.save(update_fields=["plan", "state"])
        record(
            actor,
            "plan.enforce",
            plan,
            after={"version": 1, "decided_by": decided_by, "items": len(items)},
            region_id=plan.region_id,
        )
        return plan


def lay_down(plan: Plan, review: Review) -> list[Item]:
    """Write parts, units and items of a review as rows of the plan, and give the items back, their duties and members
    at hand."""
    by_kind: dict[str, list[ReviewItem]] = {}
    for item in review.items.exclude(state=ReviewItem.State.REMOVED).order_by("order", "id"):
        by_kind.setdefault(item.kind, []).append(item)
    units = directory(plan.region, [i.data for i in by_kind.get("unit", [])])
    parts = {i.data["id"]: i.data for i in by_kind.get("part", [])}
    for kind in ("task", "target", "body", "cadence"):
        for item in by_kind.get(kind, []):
            parts.setdefault(item.data["part"], {"id": item.data["part"], "kind": "annex", "title": ""})
    rows = {
        code: Part(
            plan=plan,
            code=code,
            kind=p["kind"],
            title=p["title"][:200],
            campaign=PAPER.sub("", p["title"])[:80] if p["kind"] == "annex" else "",
            order=n,
        )
        for n, (code, p) in enumerate(parts.items())
    }
    for code, row in rows.items():
        if row.kind == "table" and code.split("-")[0] in rows:  # a table of tasks is of its annex's campaign
            row.campaign = rows[code.split("-")[0]].campaign
    Part.objects.bulk_create(rows.values())
    text = review.document.get("text", "")
    tasks = [_task(plan, rows, i, n, text) for n, i in enumerate(by_kind.get("task", []))]
    Task.objects.bulk_create(tasks, batch_size=200)
    Duty.objects.bulk_create(
        [d for task, i in zip(tasks, by_kind.get("task", []), strict=True) for d in _duties(task, i.data, units)],
        batch_size=500,
    )
    at = {(t.part.code, t.path): t for t in reversed(tasks)}
    targets = [_target(plan, rows, i, n, at) for n, i in enumerate(by_kind.get("target", []))]
    Target.objects.bulk_create(targets, batch_size=200)
    bodies = [_body(plan, rows, i, n, units) for n, i in enumerate(by_kind.get("body", []))]
    Body.objects.bulk_create(bodies)
    BodyMember.objects.bulk_create(
        [
            BodyMember(body=body, unit=units.unit(name), written=name[:120], order=n)
            for body, i in zip(bodies, by_kind.get("body", []), strict=True)
            for n, name in enumerate(i.data["members"])
        ],
        batch_size=500,
    )
    cadences = [
        Cadence(
            plan=plan,
            part=rows[i.data["part"]],
            order=n,
            **_span(i),
            **{k: i.data[k] for k in ("raw", "actor", "action", "every")},
        )
        for n, i in enumerate(by_kind.get("cadence", []))
    ]
    Cadence.objects.bulk_create(cadences)
    tasks = list(plan.task_set.select_related("part").prefetch_related("duties"))
    bodies = list(plan.body_set.select_related("part").prefetch_related("members"))
    return [*tasks, *targets, *bodies, *cadences]


def directory(region: Region, units: list[dict[str, Any]]) -> Directory:
    """The region's directory with the plan's units in it: known by any of their names, or made; merged aliases noted."""
    names = Directory(region, known_names(region))
    for data in units:
        merged = [a for a in data["aliases"] if a.get("merged")]
        known = next((names.names[n] for n in (data["name"], *(a["name"] for a in merged)) if n in names.names), None)
        unit = known or names.unit(data["name"], data.get("open_class"))
        names.add_alias(unit, data["name"], "方案原文")
        for alias in merged:
            names.add_alias(unit, alias["name"], alias.get("evidence", ""))
    return names


def day(written: str | None) -> datetime.date | None:
    """An ISO date, None where there is none or it names no day."""
    try:
        return datetime.date.fromisoformat(written or "")
    except ValueError:
        return None


def _span(item: ReviewItem) -> dict[str, int | None]:
    return {"start": item.start, "end": item.end}


def _units_of(assignment: dict[str, Any]) -> list[str]:
    return [*assignment["lead"], *assignment["responsible"], *assignment["cooperate"]]


def _task(plan: Plan, parts: dict[str, Part], item: ReviewItem, order: int, text: str) -> Task:
    data = item.data
    whole = text[item.start : item.end] if item.start is not None else data.get("text", data["title"])
    days = [d for d in (day(x.get("latest")) for x in data["limits"]) if d]
    return Task(
        plan=plan,
        part=parts[data["part"]],
        order=order,
        **_span(item),
        path=data["path"][:120],
        title=data["title"][:300],
        text=whole,
        clauses=[{"clause": a["clause"], "open_ended": a["open_ended"]} for a in data["assignments"]],
        limits=[{"text": x["text"], "latest": x.get("latest")} for x in data["limits"]],
        due=max(days, default=None),
        initials=initials(data["title"][:120])[:300],
    )


def _duties(task: Task, data: dict[str, Any], units: Directory) -> list[Duty]:
    made: list[Duty] = []
    for number, assignment in enumerate(data["assignments"]):
        meant = {m["name"]: m["name"] for m in assignment.get("mentions", [])} | _repaired(assignment)
        for role in ("lead", "responsible", "cooperate"):
            for written in assignment[role]:
                made.append(
                    Duty(
                        task=task,
                        unit=units.unit(meant.get(written, written)),
                        role=role,
                        written=written[:120],
                        clause_number=number,
                        order=len(made),
                    )
                )
    return made


def _repaired(assignment: dict[str, Any]) -> dict[str, str]:
    """Written name → the name meant, where the cells of a table garbled it."""
    mended = assignment.get("repaired") or {}
    pairs: dict[str, str] = {}
    for role in ("lead", "responsible", "cooperate"):
        right = mended.get(role) if isinstance(mended, dict) else None
        if right and len(right) == len(assignment[role]):
            pairs |= dict(zip(assignment[role], right, strict=True))
    return pairs


def _target(
    plan: Plan, parts: dict[str, Part], item: ReviewItem, order: int, tasks: dict[tuple[str, str], Task]
) -> Target:
    data = item.data
    return Target(
        plan=plan,
        part=parts[data["part"]],
        order=order,
        **_span(item),
        task=tasks.get((data["part"], data["path"][:120])),
        path=data["path"][:120],
        raw=data["raw"],
        name=data["name"][:200],
        measure=data["measure"],
        op=data["op"],
        value=data["value"],
        value2=data["value2"],
        unit=data["unit"][:30],
        initials=initials(data["name"][:100])[:200],
    )


def _body(plan: Plan, parts: dict[str, Part], item: ReviewItem, order: int, units: Directory) -> Body:
    data = item.data
    return Body(
        plan=plan,
        part=parts[data["part"]],
        order=order,
        **_span(item),
        name=data["name"][:120],
        convener=data["convener"],
        deputies=data["deputies"],
        office=data["office"][:120],
        office_unit=units.names.get(data["office"]),
        raw=data["raw"],
    )
