"""Putting a reviewed document in force: one transaction from review items to the plan's own rows.

Either all of it stands afterwards or nothing does; a second call finds the review in force and does nothing.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans.models import Item, Part, Plan, Review, Version
from luoshi.plans.proposed import proposal
from luoshi.plans.reviewing import Refused
from luoshi.plans.rows import day, dependents, fill, fitted, save_dependents
from luoshi.plans.states import KINDS, Row, current, keep, kind_of, state
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

    def known(self, written: str) -> Unit | None:
        """The unit of that name, None where nobody knows it."""
        return self.names.get("".join(written.split())[:120])

    def add_alias(self, unit: Unit, name: str, evidence: str) -> None:
        """Note another name of a unit, unless it is one already or another unit's."""
        if name and name not in self.names:
            UnitName.objects.create(unit=unit, name=name[:120], evidence=evidence[:200])
            self.names[name] = unit


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
            effective_on=effective_on or day(header.get("date")) or timezone.localdate(),
            decided_by=decided_by.strip()[:80],
            made_by=actor.name,
            upload=locked.upload,
            text=locked.document.get("text", ""),
            blocks=locked.document.get("blocks", []),
            took_effect=timezone.now(),
        )
        items = lay_down(plan, locked)
        keep(plan, (((kind_of(item), item.pk), state(item)) for item in items), first.number)
        locked.plan, locked.state = plan, Review.State.IN_FORCE
        locked.save(update_fields=["plan", "state"])
        record(
            actor,
            "plan.enforce",
            plan,
            after={"version": 1, "decided_by": decided_by, "items": sum(kind_of(i) in KINDS for i in items)},
            region_id=plan.region_id,
        )
        return plan


def lay_down(plan: Plan, review: Review) -> list[Row]:
    """Write parts, units and items of a review as rows of the plan, and give all rows back, the plan's own too, duties
    and members at hand."""
    proposed = proposal(review, lambda units: directory(plan.region, units))
    parts = {code: part(plan, code, said, n) for n, (code, said) in enumerate(proposed.parts.items())}
    for row in parts.values():
        name_table(row, parts)
    Part.objects.bulk_create(parts.values())
    made: dict[str, list[Item]] = {}
    for kind, model in KINDS.items():
        for data in proposed.states[kind] if kind == "target" else ():
            data["task"] = made["task"][data["task"]].pk if data["task"] is not None else None
        made[kind] = [
            cast(Item, fill(model(plan=plan), kind, fitted(kind, data), parts)) for data in proposed.states[kind]
        ]
        model.objects.bulk_create(made[kind], batch_size=200)
        save_dependents(
            d for item, data in zip(made[kind], proposed.states[kind], strict=True) for d in dependents(item, data)
        )
    return list(current(plan).values())


def part(plan: Plan, code: str, said: dict[str, Any], order: int) -> Part:
    """A part of the plan as a row (not saved). An annex's campaign is its title without the kind of paper."""
    campaign = PAPER.sub("", said["title"])[:80] if said["kind"] == "annex" else ""
    return Part(plan=plan, code=code, kind=said["kind"], title=said["title"][:200], campaign=campaign, order=order)


def name_table(row: Part, parts: dict[str, Part]) -> None:
    """A table of tasks ("3-1") is of its annex's campaign. parts  the plan's parts by code."""
    annex = parts.get(row.code.split("-")[0])
    if row.kind == "table" and annex is not None:
        row.campaign = annex.campaign


@dataclass
class Unwritten(Directory):
    """The same without writing anything: units that nobody knows yet have negative ids. For looking at what would be."""

    def unit(self, written: str, is_class: bool | None = None) -> Unit:
        name = "".join(written.split())[:120]
        if name not in self.names:
            self.names[name] = Unit(pk=-1 - len(self.made), region=self.region, name=name)
            self.made.append(self.names[name])
        return self.names[name]

    def add_alias(self, unit: Unit, name: str, evidence: str) -> None:
        if name:
            self.names.setdefault(name, unit)


def directory(region: Region, units: list[dict[str, Any]], kind: type[Directory] = Directory) -> Directory:
    """The region's directory with the plan's units in it: known by any of their names, or made; merged aliases noted."""
    names = kind(region, known_names(region))
    for data in units:
        merged = [a for a in data["aliases"] if a.get("merged")]
        known = next((names.names[n] for n in (data["name"], *(a["name"] for a in merged)) if n in names.names), None)
        unit = known or names.unit(data["name"], data.get("open_class"))
        names.add_alias(unit, data["name"], "方案原文")
        for alias in merged:
            names.add_alias(unit, alias["name"], alias.get("evidence", ""))
    return names
