"""Correcting the items of a review in place: edit, take out, put back, add, split, join."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import needs
from luoshi.plans.cutting import join, split
from luoshi.plans.models import Review, ReviewItem
from luoshi.plans.review_answers import (
    around,
    card_html,
    changed,
    clash,
    editable,
    item_for,
    review_for,
    seen_version,
    stretches_of,
    taken_over,
)
from luoshi.plans.review_fields import (
    EVERY,
    LABELS,
    MEASURES,
    OPS,
    ROLES,
    TASK_KINDS,
    Fields,
    differences,
    fields_of,
    from_post,
    written_back,
)
from luoshi.plans.review_marks import LETTERS
from luoshi.plans.review_panel import ROLE_WORDS, part_names
from luoshi.plans.review_suggest import ADDED, blank, part_at, path_at, suggestions
from luoshi.plans.reviewing import Conflict, Refused, add, change, remove

EDITED = ("part", *ADDED)
SENTENCE_START = re.compile(r"(?<=[。；;！？!?\n])(?=[^。；;！？!?\n”）)])")


@needs("plan.review")
def item_card(request: HttpRequest, review_id: int, item_id: int) -> HttpResponse:
    return HttpResponse(card_html(request, item_for(request, review_id, item_id)))


@needs("plan.review", "GET", "POST")
def edit(request: HttpRequest, review_id: int, item_id: int) -> HttpResponse:
    """The form of an item, and what is sent with it."""
    item = item_for(request, review_id, item_id)
    if item.kind not in EDITED or not editable(item.review):
        return HttpResponse(card_html(request, item))
    if request.method == "GET":
        return render(request, "plans/review_form.html", form_context(item, fields_of(item.kind, item.data)))
    fields = from_post(item.kind, request.POST)
    seen, was = seen_version(request), stretches_of(item)
    again = taken_over(request, item.kind, fields, item)
    if again:
        return render(request, "plans/review_form.html", with_rows({**form_context(item, fields), **again}, item))
    try:
        after = change(item, seen, written_back(item.kind, item.data, fields), request.seat.actor)  # type: ignore[attr-defined]
    except Conflict as conflict:
        now = conflict.item
        context = {**form_context(now, fields), **clash(request, item.kind, fields, now)}
        return render(request, "plans/review_form.html", with_rows(context, now))
    except Refused as refused:
        context = {**form_context(item, fields), "version": seen, "base": request.POST.get("base", "")}
        return render(request, "plans/review_form.html", {**context, "said": str(refused)})
    answer = changed(request, item.review, [after], also=was)
    if after.part != item.part:  # it stands under another heading now
        answer["HX-Trigger"] = json.dumps({"review-show": {"item": f"{LETTERS[after.kind]}{after.pk}"}})
    return answer


@needs("plan.review", "POST")
def remove_item(request: HttpRequest, review_id: int, item_id: int) -> HttpResponse:
    """Take an item out, or put it back."""
    item = item_for(request, review_id, item_id)
    try:
        after = remove(item, seen_version(request), request.seat.actor, back=bool(request.POST.get("back")))  # type: ignore[attr-defined]
    except (Conflict, Refused) as wrong:
        return unchanged(request, item, wrong)
    return changed(request, item.review, [after])


@needs("plan.review", "GET", "POST")
def split_task(request: HttpRequest, review_id: int, item_id: int) -> HttpResponse:
    """Where a task may be cut, and the cut."""
    item = item_for(request, review_id, item_id)
    if request.method == "GET":
        context = {"item": item, "review": item.review, "letter": "t", "places": places_to_cut(item)}
        return render(request, "plans/review_split.html", context)
    at = request.POST.get("at", "")
    if at == "caret":
        at = request.POST.get("caret", "")
    try:
        if not at.isdecimal() or len(at) > 9:
            raise Refused("请先选择从哪一句拆开，或在左侧原文里点一下要拆开的地方。")
        both = bool(request.POST.get("same_units"))
        low, high = split(item, seen_version(request), int(at), request.seat.actor, same_units=both)  # type: ignore[attr-defined]
    except (Conflict, Refused) as wrong:
        return unchanged(request, item, wrong)
    return changed(request, item.review, [low, high])


def places_to_cut(item: ReviewItem) -> list[dict[str, Any]]:
    """The sentences of a task behind its first, with the character at which each begins."""
    if item.start is None or item.end is None:
        return []
    text = item.review.document["text"][item.start : item.end]
    # (a clause in brackets belongs to the sentence before it)
    starts = [m.start() for m in SENTENCE_START.finditer(text) if m.start() and text[m.start()] not in "（("]
    return [
        {"at": item.start + s, "text": " ".join(text[s:e].split())} for s, e in pairwise([*starts, len(text)]) if s < e
    ]


@needs("plan.review", "POST")
def join_task(request: HttpRequest, review_id: int, item_id: int) -> HttpResponse:
    """Make one of a task and the next of its part."""
    item = item_for(request, review_id, item_id)
    following = (
        ReviewItem.objects.filter(review=item.review, kind="task", part=item.part, order__gt=item.order)
        .exclude(state=ReviewItem.State.REMOVED)
        .order_by("order", "id")
        .first()
    )
    try:
        if item.kind != "task" or following is None:
            raise Refused("这一部分里后面没有任务了，不能合并。")
        following.review = item.review
        shown = request.POST.get("next", "")
        if shown != str(following.pk):
            raise Refused("后一条任务刚有变化，请看过后再合并。")
        after = join(item, seen_version(request), following, seen_version(request, "next_version"), request.seat.actor)  # type: ignore[attr-defined]
    except (Conflict, Refused) as wrong:
        return unchanged(request, item, wrong)
    following.refresh_from_db()
    return changed(request, item.review, [after], [following])


@needs("plan.review", "GET", "POST")
def add_item(request: HttpRequest, review_id: int) -> HttpResponse:
    """The form for what the reading missed, filled in from the words that were marked; and what is sent with it."""
    review = review_for(request, review_id)
    given = request.POST if request.method == "POST" else request.GET
    kind = given.get("kind", "")
    if kind not in ADDED or not editable(review):
        return HttpResponse("")
    start, end = _marked(review, given.get("start", ""), given.get("end", ""))
    parts = list(review.items.filter(kind="part").only("data"))
    names = part_names(parts)
    part = given.get("part") or part_at((p.data for p in parts), start)
    part = part if part in names else "0"
    data, found = drafted(review, kind, part, start, end)
    number = given.get("reading", "0")
    chosen = int(number) if number.isdecimal() and len(number) < 4 else 0
    data = found[chosen] if chosen < len(found) else data
    context: dict[str, Any] = {
        **choices(kind),
        "review": review,
        "adding": True,
        "kind": kind,
        "kind_word": ADDED[kind],
        "start": start,
        "end": end,
        "words": review.document["text"][start:end] if start is not None else "",
        "parts": names,
        "part": part,
        "reading": chosen,
        "readings": [] if len(found) < 2 else [(n, label_of(kind, d)) for n, d in enumerate(found)],
    }
    if request.method == "GET":
        fields = fields_of(kind, data)
        return render(request, "plans/review_form.html", context | filled(fields, data))
    fields = from_post(kind, request.POST)
    try:
        written = written_back(kind, data, fields)
        place = data["source"] if kind != "task" else data["body"]
        where = (
            (place["first"], place["last"] + 1)
            if start is not None and place["last"] >= place["first"]
            else (None, None)
        )
        made = add(review, kind, part, written, request.seat.actor, *where)  # type: ignore[attr-defined]
    except Refused as refused:
        return render(request, "plans/review_form.html", context | filled(fields, data) | {"said": str(refused)})
    made.review = review
    answer = HttpResponse(around(request, review, [made]))
    answer["HX-Trigger"] = json.dumps({"review-show": {"item": f"{LETTERS[kind]}{made.pk}"}})
    return answer


def drafted(
    review: Review, kind: str, part: str, start: int | None, end: int | None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The data that a new item begins with, and all that the reading sees in the words marked."""
    if start is None or end is None:
        data = blank(kind, review.document["text"], part, None, None)
        return data, [data]
    path = ""
    if kind == "target":
        near = review.items.filter(kind__in=("task", "target"), part=part).exclude(state=ReviewItem.State.REMOVED)
        path = path_at(near.only("kind", "part", "start", "end", "data"), start)
    found = suggestions(kind, review.document, part, start, end, review.header.get("year") or 0, path)
    return found[0], found


