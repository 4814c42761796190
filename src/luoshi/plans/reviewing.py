"""What people do to a review: correct, add, remove, split, join, settle.

Every change names the version of the item that was on the screen. Where somebody else was quicker, nothing is written
and `Conflict` carries the item as it stands now, so that both can be shown.
"""

from __future__ import annotations

import copy
from typing import Any

from django.db import transaction
from django.db.models import F

from luoshi.audit.actor import Actor
from luoshi.audit.record import changed, record
from luoshi.plans.models import Review, ReviewItem

State = ReviewItem.State


class Conflict(Exception):
    """Somebody else changed the item since it was shown; `item` is as it stands now."""

    def __init__(self, item: ReviewItem) -> None:
        super().__init__("这一项刚被别人改过，请看过新内容再改。")
        self.item = item


class Refused(Exception):
    """What was asked cannot be done; the text is one Chinese sentence for the person."""


def change(item: ReviewItem, seen: int, data: dict[str, Any], actor: Actor) -> ReviewItem:
    """Give an item new content. An item put back to what was read counts as read again."""
    with transaction.atomic():
        now = _take(item, seen)
        before, after = changed(now.data, data)
        if not after and not before:
            return now
        state = State.ADDED if now.made is None else State.READ if data == now.made else State.CHANGED
        _write(now, data=data, state=state, changed_by=actor.name)
        record(actor, "plan.review.change", now, before, after, label=label(now), region_id=now.review.region_id)
        return now


def remove(item: ReviewItem, seen: int, actor: Actor, back: bool = False) -> ReviewItem:
    """Take an item out of the plan to be (it stays in the review and can be put back)."""
    with transaction.atomic():
        now = _take(item, seen)
        state = (
            State.REMOVED
            if not back
            else State.ADDED
            if now.made is None
            else State.READ
            if now.data == now.made
            else State.CHANGED
        )
        old = now.state
        _write(now, state=state, changed_by=actor.name)
        record(
            actor,
            "plan.review.remove",
            now,
            {"state": old},
            {"state": state},
            label=label(now),
            region_id=now.review.region_id,
        )
        return now


def add(
    review: Review,
    kind: str,
    part: str,
    data: dict[str, Any],
    actor: Actor,
    start: int | None = None,
    end: int | None = None,
) -> ReviewItem:
    """Add an item that reading missed, with the place in the text that was marked (None: no place)."""
    with transaction.atomic():
        locked = _open(review)
        order = _place_for(locked, kind, start)
        item = ReviewItem.objects.create(
            review=locked,
            kind=kind,
            part=part,
            data=data,
            start=start,
            end=end,
            order=order,
            state=State.ADDED,
            changed_by=actor.name,
        )
        record(actor, "plan.review.add", item, {}, data, label=label(item), region_id=locked.region_id)
        return item


def settle(finding: ReviewItem, seen: int, how: str, word: str, actor: Actor) -> ReviewItem:
    """Say how a finding was dealt with. Accepting it as it stands needs a word why."""
    if how == ReviewItem.Settled.ACCEPTED and not word.strip():
        raise Refused("保留原文请写一句理由。")
    with transaction.atomic():
        now = _take(finding, seen)
        before, after = changed({"settled": now.settled, "word": now.word}, {"settled": how, "word": word.strip()})
        _write(now, settled=how, word=word.strip()[:200], changed_by=actor.name)
        record(actor, "plan.review.settle", now, before, after, label=label(now), region_id=now.review.region_id)
        return now


def split(item: ReviewItem, seen: int, at: int, actor: Actor) -> tuple[ReviewItem, ReviewItem]:
    """Cut a task in two before the character `at` of the read text: the second half becomes a task of its own, with
    the clauses, limits and units that stand in it. Raises Refused where the place is not inside the task."""
    with transaction.atomic():
        now = _take(item, seen)
        text = now.review.document["text"]
        if now.kind != "task" or now.start is None or now.end is None or not now.start < at < now.end:
            raise Refused("拆分的位置不在这条任务里，请在任务文字中间点选。")
        first, second = copy.deepcopy(now.data), copy.deepcopy(now.data)
        for half, keep in ((first, lambda s: s["first"] < at), (second, lambda s: s["first"] >= at)):
            half["assignments"] = [a for a in half["assignments"] if keep(a["source"])]
            half["limits"] = [x for x in half["limits"] if keep(x["source"])]
            half["due"] = [x["text"] for x in half["limits"]]
        first["body"] = {**now.data["body"], "last": at - 1, "text": text[now.start : at]}
        if now.data["source"]["last"] >= at:  # the title itself is cut
            first["source"] = {**now.data["source"], "last": at - 1, "text": text[now.data["source"]["first"] : at]}
            first["title"] = "".join(first["source"]["text"].split())
        end = at + len(text[at : now.end].split("。")[0])
        second["title"] = "".join(text[at:end].split())
        second["path"] = f"{now.data['path']}-2"
        second["source"] = {**now.data["source"], "first": at, "last": end - 1, "text": text[at:end]}
        second["body"] = {**now.data["body"], "first": at, "last": now.end - 1, "text": text[at : now.end]}
        old_end = now.end
        ReviewItem.objects.filter(review=now.review, kind="task", order__gt=now.order).update(order=F("order") + 1)
        _write(now, data=first, end=at, state=State.CHANGED if now.made else State.ADDED, changed_by=actor.name)
        new = ReviewItem.objects.create(
            review=now.review,
            kind="task",
            part=now.part,
            order=now.order + 1,
            start=at,
            end=old_end,
            data=second,
            state=State.ADDED,
            changed_by=actor.name,
        )
        record(
            actor,
            "plan.review.split",
            now,
            {"end": old_end},
            {"end": at, "new": new.pk},
            label=label(now),
            region_id=now.review.region_id,
        )
        return now, new


