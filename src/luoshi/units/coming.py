"""Renamings and mergers that are decided for a day to come: noted today, done on their day."""

from __future__ import annotations

import datetime

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.units.changing import may_be_named, rename
from luoshi.units.merging import may_go_into, merge
from luoshi.units.models import Unit, UnitChange
from luoshi.units.refusing import Refused, write

Kind, State = UnitChange.Kind, UnitChange.State


def rename_later(
    unit: Unit, seen: int, name: str, on: datetime.date, reason: str, actor: Actor, former: bool = True
) -> UnitChange:
    """Note that a unit gets a new name on a day to come. Raises Refused."""
    with transaction.atomic():
        name = may_be_named(unit, name, reason)
        _only_one(unit)
        write(unit, seen)
        made = UnitChange(unit=unit, kind=Kind.RENAME, name=name, former=former, on=on, reason=reason.strip()[:200])
        return _noted(made, {"name": name}, actor)


def merge_later(gone: Unit, seen: int, into: Unit, on: datetime.date, reason: str, actor: Actor) -> UnitChange:
    """Note that `gone` goes into `into` on a day to come. Raises Refused."""
    with transaction.atomic():
        may_go_into(gone, into, reason)
        _only_one(gone)
        write(gone, seen)
        made = UnitChange(unit=gone, kind=Kind.MERGE, into=into, on=on, reason=reason.strip()[:200])
        return _noted(made, {"into": into.pk, "into_name": into.name}, actor)


def drop(change: UnitChange, actor: Actor) -> None:
    """Take back what was noted. Raises Refused where its day has come, or somebody was quicker."""
    with transaction.atomic():
        if not UnitChange.objects.filter(pk=change.pk, state=State.WAITING).update(state=State.DROPPED):
            raise Refused("这件事已经办理或取消，不能再取消。")
        record(actor, "unit.later.drop", change.unit, {"on": change.on.isoformat()}, {}, label=str(change))


def take_effect(today: datetime.date) -> list[UnitChange]:
    """Do what was noted for the days up to today. It may run late and twice; what cannot be done is noted with why, and
    holds nothing else up."""
    done = []
    for pk in UnitChange.objects.filter(state=State.WAITING, on__lte=today).values_list("pk", flat=True):
        with transaction.atomic():
            rows = UnitChange.objects.select_for_update(of=("self",)).select_related("unit__region", "into")
            change = rows.filter(pk=pk, state=State.WAITING).first()
            if change is None:
                continue
            try:
                with transaction.atomic():
                    _do(change)
                change.state = State.DONE
                done.append(change)
            except Refused as refused:
                change.state, change.said = State.FAILED, str(refused)[:200]
                after = {"state": State.FAILED, "reason": str(refused)}
                record(_on_word_of(change), "unit.later.fail", change.unit, {}, after, label=str(change))
            change.save(update_fields=["state", "said"])
    return done


def _do(change: UnitChange) -> None:
    unit, actor = change.unit, _on_word_of(change)
    if change.kind == Kind.MERGE and change.into:
        merge(unit, unit.version, change.into, change.on, change.reason, actor)
    else:
        rename(unit, unit.version, change.name, change.on, change.reason, actor, change.former)


def _on_word_of(change: UnitChange) -> Actor:
    """The system acts, on the word of the one who noted it."""
    return Actor(None, change.by, None, "到日自动办理", region_id=change.unit.region_id)


def _only_one(unit: Unit) -> None:
    waiting = unit.changes_to_come.filter(state=State.WAITING).first()
    if waiting:
        raise Refused(f"{unit.name}已经登记了到日办理的{waiting.get_kind_display()}，请先取消那一件。")


def _noted(change: UnitChange, after: dict[str, object], actor: Actor) -> UnitChange:
    change.by = actor.name[:80]
    change.save()
    said = {**after, "on": change.on.isoformat(), "reason": change.reason}
    record(actor, "unit.later", change.unit, {}, said, label=str(change))
    return change
