"""What of the plans a seat may see or do something to. Every view gets its rows from here, never by number alone."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from luoshi.accounts.rights import Scope
from luoshi.accounts.sitting import Seat
from luoshi.plans.models import Body, BodySeat, Part, Plan, Review, Target, Task
from luoshi.plans.parts_of import with_tables


def plans(seat: Seat, action: str = "plan.read") -> QuerySet[Plan]:
    """The plans of the regions in which the seat may do `action`."""
    return Plan.objects.filter(region__in=seat.region_ids(action))


def tasks(seat: Seat, action: str = "plan.read") -> QuerySet[Task]:
    """The tasks to which the seat may do `action`: of its regions; narrower scopes want a duty of the own unit, or a
    task force that the seat serves."""
    found = Task.objects.filter(plan__region__in=seat.region_ids(action))
    reach = seat.scope(action)
    if reach == Scope.UNIT:
        return found.filter(duties__unit_id=seat.post.unit_id if seat.post else None).distinct()
    if reach == Scope.CAMPAIGN:
        return found.filter(part__in=campaigns(seat))
    return found


def targets(seat: Seat) -> QuerySet[Target]:
    return Target.objects.filter(plan__region__in=seat.region_ids("plan.read"))


def bodies(seat: Seat) -> QuerySet[Body]:
    return Body.objects.filter(plan__region__in=seat.region_ids("plan.read"))


def reviews(seat: Seat) -> QuerySet[Review]:
    return Review.objects.filter(region__in=seat.region_ids("plan.review"))


def campaigns(seat: Seat) -> list[int]:
    """The parts (by id) whose task force the seat serves, an annex before its tables. One query."""
    return list(campaign_parts(seat).values_list("pk", flat=True))


def campaign_parts(seat: Seat) -> QuerySet[Part]:
    """The parts whose task force the seat serves: it has a place in the body, or its unit is the body's office.
    An annex comes with its tables, the annex first."""
    if not seat.post:
        return Part.objects.none()
    by_place = BodySeat.objects.filter(post=seat.post).values("body")
    mine = Q(pk__in=by_place)
    if seat.post.unit_id:
        mine |= Q(office_unit=seat.post.unit_id)
    served = Body.objects.filter(mine, retired=False).order_by().values("part")
    return Part.objects.filter(pk__in=with_tables(served)).order_by("plan", "order")


def one(found: QuerySet, pk: int):  # type: ignore[no-untyped-def]
    """The row of that number among those the seat may see; 404 for any other, so that guessing tells nothing."""
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
