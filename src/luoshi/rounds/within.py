"""What of the rounds a seat may see or do something to. Every view gets its rows from here, never by number alone."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from luoshi.accounts.rights import Scope
from luoshi.accounts.sitting import Seat
from luoshi.plans.within import campaign_parts, one
from luoshi.rounds.models import Arrangement, Line, Report, Round

__all__ = ["arrangements", "lines", "lying_with", "one", "reports", "rounds"]


def arrangements(seat: Seat, action: str = "round.read") -> QuerySet[Arrangement]:
    """The set-ups of the plans in whose regions the seat may do `action`."""
    return Arrangement.objects.filter(plan__region__in=seat.region_ids(action))


def rounds(seat: Seat, action: str = "round.read") -> QuerySet[Round]:
    return Round.objects.filter(arrangement__plan__region__in=seat.region_ids(action))


def reports(seat: Seat, action: str = "round.read") -> QuerySet[Report]:
    """The reports to which the seat may do `action`: of its regions, or (scope unit) of its own unit."""
    found = Report.objects.filter(round__arrangement__plan__region__in=seat.region_ids(action))
    if seat.scope(action) == Scope.UNIT:
        return found.filter(unit=seat.post.unit_id if seat.post else None)
    return found


def lines(seat: Seat, action: str = "round.read") -> QuerySet[Line]:
    """The lines to which the seat may do `action`: of its regions, its own unit, or the campaigns it serves."""
    found = Line.objects.filter(report__round__arrangement__plan__region__in=seat.region_ids(action))
    reach = seat.scope(action)
    if reach == Scope.UNIT:
        return found.filter(report__unit=seat.post.unit_id if seat.post else None)
    if reach == Scope.CAMPAIGN:
        parts = campaign_parts(seat).order_by().values("pk")
        return found.filter(Q(task__part__in=parts) | Q(target__part__in=parts))
    return found


def lying_with(seat: Seat) -> QuerySet[Line]:
    """The lines that wait for this seat: with the head of its unit, with its unit as the lead, with its office."""
    none = Line.objects.none()
    found = none
    own = seat.post.unit_id if seat.post else None
    if own and seat.may("report.pass"):
        found = found | lines(seat, "report.pass").filter(lies=Line.Lies.HEAD)
    if own and seat.may("report.write"):
        found = found | lines(seat, "report.write").filter(lies=Line.Lies.LEAD, carries=True)
    if seat.may("report.accept"):
        found = found | lines(seat, "report.accept").filter(lies=Line.Lies.OFFICE)
    return found