def join(first: ReviewItem, seen: int, second: ReviewItem, seen_second: int, actor: Actor) -> ReviewItem:
    """Make one task of two neighbours: the first keeps its title, and takes the clauses and limits of the second."""
    with transaction.atomic():
        low, high = _take(first, seen), _take(second, seen_second)
        if (
            low.kind != "task"
            or high.kind != "task"
            or low.part != high.part
            or low.pk == high.pk
            or low.review_id != high.review_id
        ):
            raise Refused("只能合并同一部分里的两条任务。")
        text = low.review.document["text"]
        data = copy.deepcopy(low.data)
        data["assignments"] += high.data["assignments"]
        data["limits"] += [x for x in high.data["limits"] if x["text"] not in data["due"]]
        data["due"] = [x["text"] for x in data["limits"]]
        end = low.end
        if low.start is not None and high.start is not None and low.end is not None and high.end is not None:
            start, end = min(low.start, high.start), max(low.end, high.end)
            data["body"] = {**data["body"], "first": start, "last": end - 1, "text": text[start:end]}
            low.start = start
        _write(
            low,
            data=data,
            start=low.start,
            end=end,
            state=State.CHANGED if low.made else State.ADDED,
            changed_by=actor.name,
        )
        _write(high, state=State.REMOVED, changed_by=actor.name)
        for target in ReviewItem.objects.filter(review=low.review, kind="target", part=high.part):
            if target.data.get("path") == high.data["path"]:
                _write(target, data={**target.data, "path": low.data["path"]})
        record(actor, "plan.review.join", low, {}, {"with": high.pk}, label=label(low), region_id=low.review.region_id)
        return low


def change_header(review: Review, seen: int, header: dict[str, Any], actor: Actor) -> Review:
    """Correct the document's own fields (title, number, issuer, date, year, family)."""
    with transaction.atomic():
        locked = _open(review)
        if locked.header_version != seen:
            raise Refused("文件信息刚被别人改过，请刷新后再改。")
        before, after = changed(locked.header, header)
        locked.header, locked.header_version = header, seen + 1
        locked.save(update_fields=["header", "header_version"])
        record(actor, "plan.review.header", locked, before, after, region_id=locked.region_id)
        return locked


def drop(review: Review, actor: Actor) -> None:
    """Give a review up; it stays readable."""
    with transaction.atomic():
        locked = Review.objects.select_for_update().get(pk=review.pk)
        if locked.state == Review.State.IN_FORCE:
            raise Refused("这份方案已经施行，不能放弃。")
        Review.objects.filter(pk=locked.pk).update(state=Review.State.DROPPED)
        record(
            actor,
            "plan.review.drop",
            locked,
            {"state": locked.state},
            {"state": Review.State.DROPPED},
            region_id=locked.region_id,
        )


def label(item: ReviewItem) -> str:
    """What a person calls an item."""
    data = item.data
    return str(
        data.get("title") or data.get("name") or data.get("raw") or data.get("sentence") or data.get("text") or ""
    )[:80]


def _open(review: Review) -> Review:
    locked = Review.objects.select_for_update().get(pk=review.pk)
    if locked.state != Review.State.READY:
        raise Refused(f"这份文件现在是“{locked.get_state_display()}”，不能再改。")
    return locked


def _take(item: ReviewItem, seen: int) -> ReviewItem:
    """The item, its review locked, if it is still the one that was seen."""
    review = _open(item.review)
    now = ReviewItem.objects.get(pk=item.pk)
    now.review = review
    if now.version != seen:
        raise Conflict(now)
    return now


def _write(item: ReviewItem, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(item, name, value)
    item.version += 1
    item.save(update_fields=[*fields, "version"])


def _place_for(review: Review, kind: str, start: int | None) -> int:
    """The order number for a new item that begins at `start`, the later ones moved on; at the end without a place."""
    items = ReviewItem.objects.filter(review=review, kind=kind)
    after = items.filter(start__gt=start).order_by("order").first() if start is not None else None
    if after is None:
        last = items.order_by("-order").first()
        return last.order + 1 if last else 0
    place = after.order
    items.filter(order__gte=place).update(order=F("order") + 1)
    return place
