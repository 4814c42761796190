"""What the views of revision take from the database: rows that the seat may revise or read, 404 for any other."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest

from luoshi.plans import within
from luoshi.plans.models import Plan, Review, Revision, RevisionEdit
from luoshi.plans.reviewing import Refused
from luoshi.plans.revising import Decision
from luoshi.plans.states import EVERY, KINDS, Row


def plan_for(request: HttpRequest, plan_id: int, action: str = "plan.revise") -> Plan:
    return within.one(within.plans(request.seat, action).select_related("region"), plan_id)  # type: ignore[attr-defined]


def order_for(request: HttpRequest, revision_id: int) -> Revision:
    regions = request.seat.region_ids("plan.revise")  # type: ignore[attr-defined]
    return within.one(
        Revision.objects.filter(plan__region__in=regions).select_related("plan__region", "made"), revision_id
    )


def edit_for(request: HttpRequest, revision_id: int, edit_id: int) -> RevisionEdit:
    order = order_for(request, revision_id)
    edit = within.one(order.edits.select_related("under"), edit_id)
    edit.revision = order
    return edit


def item_for(request: HttpRequest, kind: str, row_id: int, action: str = "plan.revise") -> tuple[Row, Plan]:
    """An item of any kind, retired ones too, or the plan itself or a part of it; with its plan."""
    if kind == "plan":
        plan = plan_for(request, row_id, action)
        return plan, plan
    if kind not in EVERY:
        raise Http404
    regions = request.seat.region_ids(action)  # type: ignore[attr-defined]
    beside = ["plan__region", "part"] if kind in KINDS else ["plan__region"]
    row = within.one(EVERY[kind].objects.filter(plan__region__in=regions).select_related(*beside), row_id)
    return row, row.plan


def document_for(request: HttpRequest, review_id: int) -> Review:
    """The review of a new text of a plan."""
    regions = request.seat.region_ids("plan.revise")  # type: ignore[attr-defined]
    found = Review.objects.filter(region__in=regions, plan__isnull=False)
    return within.one(found.select_related("plan__region", "upload").defer("made"), review_id)


def number(given: str | None) -> int:
    """A number that a form or an address carries; 0, which is none's, for anything else."""
    return int(given) if given and given.isdecimal() and len(given) < 18 else 0


def decision_words(post: Any) -> dict[str, str]:
    """Reason, reference, decider and day as a form sent them."""
    return {name: post.get(name, "").strip() for name in ("reason", "reference", "decided_by", "effective_on")}


def day_of(written: str) -> datetime.date | None:
    """The day that a form names, None where it names none. Raises Refused."""
    try:
        return datetime.date.fromisoformat(written) if written else None
    except ValueError:
        raise Refused(f"生效日期“{written[:20]}”不是日期，请重新选择。") from None


def decision_of(words: dict[str, str]) -> Decision:
    """The decision that a form's words make. Raises Refused."""
    on = day_of(words["effective_on"])
    if on is None:
        raise Refused("请选择生效日期。")
    return Decision(words["reason"], words["reference"], words["decided_by"], on)
