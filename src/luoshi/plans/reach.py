"""Which regions a list shows: the own one, one of those below it, or all of them together.

A list of one's own work is not flooded with that of the subordinates: it shows them where its address asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from luoshi.accounts.sitting import Seat
from luoshi.plans import within
from luoshi.plans.asked import TREE, Asked
from luoshi.plans.models import Plan, Task
from luoshi.units.models import Region
from luoshi.units.within import regions


@dataclass(frozen=True, slots=True)
class Choice:
    """What the picker of regions offers: an address's value of `region`, words, and whether it is what is shown."""

    value: str
    words: str
    chosen: bool


def reached(seat: Seat, region: str = "", action: str = "plan.read") -> frozenset[int]:
    """The regions that the address asks for, of those in which the seat may do `action`: "" the own one, TREE all,
    else the one of that number; none where that is out of reach."""
    may = seat.region_ids(action)
    if region == TREE:
        return may
    own = seat.post.region_id if seat.post else 0
    return may & {int(region) if region.isdecimal() else own}


def reached_by(seat: Seat, asked: Asked, action: str = "plan.read") -> frozenset[int]:
    """The regions of a list. What is asked for by its number (a plan, a campaign, a unit) says by itself where it is."""
    by_number = asked.plan.isdecimal() or asked.campaign or asked.unit
    return reached(seat, asked.region or (TREE if by_number else ""), action)


def listed_tasks(seat: Seat, asked: Asked, action: str = "plan.read") -> QuerySet[Task]:
    """The tasks among which a list selects."""
    return within.tasks(seat).filter(plan__region__in=reached_by(seat, asked, action))


def listed_plans(seat: Seat, asked: Asked) -> QuerySet[Plan]:
    """The plans that a list offers: of the regions shown, and the one that is asked for, wherever it is."""
    here = Q(region__in=reached(seat, asked.region))
    if asked.plan.isdecimal():
        here |= Q(pk=int(asked.plan))
    return within.plans(seat).filter(here).select_related("region")


def oversees(seat: Seat, action: str = "plan.read") -> bool:
    """Whether the seat reads more than its own region."""
    return len(seat.region_ids(action)) > 1


def choices(seat: Seat, region: str, action: str = "plan.read") -> list[Choice]:
    """The picker of regions, superiors first and inferiors moved in; empty where the seat has but one. One query."""
    if not oversees(seat, action) or not seat.post:
        return []
    found: list[Region] = list(regions(seat, action))
    top = min(r.tree_depth for r in found)  # type: ignore[attr-defined]
    own = seat.post.region_id
    offered = [Choice("", f"本级：{seat.post.region}", region in ("", str(own)))]
    offered += [Choice(TREE, "本级和全部所辖地区", region == TREE)]
    return offered + [
        Choice(str(r.pk), "　" * (r.tree_depth - top) + r.name, region == str(r.pk))  # type: ignore[attr-defined]
        for r in found
        if r.pk != own
    ]
