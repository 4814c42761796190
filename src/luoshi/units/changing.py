"""What is done to units: made, renamed, given other names, put in order, told what a class of units stands for.

Each action is one transaction with its trace; each names the version of the unit that was on the screen.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.units.initials import initials
from luoshi.units.models import Department, Region, Unit, UnitName
from luoshi.units.refusing import Refused, write


def clean_name(written: str, longest: int = 120) -> str:
    """A name without blanks. Raises Refused where nothing is left, or too much."""
    name = "".join(written.split())
    if not name:
        raise Refused("请填写名称。")
    if len(name) > longest:
        raise Refused(f"名称太长，最多{longest}个字。")
    return name


def whose(region: Region, name: str) -> Unit | None:
    """The unit of the region that goes by this name today, as its own or as another name."""
    own = Unit.objects.filter(region=region, gone_on=None, name=name).first()
    return own or Unit.objects.filter(region=region, gone_on=None, names__name=name).first()


def add_unit(
    region: Region, name: str, actor: Actor, is_class: bool = False, since: datetime.date | None = None
) -> Unit:
    """A new unit at the end of the directory."""
    name = clean_name(name)
    with transaction.atomic():
        other = whose(region, name)
        if other:
            raise Refused(f"名录里已有“{name}”（{other.name}），不用再建。")
        last = Unit.objects.filter(region=region).aggregate(last=Max("order"))["last"] or 0
        unit = Unit.objects.create(
            region=region, name=name, initials=initials(name)[:120], is_class=is_class, since=since, order=last + 1
        )
        record(actor, "unit.add", unit, after={"name": name, "is_class": is_class})
    return unit


def add_units(region: Region, names: Iterable[str], actor: Actor, is_class: bool = False) -> list[Unit]:
    """New units in the order given, all or none; empty lines count for nothing. Raises Refused, naming the line."""
    made: list[Unit] = []
    written = [(n, name) for n, name in enumerate(names, 1) if name.strip()]
    if not written:
        raise Refused("请填写名称。")
    with transaction.atomic():
        for n, name in written:
            try:
                made.append(add_unit(region, name, actor, is_class))
            except Refused as refused:
                raise Refused(f"第{n}行：{refused}" if len(written) > 1 else str(refused)) from refused
    return made


def rename(unit: Unit, seen: int, name: str, on: datetime.date, reason: str, actor: Actor, former: bool = True) -> None:
    """Give a unit a new name from a day on. The old one stays known as a former name, or goes where it was a slip
    (`former` false)."""
    not_to_come(on)
    with transaction.atomic():
        name, old = may_be_named(unit, name, reason), unit.name
        write(unit, seen, name=name, initials=initials(name)[:120])
        UnitName.objects.filter(unit=unit, name=name).delete()
        if former:
            UnitName.objects.update_or_create(
                unit=unit,
                name=old,
                defaults={"kind": UnitName.Kind.FORMER, "until": on, "evidence": reason.strip()[:200]},
            )
        record(
            actor,
            "unit.rename",
            unit,
            {"name": old},
            {"name": name, "on": on.isoformat(), "reason": reason.strip(), "former_kept": former},
        )


def may_be_named(unit: Unit, name: str, reason: str) -> str:
    """The new name as it will be written. Raises Refused where the unit cannot have it."""
    name = clean_name(name)
    if name == unit.name:
        raise Refused("新名称与现名称相同。")
    standing(unit)
    if not reason.strip():
        raise Refused("请写明更名的原因或文号。")
    other = whose(unit.region, name)
    if other and other.pk != unit.pk:
        raise Refused(f"“{name}”已是{other.name}的名称；如果是两个单位合并，请用“撤并”。")
    return name


def add_alias(unit: Unit, seen: int, name: str, actor: Actor) -> None:
    """Another name by which papers call the unit."""
    name = clean_name(name)
    standing(unit)
    with transaction.atomic():
        other = whose(unit.region, name)
        if other:
            raise Refused(f"“{name}”已是{other.name}的名称。")
        write(unit, seen)
        UnitName.objects.create(unit=unit, name=name)
        record(actor, "unit.alias", unit, after={"alias": name})


def drop_alias(unit: Unit, seen: int, name: str, actor: Actor) -> None:
    """Take an alias off. A former name stays: papers of its time use it."""
    with transaction.atomic():
        found = UnitName.objects.filter(unit=unit, name=name).first()
        if found is None:
            raise Refused(f"没有“{name}”这个别称，可能已被去掉。")
        if found.kind == UnitName.Kind.FORMER:
            raise Refused(f"“{name}”是曾用名，旧文件还要靠它找到这个单位，不能去掉。")
        write(unit, seen)
        found.delete()
        record(actor, "unit.alias", unit, {"alias": name}, {"alias": None})


def set_members(unit: Unit, seen: int, is_class: bool, members: Iterable[Unit], actor: Actor) -> None:
    """Say whether a name is a class of units (各镇) and which units it stands for."""
    chosen = {m.pk: m for m in members} if is_class else {}
    if unit.pk in chosen:
        raise Refused("统称不能包含自己。")
    if any(m.is_class or m.region_id != unit.region_id or m.gone_on for m in chosen.values()):
        raise Refused("统称里只能选本地区现有的具体单位。")
    with transaction.atomic():
        before = {m.pk: m.name for m in unit.members.all()}
        was = unit.is_class
        write(unit, seen, is_class=is_class)
        unit.members.set(chosen.values())
        record(
            actor,
            "unit.members",
            unit,
            {"is_class": was, "members": sorted(before.values())},
            {"is_class": is_class, "members": sorted(m.name for m in chosen.values())},
        )


def put_in_order(region: Region, wanted: dict[int, int], actor: Actor) -> int:
    """Set the places of units in the directory (unit id → place). Returns how many moved."""
    with transaction.atomic():
        units = list(Unit.objects.select_for_update().filter(region=region, pk__in=wanted))
        moved = [u for u in units if u.order != wanted[u.pk]]
        for unit in moved:
            unit.order = wanted[unit.pk]
        Unit.objects.bulk_update(moved, ["order"], batch_size=500)
        if moved:
            record(actor, "unit.order", region, after={u.name: u.order for u in moved}, region_id=region.pk)
    return len(moved)


def add_department(unit: Unit, name: str, actor: Actor) -> Department:
    """A department (股室) of a unit."""
    name = clean_name(name, 60)
    standing(unit)
    with transaction.atomic():
        department, made = Department.objects.get_or_create(unit=unit, name=name)
        if not made:
            raise Refused(f"{unit.name}已有“{name}”。")
        record(actor, "unit.department", unit, after={"department": name})
    return department


def rename_department(department: Department, old: str, name: str, actor: Actor) -> None:
    """Rename a department, or remove it with an empty name. old  the name that was on the screen."""
    unit = department.unit
    new = "".join(name.split())[:60]
    if new == old:
        return
    with transaction.atomic():
        if new and Department.objects.filter(unit=unit, name=new).exists():
            raise Refused(f"{unit.name}已有“{new}”。")
        rows = Department.objects.filter(pk=department.pk, name=old)
        if not (rows.update(name=new) if new else rows.delete()[0]):
            raise Refused(f"“{old}”刚被别人改过，请看过现在的内容再改。")
        record(actor, "unit.department", unit, {"department": old}, {"department": new or None})


def standing(unit: Unit) -> None:
    """Refuse what is asked of a unit that is no more."""
    if unit.gone_on:
        raise Refused(f"{unit.name}已撤并，不能再改。")


def not_to_come(on: datetime.date) -> None:
    """Refuse a day in the future: what is decided for one waits until then (`coming.py`)."""
    if on > timezone.localdate():
        raise Refused("日期还没有到，请到那天再办，或填今天以前的日期。")
