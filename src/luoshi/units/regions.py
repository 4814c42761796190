"""What is done to regions: made below another, renamed."""

from __future__ import annotations

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import changed, record
from luoshi.units.changing import clean_name
from luoshi.units.models import Region
from luoshi.units.refusing import Refused, write

RANK = {Region.Level.PROVINCE: 0, Region.Level.CITY: 1, Region.Level.COUNTY: 2, Region.Level.ZONE: 3}


def add_region(parent: Region, name: str, short: str, level: str, actor: Actor) -> Region:
    """A region below another. Raises Refused."""
    name = clean_name(name, 60)
    _fits(level, parent)
    with transaction.atomic():
        if Region.objects.filter(parent=parent, name=name).exists():
            raise Refused(f"{parent.name}下面已有“{name}”。")
        region = Region.objects.create(parent=parent, name=name, short="".join(short.split())[:20], level=level)
        record(
            actor,
            "region.add",
            region,
            after={"name": name, "level": level, "parent": parent.name},
            region_id=region.pk,
        )
    return region


def change_region(region: Region, seen: int, name: str, short: str, level: str, actor: Actor) -> None:
    """Rename a region or mend its level. Raises Refused."""
    name = clean_name(name, 60)
    if region.parent:
        _fits(level, region.parent)
    elif level not in Region.Level.values:
        raise Refused("请选择级别。")
    if any(RANK[Region.Level(c.level)] <= RANK[Region.Level(level)] for c in region.children.all()):
        raise Refused(f"{region.name}的级别要高于它的下级地区。")
    with transaction.atomic():
        if Region.objects.filter(parent=region.parent, name=name).exclude(pk=region.pk).exists():
            raise Refused(f"同级已有“{name}”。")
        was = {"name": region.name, "short": region.short, "level": region.level}
        now = {"name": name, "short": "".join(short.split())[:20], "level": level}
        write(region, seen, **now)
        before, after = changed(was, now)
        if after:
            record(actor, "region.change", region, before, after, region_id=region.pk)


def _fits(level: str, parent: Region) -> None:
    if level not in Region.Level.values:
        raise Refused("请选择级别。")
    if RANK[Region.Level(level)] <= RANK[Region.Level(parent.level)]:
        raise Refused(f"{Region.Level(level).label}不能设在{parent.get_level_display()}的“{parent.name}”下面。")