def _marked(review: Review, start: str, end: str) -> tuple[int | None, int | None]:
    """The marked characters, blanks at the ends left out; (None, None) where none or nonsense was marked."""
    text = review.document.get("text", "")
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return None, None
    low, high = int(start), min(int(end), len(text))
    words = text[low:high]
    if not words.strip():
        return None, None
    return low + len(words) - len(words.lstrip()), low + len(words.rstrip())


def label_of(kind: str, data: dict[str, Any]) -> str:
    """What a reading of the marked words is called among several."""
    return str(data.get("name") or data.get("title") or f"{data.get('every', '')}{data.get('action', '')}")


def form_context(item: ReviewItem, fields: Fields) -> dict[str, Any]:
    """The form of an item."""
    following = None
    if item.kind == "task":
        later = ReviewItem.objects.filter(review=item.review_id, kind="task", part=item.part, order__gt=item.order)
        following = (
            later.exclude(state=ReviewItem.State.REMOVED).order_by("order", "id").only("data", "version").first()
        )
    made = fields_of(item.kind, item.made) if item.made else None
    return {
        **choices(item.kind),
        **filled(fields, item.data),
        "item": item,
        "review": item.review,
        "kind": item.kind,
        "letter": LETTERS.get(item.kind, "i"),
        "base": json.dumps(fields_of(item.kind, item.data), ensure_ascii=False),
        "version": item.version,
        "changes": differences(item.kind, made, fields_of(item.kind, item.data)) if made else [],
        "following": following,
        "parts": part_names(item.review.items.filter(kind="part").only("data")) if item.kind in ADDED else {},
    }


