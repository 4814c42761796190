"""Settling what the check-up found, and deciding which names in the directory mean one unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import needs
from luoshi.plans.models import ReviewItem
from luoshi.plans.review_answers import around, changed, item_for, review_for, seen_version
from luoshi.plans.review_item_views import unchanged
from luoshi.plans.review_views import panel_context
from luoshi.plans.reviewing import Conflict, Refused, decide_alias, settle, settle_many, unite


@needs("plan.review", "POST")
def settle_one(request: HttpRequest, review_id: int, item_id: int) -> HttpResponse:
    finding = item_for(request, review_id, item_id)
    try:
        if finding.kind != "finding":
            raise Refused("这一项不是体检问题。")
        how, word = request.POST.get("how", ""), request.POST.get("word", "")
        after = settle(finding, seen_version(request), how, word, request.seat.actor)  # type: ignore[attr-defined]
    except (Conflict, Refused) as wrong:
        return unchanged(request, finding, wrong)
    return changed(request, finding.review, [after])


@needs("plan.review", "POST")
def settle_code(request: HttpRequest, review_id: int) -> HttpResponse:
    """Settle all open findings of one kind that were on the screen in the same way."""
    review = review_for(request, review_id)
    seen = {
        int(pk): int(version)
        for pk, _, version in (s.partition(":") for s in request.POST.getlist("seen"))
        if pk.isdecimal() and version.isdecimal() and len(pk) < 18 and len(version) < 10
    }
    findings = list(
        ReviewItem.objects.filter(
            review=review, kind="finding", settled="", pk__in=seen, data__code=request.POST.get("code", "")
        )
    )
    for finding in findings:
        finding.review = review
    said = ""
    done: list[ReviewItem] = []
    try:
        pairs = [(f, seen[f.pk]) for f in findings]
        done, left = settle_many(pairs, request.POST.get("how", ""), request.POST.get("word", ""), request.seat.actor)  # type: ignore[attr-defined]
        missed = len(seen) - len(done)
        said = f"处理了 {len(done)} 处。" + (f"另有 {missed} 处别人刚处理过，没有再动。" if missed or left else "")
    except Refused as refused:
        said = str(refused)
    panel = render(request, "plans/review_panel.html", {**panel_context(request, review), "said": said})
    panel.write(around(request, review, done))
    return panel


@needs("plan.review", "POST")
def alias(request: HttpRequest, review_id: int, item_id: int) -> HttpResponse:
    """Say whether another name means the same unit."""
    unit = item_for(request, review_id, item_id)
    same = {"same": True, "apart": False, "open": None}.get(request.POST.get("decided", ""))
    try:
        if unit.kind != "unit":
            raise Refused("这一项不是单位。")
        after = decide_alias(unit, seen_version(request), request.POST.get("name", ""), same, request.seat.actor)  # type: ignore[attr-defined]
    except (Conflict, Refused) as wrong:
        return unchanged(request, unit, wrong)
    return changed(request, unit.review, [after])


@needs("plan.review", "POST")
def unite_units(request: HttpRequest, review_id: int, item_id: int) -> HttpResponse:
    """Take another entry of the directory into this one."""
    unit = item_for(request, review_id, item_id)
    name = "".join(request.POST.get("other", "").split())
    others = ReviewItem.objects.filter(review=unit.review, kind="unit").exclude(state=ReviewItem.State.REMOVED)
    other = next((o for o in others.exclude(pk=unit.pk) if o.data["name"] == name), None)
    try:
        if unit.kind != "unit" or other is None:
            raise Refused(
                f"名录里没有另一个单位叫“{name[:30]}”，请从列出的单位里选。" if name else "请写出另一个单位的名称。"
            )
        other.review = unit.review
        after = unite(unit, seen_version(request), other, other.version, request.seat.actor)  # type: ignore[attr-defined]
    except (Conflict, Refused) as wrong:
        return unchanged(request, unit, wrong)
    other.refresh_from_db()
    return changed(request, unit.review, [after], [other])
