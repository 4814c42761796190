"""What the review's views share: the rows that a seat may have, and the fragments that answer a change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from luoshi.plans import within
from luoshi.plans.models import Review, ReviewItem
from luoshi.plans.review_fields import differences, fields_of, merged
from luoshi.plans.review_marks import marks_of
from luoshi.plans.review_panel import TABS, card, counts
from luoshi.plans.review_text import numbers_over, paragraphs_html
from luoshi.plans.reviewing import SETTLED_IN
from luoshi.units.finding import known_names


def review_for(request: HttpRequest, review_id: int) -> Review:
    """The review of that number, if the seat may review it; 404 for any other."""
    found = within.reviews(request.seat).select_related("region", "upload", "plan").defer("made")  # type: ignore[attr-defined]
    return within.one(found, review_id)


def item_for(request: HttpRequest, review_id: int, item_id: int) -> ReviewItem:
    """An item of a review that the seat may have; 404 for any other."""
    review = review_for(request, review_id)
    item = within.one(ReviewItem.objects.filter(review=review), item_id)
    item.review = review
    return item


def editable(review: Review) -> bool:
    """Whether the review is open for changes."""
    return review.state == Review.State.READY


def settles(review: Review) -> bool:
    """Whether findings can be settled: while it is reviewed, and later where the plan was put in force over them."""
    return review.state in SETTLED_IN


def unit_choices(review: Review, items: Iterable[ReviewItem] | None = None) -> list[str]:
    """The names from which a unit is chosen: those of the plan's directory, then those that the region knows."""
    if items is None:
        items = review.items.filter(kind="unit").exclude(state=ReviewItem.State.REMOVED).only("data")
    names = [n for i in items for n in (i.data["name"], *(a["name"] for a in i.data["aliases"]))]
    return list(dict.fromkeys([*names, *known_names(review.region)]))


def seen_version(request: HttpRequest, name: str = "version") -> int:
    """The version that was on the screen; 0, which is none's, where the form does not say."""
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def card_html(request: HttpRequest, item: ReviewItem, notice: str = "", oob: bool = False) -> str:
    """One card; notice  a sentence above it; oob  it takes its place on the page by itself."""
    context = {
        "card": card(item),
        "review": item.review,
        "editable": editable(item.review),
        "settles": settles(item.review),
        "notice": notice,
        "oob": oob,
    }
    return render_to_string("plans/review_card.html", context, request)


def changed(
    request: HttpRequest,
    review: Review,
    items: Sequence[ReviewItem],
    others: Sequence[ReviewItem] = (),
    also: Iterable[tuple[int, int]] = (),
) -> HttpResponse:
    """The answer to a change: the cards that take the place of the one acted on, those that change elsewhere, the
    paragraphs in which any of them stands (and `also` stood), and the tabs' numbers."""
    for item in (*items, *others):
        item.review = review
    body = [card_html(request, i) for i in items] + [card_html(request, i, oob=True) for i in others]
    return HttpResponse("".join([*body, around(request, review, [*items, *others], also)]))


def around(
    request: HttpRequest, review: Review, items: Sequence[ReviewItem], also: Iterable[tuple[int, int]] = ()
) -> str:
    """The paragraphs of some items anew, and the tabs' numbers."""
    stretches = [*also, *(s for i in items for s in stretches_of(i))]
    blocks = review.document.get("blocks", [])
    numbers = numbers_over(blocks, stretches)
    paragraphs = ""
    if numbers:
        low, high = blocks[numbers[0]][0], max(blocks[n][1] for n in numbers)
        near = review.items.filter(start__lt=high, end__gt=low) | review.items.filter(kind="finding")
        if any(blocks[n][2] is not None for n in numbers):  # in a table, a task owns cells beside its own
            near |= review.items.filter(kind="task")
        marks = [m for m in marks_of(near.exclude(kind="part").defer("made")) if m.end > low and m.start < high]
        paragraphs = paragraphs_html(review.document["text"], blocks, marks, numbers, title_places(review))
    tabs = render_to_string("plans/review_counts.html", {"counts": counts(review), "tabs": TABS, "oob": True}, request)
    return paragraphs + tabs


def stretches_of(item: ReviewItem) -> list[tuple[int, int]]:
    """The characters that an item owns."""
    if item.kind == "finding":
        return [(p["source"]["first"], p["source"]["last"] + 1) for p in item.data["passages"]]
    own = [(item.start, item.end)] if item.start is not None and item.end is not None else []
    if item.kind != "task":
        return own
    sources = [m["source"] for a in item.data["assignments"] for m in a["mentions"]]
    sources += [x["source"] for x in item.data["limits"]]
    return own + [(s["first"], s["last"] + 1) for s in sources if s["last"] >= s["first"]]


def title_places(review: Review, parts: Iterable[ReviewItem] | None = None) -> list[int]:
    """Where the titles of the parts begin."""
    if parts is None:
        parts = review.items.filter(kind="part").only("data")
    return [p.data["source"]["first"] for p in parts if p.data["title"]]


def say(request: HttpRequest, template: str, context: dict[str, Any], said: str = "") -> HttpResponse:
    """A fragment, with a sentence on what is wrong with what was sent."""
    return render(request, template, {**context, "said": said})


def clash(request: HttpRequest, kind: str, mine: dict[str, Any], now: Any) -> dict[str, Any]:
    """What a form shows where somebody else was quicker: both laid together where they touched different fields, and
    both values where they touched the same."""
    present = fields_of(kind, now.header if kind == "header" else now.data)
    try:
        base = json.loads(request.POST.get("base", ""))
    except ValueError:
        base = {}
    laid, both = merged(base if isinstance(base, dict) else {}, mine, present)
    return {
        "fields": laid,
        "base": json.dumps(present, ensure_ascii=False),
        "version": now.header_version if kind == "header" else now.version,
        "clash": [row for row in differences(kind, laid, present) if row[0] in both],
        "quicker": "别人" if kind == "header" else now.changed_by or "别人",
        "theirs": differences(kind, base, present) if isinstance(base, dict) and base else [],
        "clashed": True,
    }


def taken_over(request: HttpRequest, kind: str, mine: dict[str, Any], now: Any) -> dict[str, Any] | None:
    """The form again with one field as it stands now, where the person chose the other's words; None where not."""
    name = request.POST.get("take", "")
    present = fields_of(kind, now.header if kind == "header" else now.data)
    if name not in present:
        return None
    fields = mine | {name: present[name]}
    still = set(request.POST.get("clashing", "").split()) - {name}
    return {
        "fields": fields,
        "base": request.POST.get("base", ""),
        "version": seen_version(request),
        "clash": [row for row in differences(kind, fields, present) if row[0] in still],
        "quicker": "别人" if kind == "header" else now.changed_by or "别人",
        "clashed": True,
    }