def filled(fields: Fields, data: dict[str, Any]) -> dict[str, Any]:
    """The fields with the rows of duties, which know the clauses that they stand in."""
    return {"fields": fields, "duties": duty_rows(fields, data), "clauses": clause_words(data)}


def with_rows(context: dict[str, Any], item: ReviewItem) -> dict[str, Any]:
    """A form's context with the rows of the fields that it holds in the end."""
    return {**context, "duties": duty_rows(context["fields"], item.data)}


def duty_rows(fields: Fields, data: dict[str, Any]) -> list[dict[str, str]]:
    """The duties of a task's form, and an empty row for one more."""
    if "duties" not in fields:
        return []
    rows = [{"clause": c, "role": r, "unit": u} for c, r, u in fields["duties"]]
    first = "cooperate" if rows else "lead"
    return [*rows, {"clause": str(max(0, len(data["assignments"]) - 1)), "role": first, "unit": ""}]


def clause_words(data: dict[str, Any]) -> list[str]:
    """The responsibility clauses of a task, as the choices of a row; none where there is at most one."""
    clauses = [a["clause"] or f"第{n}条" for n, a in enumerate(data.get("assignments", []), 1)]
    return clauses if len(clauses) > 1 else []


def choices(kind: str) -> dict[str, Any]:
    """What the selects of a form offer."""
    roles = [(r, ROLE_WORDS[r]) for r in ROLES]
    return {
        "labels": LABELS[kind],
        "roles": roles,
        "every": EVERY,
        "ops": OPS,
        "measures": MEASURES,
        "task_kinds": TASK_KINDS,
    }


def unchanged(request: HttpRequest, item: ReviewItem, wrong: Exception) -> HttpResponse:
    """The card as it stands now, and why nothing was done."""
    if isinstance(wrong, Conflict) and isinstance(wrong.item, ReviewItem):
        notice = f"{wrong.item.changed_by or '别人'}刚改过这一项，没有按您的操作去做；请看过现在的内容再定。"
    else:
        notice = str(wrong)
    now = ReviewItem.objects.get(pk=item.pk)
    now.review = item.review
    return HttpResponse(card_html(request, now, notice) + around(request, item.review, [now], stretches_of(item)))
