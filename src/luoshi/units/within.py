"""Which regions, units and people a seat may see or do something to. Views take their rows from here.

seat  as accounts.sitting.Seat: `region_ids(action)`, `scope(action)`, `post`."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from luoshi.units.models import Department, Person, Post, Region, Unit

UNIT = 1  # accounts.rights.Scope.UNIT, which this room may not know


def regions(seat: Any, action: str = "unit.read") -> QuerySet[Region]:
    """The regions in which the seat may do `action`, superiors first."""
    return Region.objects.with_tree_fields().filter(pk__in=seat.region_ids(action))  # type: ignore[attr-defined]


def units(seat: Any, action: str = "unit.read") -> QuerySet[Unit]:
    return Unit.objects.filter(region__in=seat.region_ids(action))


def people(seat: Any, action: str = "people.manage") -> QuerySet[Person]:
    return Person.objects.filter(region__in=seat.region_ids(action))


def posts(seat: Any, action: str = "people.manage") -> QuerySet[Post]:
    return Post.objects.filter(region__in=seat.region_ids(action), person__region__in=seat.region_ids(action))


def own_unit_or_all(seat: Any, action: str) -> QuerySet[Unit]:
    """The units to which an action reaches: one's own where the right ends there, else all of the regions."""
    found = units(seat, action)
    return found.filter(pk=seat.post.unit_id) if seat.scope(action) == UNIT else found


def departments(seat: Any) -> QuerySet[Department]:
    return Department.objects.filter(unit__in=own_unit_or_all(seat, "department.write"))


def chosen_region(request: HttpRequest, action: str) -> Region:
    """The region that the address asks for, the own one by default; 404 for one out of reach."""
    seat = request.seat  # type: ignore[attr-defined]
    asked = request.GET.get("region") or request.POST.get("region") or ""
    pk = int(asked) if asked.isdecimal() else seat.post.region_id
    return one(regions(seat, action), pk)  # type: ignore[no-any-return]


def one(found: QuerySet, pk: int):  # type: ignore[no-untyped-def]
    """The row of that number among those within reach; 404 for any other, so that guessing tells nothing."""
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
