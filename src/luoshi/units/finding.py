"""Which unit is meant by a name."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.units.models import Region, Unit, UnitName


def known_names(region: Region) -> dict[str, Unit]:
    """Every name under which a unit of the region stands today, aliases and former names included. A unit's own
    name wins over another's alias. Two queries."""
    units = {u.pk: u for u in Unit.objects.filter(region=region, gone_on=None)}
    names = {
        written: units[unit_id]
        for written, unit_id in UnitName.objects.filter(unit__in=units).values_list("name", "unit_id")
    }
    return names | {u.name: u for u in units.values()}


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """Units without repeats, in the order of the directory."""
    return sorted({u.pk: u for u in units}.values(), key=lambda u: (u.order, u.pk))
