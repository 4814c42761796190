"""The review page: the document beside its items; its own fields, putting it in force, giving it up."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from luoshi.gate import needs
from luoshi.plans.enforce import put_in_force
from luoshi.plans.importing import UNREAD
from luoshi.plans.models import Plan, Review, ReviewItem
from luoshi.plans.open_points import new_units, open_points
from luoshi.plans.review_answers import (
    clash,
    editable,
    review_for,
    say,
    seen_version,
    settles,
    taken_over,
    title_places,
    unit_choices,
)
from luoshi.plans.review_fields import fields_of, from_post, written_back
from luoshi.plans.review_marks import LEGEND, marks_of
from luoshi.plans.review_panel import OPEN_MEANS, SHOWS, TABS, chosen, counted, counts, groups, is_open, part_names
from luoshi.plans.review_suggest import ADDED
from luoshi.plans.review_text import document_html
from luoshi.plans.reviewing import Conflict, Refused, change_header, drop


@needs("plan.review")
def review_page(request: HttpRequest, review_id: int) -> HttpResponse:
    review = review_for(request, review_id)
    if review.state in UNREAD:
        messages.info(request, f"“{review.upload.name}”还没有读好，读好后再审核。")
        return redirect("review_list")
    items = list(review.items.defer("made"))
    context = {
        "review": review,
        "editable": editable(review),
        "text": document_html(
            review.document.get("text", ""),
            review.document.get("blocks", []),
            marks_of(items),
            title_places(review, (i for i in items if i.kind == "part")),
        ),
        "legend": LEGEND,
        "add_kinds": ADDED,
        "units": unit_choices(review, (i for i in items if i.kind == "unit")),
        "plan_address": plan_address(review.plan) if review.plan else "",
        **panel_context(request, review, items),
    }
    return render(request, "plans/review_page.html", context)


@needs("plan.review")
def panel(request: HttpRequest, review_id: int) -> HttpResponse:
    """A tab of the right side."""
    review = review_for(request, review_id)
    return render(request, "plans/review_panel.html", panel_context(request, review))


def panel_context(request: HttpRequest, review: Review, items: list[ReviewItem] | None = None) -> dict[str, Any]:
    """What a tab shows, by the address: tab, show, part; find  the item to be in it, whatever its tab."""
    tab, show, part = (request.GET.get(n, "") for n in ("tab", "show", "part"))
    find = request.GET.get("find", "")
    if find.isdecimal() and len(find) < 18:
        kind = review.items.filter(pk=int(find)).values_list("kind", flat=True).first()
        tab, show, part = kind or tab, "", ""
    tab = tab if tab in TABS else "task"
    show = show if show in SHOWS else ""
    if items is None:
        numbers = counts(review)
        items = list(review.items.filter(kind__in=(tab, "part")).defer("made"))
    else:
        numbers = counted((i.kind, i.settled) for i in items if i.state != ReviewItem.State.REMOVED)
    mine = [i for i in items if i.kind == ("part" if tab == "header" else tab)]
    changed = {i.pk: i for i in mine if i.state == ReviewItem.State.CHANGED}
    for pk, made in review.items.filter(pk__in=changed).values_list("pk", "made") if changed else ():
        changed[pk].made = made
    names = part_names(i for i in items if i.kind == "part")
    by_part = tab not in ("unit", "finding", "header")
    part = part if part in names and by_part else ""
    picked = chosen(mine, show, part)
    return {
        "review": review,
        "editable": editable(review),
        "settles": settles(review),
        "counts": numbers,
        "tab": tab,
        "tabs": TABS,
        "show": show,
        "shows": {k: OPEN_MEANS.get(tab, v) if k == "open" else v for k, v in SHOWS.items()},
        "open_here": sum(is_open(i) for i in mine),
        "part": part,
        "names": names if by_part and len(names) > 1 else {},
        "groups": groups(tab, picked, names),
        "addable": ADDED.get(tab, ""),
        "header": header_context(review, fields_of("header", review.header)) if tab == "header" else None,
    }


@needs("plan.review", "GET", "POST")
def header(request: HttpRequest, review_id: int) -> HttpResponse:
    """The document's own fields: the form, and what is sent with it."""
    review = review_for(request, review_id)
    if request.method == "GET":
        context = header_context(review, fields_of("header", review.header))
        return render(request, "plans/review_header.html", {**context, "review": review, "editable": editable(review)})
    fields = from_post("header", request.POST)
    context = {**header_context(review, fields), "review": review, "editable": True}
    again = taken_over(request, "header", fields, review)
    if again:
        return render(request, "plans/review_header.html", {**context, **again})
    try:
        review = change_header(
            review, seen_version(request), written_back("header", review.header, fields), request.seat.actor
        )  # type: ignore[attr-defined]
    except Refused as refused:
        seen = {"version": seen_version(request), "base": request.POST.get("base", "")}
        return say(request, "plans/review_header.html", {**context, **seen}, str(refused))
    except Conflict as conflict:
        return render(
            request, "plans/review_header.html", {**context, **clash(request, "header", fields, conflict.item)}
        )
    fields = fields_of("header", review.header)
    context = {**header_context(review, fields), "review": review, "editable": True, "saved": True}
    return render(request, "plans/review_header.html", context)


