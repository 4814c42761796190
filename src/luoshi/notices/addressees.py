"""Whom something concerns: the posts in force that answer for a unit or hold a role."""

from __future__ import annotations

import datetime

from luoshi.calendar.clock import today
from luoshi.units.models import Post, Region, Role, Unit
from luoshi.units.people import current


def of_unit(unit: Unit | int, on: datetime.date | None = None) -> list[Post]:
    """Who is told what a unit has to do: its liaisons, else its head. One query."""
    found = Post.objects.filter(current(on or today()), unit=unit, role__in=(Role.LIAISON, Role.UNIT_HEAD))
    posts = list(found.select_related("unit", "region"))
    return [p for p in posts if p.role == Role.LIAISON] or posts


def heads_of(unit: Unit | int, on: datetime.date | None = None) -> list[Post]:
    """One level up: the unit's heads. One query."""
    return list(Post.objects.filter(current(on or today()), unit=unit, role=Role.UNIT_HEAD))


def holding(role: str, region: Region | int, on: datetime.date | None = None) -> list[Post]:
    """The posts of a region with that role. One query."""
    return list(Post.objects.filter(current(on or today()), region=region, role=role))
