"""A new document of a plan beside what is in force: item by item, the pairs corrected by hand, put in force."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from luoshi.gate import needs
from luoshi.plans import within
from luoshi.plans.importing import UNREAD
from luoshi.plans.models import Review, ReviewItem
from luoshi.plans.reviewing import Conflict, Refused
from luoshi.plans.revising import Outrun
from luoshi.plans.revision_difference import grouped
from luoshi.plans.revision_document import Comparison, compare, decide, let_likeness_decide, put_document_in_force
from luoshi.plans.revision_order_views import enforced_words
from luoshi.plans.revision_rows import decision_of, decision_words, document_for, number
from luoshi.plans.states import KINDS

TITLE = 40


@needs("plan.revise")
def compare_page(request: HttpRequest, review_id: int) -> HttpResponse:
    review = document_for(request, review_id)
    if review.state in UNREAD:
        messages.info(request, f"“{review.upload.name}”还没有读好，读好后再对照。")
        return redirect("revision_list", review.plan_id)
    return _page(request, review)


def _page(request: HttpRequest, review: Review, said: str = "", words: dict[str, str] | None = None) -> HttpResponse:
    plan = review.plan
    if review.state == Review.State.IN_FORCE:
        made = plan.versions.filter(upload=review.upload_id).order_by("number").last()
        if made:
            return redirect(difference_address(plan.pk, made.number))
    found: Comparison | None = compare(plan, review) if review.state == Review.State.READY else None
    groups = grouped(found.rows) if found else []
    for group in groups:
        group["free"] = [(r.change.item, r.change.title[:TITLE]) for r in group["rows"] if r.status == "dropped"]
    suggested = {
        "reason": "",
        "reference": review.header.get("doc_number") or "",
        "decided_by": "",
        "effective_on": timezone.localdate().isoformat(),
    }
    context: dict[str, Any] = {
        "review": review,
        "plan": plan,
        "found": found,
        "groups": groups,
        "nothing": not any(g["rows"] for g in groups),
        "words": words or suggested,
        "said": said,
    }
    return render(request, "plans/revision_compare.html", context, status=409 if said else 200)


@needs("plan.revise", "POST")
def match(request: HttpRequest, review_id: int) -> HttpResponse:
    """Say which present item an item of the new text is: a number, "new", or "" to leave it to the likeness."""
    review = document_for(request, review_id)
    items = ReviewItem.objects.filter(review=review, kind__in=KINDS).exclude(state=ReviewItem.State.REMOVED)
    read = within.one(items, number(request.POST.get("read")))
    seen, chosen = number(request.POST.get("seen")), request.POST.get("item", "")
    try:
        if chosen == "" and seen:
            let_likeness_decide(read, seen, request.seat.actor)  # type: ignore[attr-defined]
        elif chosen == "new" or number(chosen):
            decide(read, number(chosen) or None, seen, request.seat.actor)  # type: ignore[attr-defined]
        else:
            messages.error(request, "请先选择对应的条目。")
    except Refused as refused:
        messages.error(request, str(refused))
    except Conflict:
        messages.error(request, "这一条的对应刚被别人改过，没有按您的选择去改；请看过再定。")
    return redirect(f"{reverse('revision_compare', args=[review.pk])}#r{read.pk}")


@needs("plan.revise", "POST")
def enforce(request: HttpRequest, review_id: int) -> HttpResponse:
    """Put the new document in force as the plan's next version."""
    review = document_for(request, review_id)
    sent = decision_words(request.POST)
    try:
        decision = decision_of(sent)
        version = put_document_in_force(review, request.POST.get("shown", ""), decision, request.seat.actor)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, review, str(refused), sent)
    except Outrun as outrun:
        return _page(request, review, f"{outrun}没有施行。", sent)
    messages.success(request, enforced_words(version))
    return redirect(difference_address(version.plan_id, version.number))


def difference_address(plan_id: int, number: int) -> str:
    """What a version changed."""
    return f"{reverse('version_difference', args=[plan_id])}?old={number - 1}&new={number}"