def header_context(review: Review, fields: dict[str, Any]) -> dict[str, Any]:
    """The form of the document's own fields."""
    return {
        "fields": fields,
        "base": json.dumps(fields_of("header", review.header), ensure_ascii=False),
        "version": review.header_version,
        "notes": review.document.get("notes", []),
    }


@needs("plan.enforce", "GET", "POST")
def enforce(request: HttpRequest, review_id: int) -> HttpResponse:
    """What is still open, who decides, from when on; then the plan is in force."""
    review = review_for(request, review_id)
    if review.state == Review.State.IN_FORCE and review.plan:
        return redirect(plan_address(review.plan))
    if review.state != Review.State.READY:
        messages.error(request, f"这份文件现在是“{review.get_state_display()}”，还不能施行。")
        return redirect("review_list")
    said = ""
    if request.method == "POST":
        written = request.POST.get("effective_on", "")
        try:
            effective = datetime.date.fromisoformat(written) if written else None
            plan = put_in_force(review, request.POST.get("decided_by", ""), request.seat.actor, effective)  # type: ignore[attr-defined]
        except ValueError:
            said = f"生效日期“{written[:20]}”不是日期，请重新选择。"
        except Refused as refused:
            said = str(refused)
        else:
            messages.success(
                request,
                f"《{plan}》已经施行。下一步：请系统管理员给各单位设联络员、负责人；在“专班”里给每个专班安排人员。",
            )
            return redirect(plan_address(plan))
    items = review.items.exclude(state=ReviewItem.State.REMOVED)
    context = {
        "review": review,
        "points": open_points(review),
        "counts": counted(items.values_list("kind", "settled")),
        "new_units": new_units(review),
        "said": said,
        "decided_by": request.POST.get("decided_by", ""),
        "effective_on": request.POST.get("effective_on") or review.header.get("date") or str(timezone.localdate()),
    }
    return render(request, "plans/review_enforce.html", context, status=400 if said else 200)


@needs("plan.review", "POST")
def drop_review(request: HttpRequest, review_id: int) -> HttpResponse:
    review = review_for(request, review_id)
    try:
        drop(review, request.seat.actor)  # type: ignore[attr-defined]
        messages.success(request, f"已放弃“{review}”，内容仍可查看。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("review_list")


def plan_address(plan: Plan) -> str:
    """The plan's own page; the list of plans as long as there is none."""
    try:
        return reverse("plan_page", args=[plan.pk])
    except NoReverseMatch:
        return reverse("plan_list")
