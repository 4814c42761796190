"""The line “某某3分钟前在此修改” on pages where two may be at work at once, asked for again every few seconds."""

from __future__ import annotations

import datetime
import json

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from luoshi.gate import needs
from luoshi.plans import within
from luoshi.plans.breakdown_access import own_tasks
from luoshi.plans.colleagues import Seen, seen
from luoshi.plans.models import Breakdown, ReviewItem, Revision, RevisionEdit


@needs("plan.review")
def at_review(request: HttpRequest, review_id: int) -> HttpResponse:
    """At the review of a document: cards of the items are marked, and come anew by a button."""
    review = within.one(within.reviews(request.seat).only("pk"), review_id)  # type: ignore[attr-defined]
    items = ReviewItem.objects.filter(review=review).values("pk")
    found = _seen(request, Q(kind="review", object_id=review.pk) | Q(kind="reviewitem", object_id__in=items))
    marks = [
        {"id": f"i-{pk}", "link": reverse("review_item", args=[review_id, pk])}
        for kind, pk, _ in found.touched
        if kind == "reviewitem"
    ]
    return _answer(request, found, marks)


@needs("plan.revise")
def at_order(request: HttpRequest, revision_id: int) -> HttpResponse:
    """At an order of revision: its entries are marked; one that is new comes with the page."""
    regions = request.seat.region_ids("plan.revise")  # type: ignore[attr-defined]
    order = within.one(Revision.objects.filter(plan__region__in=regions).only("pk"), revision_id)
    edits = RevisionEdit.objects.filter(revision=order).values("pk")
    found = _seen(request, Q(kind="revision", object_id=order.pk) | Q(kind="revisionedit", object_id__in=edits))
    link = reverse("revision_page", args=[revision_id])
    marks = [{"id": f"e{pk}", "link": link, "part": f"#e{pk}"} for kind, pk, _ in found.touched if kind != "revision"]
    return _answer(request, found, marks)


@needs("measure.write")
def at_breakdown(request: HttpRequest, task_id: int, unit_id: int) -> HttpResponse:
    """At the grid of a unit's own breakdown: rows are marked, and what colleagues wrote is merged in by a button."""
    seat = request.seat  # type: ignore[attr-defined]
    if not seat.post or seat.post.unit_id != unit_id:
        raise Http404
    task = within.one(own_tasks(seat).only("pk"), task_id)
    own = Breakdown.objects.filter(task=task, unit=unit_id)
    found = _seen(request, Q(kind="breakdown", object_id__in=own.values("pk")))
    rows = own.values_list("draft", flat=True)[0] if found.touched else []
    keys = {f"第{n}条": row["key"] for n, row in enumerate(rows, 1)}
    marks = [{"key": keys[place]} for _, _, places in found.touched for place in places if place in keys]
    return _answer(request, found, marks or [{} for _ in found.touched])


def _seen(request: HttpRequest, things: Q) -> Seen:
    now = timezone.now()
    try:
        since = datetime.datetime.fromtimestamp(float(request.GET.get("since", "")), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        since = now
    return seen(things, min(since, now), request.seat.actor, now)  # type: ignore[attr-defined]


def _answer(request: HttpRequest, found: Seen, marks: list[dict[str, str]]) -> HttpResponse:
    """The line, and for the page's script what to mark. The next question asks for what comes after this one."""
    context = {"colleagues": found.colleagues, "address": request.path, "marks": len(marks)}
    response = render(request, "plans/colleagues.html", context)
    if marks:
        response["HX-Trigger"] = json.dumps({"colleagues-changed": {"marks": marks}})
    return response
