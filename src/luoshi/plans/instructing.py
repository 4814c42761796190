"""What is done to a leader's instruction: given, answered, withdrawn, closed. Each is one transaction with its event."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans.models import Addressee, Body, Instruction, Plan, Task
from luoshi.plans.reviewing import Refused
from luoshi.units.finding import in_order
from luoshi.units.models import Post, Unit

LONGEST = 1000
COMMAND_OFFICE = "综合协调组"


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody to whom an instruction may go. unit  None for the command office; proposed  ticked from the start;
    role  why it is offered."""

    unit: Unit | None
    proposed: bool
    role: str = ""

    @property
    def key(self) -> str:
        return str(self.unit.pk) if self.unit else "office"

    @property
    def words(self) -> str:
        return self.unit.name if self.unit else COMMAND_OFFICE


def choices(subject: Plan | Task | Unit) -> list[Choice]:
    """To whom an instruction may go: a task's units (its leads proposed), the unit itself, the offices of a plan's
    task forces; classes of units through their members; always the command office. One or two queries."""
    office = Choice(None, isinstance(subject, Plan))
    if isinstance(subject, Unit):
        members = in_order(subject.members.filter(gone_on=None)) if subject.is_class else [subject]
        return [*(Choice(u, True) for u in members), office]
    if isinstance(subject, Plan):
        held = Body.objects.filter(plan=subject, retired=False).exclude(office_unit=None).select_related("office_unit")
        units = in_order(b.office_unit for b in held if b.office_unit and not b.office_unit.gone_on)
        return [office, *(Choice(u, False, "专班办公室") for u in units)]
    roles: dict[int, Choice] = {}
    duties = subject.duties.select_related("unit").prefetch_related("unit__members")
    for duty in sorted(duties, key=lambda d: (("lead", "responsible", "cooperate").index(d.role), d.order)):
        for unit in duty.unit.members.all() if duty.unit.is_class else [duty.unit]:
            if unit.gone_on is None:
                leads = duty.role == "lead" and not duty.unit.is_class
                roles.setdefault(unit.pk, Choice(unit, leads, str(duty.get_role_display())))
    return [*roles.values(), office]


def give(
    subject: Plan | Task | Unit,
    to: Sequence[Unit | None],
    text: str,
    by: datetime.date | None,
    giver: Post,
    actor: Actor,
    today: datetime.date,
) -> Instruction:
    """Give an instruction on `subject` to units and, as None, to the command office. Raises Refused."""
    words = text.strip()
    if not words:
        raise Refused("请写明批示内容。")
    if len(words) > LONGEST:
        raise Refused(f"批示有{len(words)}个字，最多{LONGEST}个字，请写短一些。")
    if not to:
        raise Refused("请勾选由谁办理。")
    if by and by < today:
        raise Refused("要求报结果的日期已经过去，请改晚一些，或者留空。")
    region = subject.region_id if isinstance(subject, (Plan, Unit)) else subject.plan.region_id
    on = {"plan": None, "task": None, "unit": None} | {str(subject._meta.model_name): subject}
    with transaction.atomic():
        made = Instruction.objects.create(
            region_id=region,
            text=words,
            by=by,
            giver=giver,
            given_by=actor.name,
            given_at=timezone.now(),
            **on,  # type: ignore[arg-type]
        )
        Addressee.objects.bulk_create([Addressee(instruction=made, unit=unit) for unit in to])
        said = {
            "item": str(subject),
            "text": words,
            "to": [u.name if u else COMMAND_OFFICE for u in to],
            "due": by.isoformat() if by else "",
        }
        record(actor, "instruction.give", made, {}, said, region_id=region)
        return made


def answer(addressee: Addressee, seen: int, said: str, done: bool, actor: Actor) -> Addressee:
    """Note what was done, and whether that settles it. Raises Refused, also where somebody else was quicker."""
    words = said.strip()
    if not words:
        raise Refused("请写明办理情况。")
    if len(words) > LONGEST:
        raise Refused(f"办理情况有{len(words)}个字，最多{LONGEST}个字，请写短一些。")
    with transaction.atomic():
        now = (
            Addressee.objects.select_for_update(of=("self",)).select_related("instruction", "unit").get(pk=addressee.pk)
        )
        _must_run(now.instruction)
        if now.version != seen:
            raise Refused(f"{now.said_by}刚填过办理情况：“{now.said[:60]}”。请看过再改，您写的还在下面。")
        before = {"said": now.said, "state": _state(now.done)}
        now.said, now.done, now.version = words, done, now.version + 1
        now.said_by, now.said_at = actor.name, timezone.now()
        now.save(update_fields=["said", "done", "version", "said_by", "said_at"])
        record(
            actor,
            "instruction.answer",
            now.instruction,
            before,
            {"said": words, "state": _state(done)},
            region_id=now.instruction.region_id,
        )
        return now


def withdraw(instruction: Instruction, seen: int, actor: Actor) -> Instruction:
    """Take it back; it stays in the history."""
    return _end(instruction, seen, actor, "instruction.withdraw", "办理中", "已收回", withdrawn=True)


def close(instruction: Instruction, seen: int, actor: Actor) -> Instruction:
    """The leader has read what was done and lets it rest."""
    return _end(instruction, seen, actor, "instruction.close", "办理中", "已阅结", closed_at=timezone.now())


def _end(
    instruction: Instruction, seen: int, actor: Actor, action: str, before: str, after: str, **fields: object
) -> Instruction:
    with transaction.atomic():
        now = Instruction.objects.select_for_update(of=("self",)).get(pk=instruction.pk)
        _must_run(now)
        if now.version != seen:
            raise Refused("这件批示刚被改过，请看过最新内容再办。")
        for name, value in {**fields, "version": now.version + 1}.items():
            setattr(now, name, value)
        now.save(update_fields=[*fields, "version"])
        record(actor, action, now, {"state": before}, {"state": after}, region_id=now.region_id)
        return now


def _must_run(instruction: Instruction) -> None:
    if instruction.withdrawn:
        raise Refused("这件批示已经收回，不用再办。")
    if instruction.closed_at:
        raise Refused("这件批示已经阅结，不用再办。")


def _state(done: bool) -> str:
    return "已办结" if done else "办理中"
