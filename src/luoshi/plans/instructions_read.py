"""Which instructions somebody sees and answers, and how pages tell of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from luoshi.accounts.rights import Scope
from luoshi.accounts.sitting import Seat
from luoshi.plans import within
from luoshi.plans.models import Addressee, Instruction, Plan, Task
from luoshi.units.models import Unit

RUNNING = Q(withdrawn=False, closed_at=None)


@dataclass(frozen=True, slots=True)
class Told:
    """An instruction with all to whom it went."""

    instruction: Instruction
    to: tuple[Addressee, ...]

    @property
    def done(self) -> int:
        return sum(a.done for a in self.to)

    @property
    def state(self) -> str:
        """withdrawn, closed, answered (all have settled it, the leader has not read it yet) or running."""
        if self.instruction.withdrawn:
            return "withdrawn"
        if self.instruction.closed_at:
            return "closed"
        return "answered" if self.done == len(self.to) else "running"

    @property
    def state_words(self) -> str:
        words = {"withdrawn": "已收回", "closed": "已阅结", "answered": "已报结果"}
        return words.get(self.state) or f"办理中 {self.done}/{len(self.to)}"


def instructions(seat: Seat) -> QuerySet[Instruction]:
    """Those that the seat may read: all of its region, those on tasks of its campaigns, or those that go to its unit."""
    found = Instruction.objects.filter(region__in=seat.region_ids("instruction.read"))
    reach = seat.scope("instruction.read")
    if reach == Scope.UNIT:
        mine = Addressee.objects.filter(unit__isnull=False, unit=seat.post.unit_id if seat.post else None)
        return found.filter(pk__in=mine.values("instruction"))
    if reach == Scope.CAMPAIGN:
        return found.filter(task__part__in=within.campaign_parts(seat).order_by().values("pk"))
    return found


def given_by(seat: Seat) -> QuerySet[Instruction]:
    """Those that the seat's post gave."""
    return Instruction.objects.filter(giver=seat.post, region__in=seat.region_ids("instruction.give"))


def to_answer(seat: Seat) -> QuerySet[Addressee]:
    """The seat's part in instructions: its unit's, and the command office's for the command office."""
    mine = Q(unit__isnull=False, unit=seat.post.unit_id if seat.post else None)
    if seat.scope("instruction.answer") >= Scope.REGION:
        mine |= Q(unit=None)
    return Addressee.objects.filter(mine, instruction__region__in=seat.region_ids("instruction.answer"))


def told(found: Iterable[Instruction]) -> list[Told]:
    """With their addressees. One query more than that of the instructions."""
    rows = list(found)
    to: dict[int, list[Addressee]] = {}
    for one in Addressee.objects.filter(instruction__in=[i.pk for i in rows]).select_related("unit"):
        to.setdefault(one.instruction_id, []).append(one)
    return [Told(i, tuple(to.get(i.pk, ()))) for i in rows]


def give_link(seat: Seat, thing: Plan | Task | Unit) -> str:
    """Where the seat gives an instruction on a thing, "" where it gives none."""
    region = thing.plan.region_id if isinstance(thing, Task) else thing.region_id
    gives = region in seat.region_ids("instruction.give")
    return f"{reverse('instruction_give')}?{thing._meta.model_name}={thing.pk}" if gives else ""


def on(seat: Seat, kind: str) -> dict[str, Any]:
    """Annotations of plans, tasks or units (kind "plan", "task", "unit") for plans/instructions_here.html: how many
    instructions on it, for a unit also those that go to it, the seat may read, and the latest of them. They cost no
    query of their own."""
    here = Q(**{kind: OuterRef("pk")})
    if kind == "unit":
        here |= Q(pk__in=Addressee.objects.filter(unit=OuterRef(OuterRef("pk"))).values("instruction"))
    mine = instructions(seat).filter(here, withdrawn=False)
    counted = mine.order_by().values("withdrawn").annotate(n=Count("pk")).values("n")
    latest = mine.order_by("-pk")
    return {
        "instruction_count": Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        **{f"instruction_{name}": Subquery(latest.values(name)[:1]) for name in ("pk", "text", "given_by", "given_at")},
    }


def subject_link(instruction: Instruction) -> tuple[str, str]:
    """What it was given on, in words, and the address of its page. Wants plan, task and unit joined."""
    if instruction.task:
        return instruction.task.title, reverse("task_page", args=[instruction.task_id])
    if instruction.unit:
        return instruction.unit.name, reverse("unit_page", args=[instruction.unit_id])
    return (str(instruction.plan), reverse("plan_page", args=[instruction.plan_id])) if instruction.plan else ("", "")


def is_late(instruction: Instruction, today: datetime.date) -> bool:
    return bool(instruction.by and instruction.by < today and not instruction.closed_at and not instruction.withdrawn)
