"""What people do to a review: correct, add, remove, settle, give up. (Cutting tasks is in `cutting.py`.)

Every change names the version of the item that was on the screen. Where somebody else was quicker, nothing is written
and `Conflict` carries the item as it stands now, so that both can be shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from luoshi.audit.actor import Actor
from luoshi.audit.record import changed, record
from luoshi.drafting.place_words import path_words
from luoshi.plans.models import Review, ReviewItem

State = ReviewItem.State
MOVABLE = ("task", "target", "body", "cadence")
SETTLED_IN = (Review.State.READY, Review.State.IN_FORCE)


class Conflict(Exception):
    """Somebody else changed the thing since it was shown; `item` is the item (or, for the document's own fields, the
    review) as it stands now."""

    def __init__(self, item: Any) -> None:
        super().__init__("这一项刚被别人改过，请看过新内容再改。")
        self.item = item


class Refused(Exception):
    """What was asked cannot be done; the text is one Chinese sentence for the person."""


def change(item: ReviewItem, seen: int, data: dict[str, Any], actor: Actor) -> ReviewItem:
    """Give an item new content. An item put back to what was read counts as read again."""
    with transaction.atomic():
        now = take(item, seen)
        before, after = changed(now.data, data)
        if not after and not before:
            return now
        if now.kind in MOVABLE and data["part"] != now.part:
            data = _moved(now, data)
        if now.kind == "task":
            _take_targets_along(now, data, actor)
        state = State.ADDED if now.made is None else State.READ if data == now.made else State.CHANGED
        write(now, data=data, part=data.get("part", now.part), state=state, changed_by=actor.name)
        record(actor, "plan.review.change", now, before, after, label=label(now), region_id=now.review.region_id)
        return now


def _moved(item: ReviewItem, data: dict[str, Any]) -> dict[str, Any]:
    """The data of an item that goes to another part. What it was read from stays with it. Raises Refused."""
    parts = {p.data["id"] for p in item.review.items.filter(kind="part").only("data")}
    if data["part"] not in parts:
        raise Refused("请从列出的几项里选所属部分。")
    if item.kind == "target":
        return {**data, "path": ""}  # it leaves the task that it stood in
    if item.kind == "task":
        others = item.review.items.filter(kind="task", part=data["part"]).exclude(state=State.REMOVED)
        if any(o.data["path"] == data["path"] for o in others.only("data")):
            raise Refused(f"要移到的部分里已有序号为“{path_words(data['path'])}”的任务，请同时把序号改成那里没有的。")
    return data


def _take_targets_along(task: ReviewItem, data: dict[str, Any], actor: Actor) -> None:
    """A task's targets stand where it stands: they follow it to another part or number."""
    was, now = ({name: d[name] for name in ("part", "path")} for d in (task.data, data))
    if was == now:
        return
    for target in task.review.items.filter(kind="target", part=task.part).exclude(state=State.REMOVED):
        if target.data["path"] == task.data["path"]:
            after = {**target.data, **now}
            state = State.ADDED if target.made is None else State.READ if after == target.made else State.CHANGED
            write(target, data=after, part=now["part"], state=state, changed_by=actor.name)
            region = task.review.region_id
            record(actor, "plan.review.change", target, was, now, label=label(target), region_id=region)


def remove(item: ReviewItem, seen: int, actor: Actor, back: bool = False) -> ReviewItem:
    """Take an item out of the plan to be (it stays in the review and can be put back)."""
    with transaction.atomic():
        now = take(item, seen)
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
        write(now, state=state, changed_by=actor.name)
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
        locked = open_for_change(review)
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
    """Say how a finding was dealt with. Accepting it as it stands needs a word why.

    Also after the plan was put in force over it: what was left open then is settled later, by a revision or a word."""
    if how not in ReviewItem.Settled.values:
        raise Refused("请选择“已改正”“保留原文”或“不是问题”。")
    if how == ReviewItem.Settled.ACCEPTED and not word.strip():
        raise Refused("保留原文请写一句理由。")
    with transaction.atomic():
        now = take(finding, seen, SETTLED_IN)
        before, after = changed({"settled": now.settled, "word": now.word}, {"settled": how, "word": word.strip()})
        write(now, settled=how, word=word.strip()[:200], changed_by=actor.name)
        record(actor, "plan.review.settle", now, before, after, label=label(now), region_id=now.review.region_id)
        return now


def settle_many(
    findings: Iterable[tuple[ReviewItem, int]], how: str, word: str, actor: Actor
) -> tuple[list[ReviewItem], list[ReviewItem]]:
    """Settle several findings in the same way, in one transaction: (those settled, those that somebody else changed
    since they were shown, left as they stand)."""
    done: list[ReviewItem] = []
    left: list[ReviewItem] = []
    with transaction.atomic():
        for finding, seen in findings:
            try:
                done.append(settle(finding, seen, how, word, actor))
            except Conflict as conflict:
                left.append(conflict.item)
    return done, left


def decide_alias(unit: ReviewItem, seen: int, name: str, same: bool | None, actor: Actor) -> ReviewItem:
    """Say whether another name in the directory means the same unit (None: not decided after all)."""
    data = {**unit.data, "aliases": [dict(a) for a in unit.data["aliases"]]}
    alias = next((a for a in data["aliases"] if a["name"] == name), None)
    if alias is None:
        raise Refused(f"“{unit.data['name']}”名下没有“{name}”这个名称，请刷新后再看。")
    alias["merged"] = same is True
    alias.pop("apart", None)
    if same is False:
        alias["apart"] = True
    return change(unit, seen, data, actor)


def unite(unit: ReviewItem, seen: int, other: ReviewItem, seen_other: int, actor: Actor) -> ReviewItem:
    """Two entries of the directory are one unit: the other's name and names go to the first, its entry is taken out."""
    with transaction.atomic():
        kept, gone = take(unit, seen), take(other, seen_other)
        if kept.pk == gone.pk or {kept.kind, gone.kind} != {"unit"} or kept.review_id != gone.review_id:
            raise Refused("请选择名录里的另一个单位。")
        known = {a["name"] for a in kept.data["aliases"]}
        taken = [{"name": gone.data["name"], "count": gone.data["count"]}, *gone.data["aliases"]]
        aliases = [
            {"evidence": "人工认定", "certainty": 1, "proposed": False, "count": 0, "merged": True, **a}
            for a in taken
            if a["name"] not in known
        ]
        write(gone, state=State.REMOVED, changed_by=actor.name)
        data = {**kept.data, "aliases": [*kept.data["aliases"], *aliases]}
        write(kept, data=data, state=State.CHANGED if kept.made else State.ADDED, changed_by=actor.name)
        record(
            actor,
            "plan.review.unite",
            kept,
            {},
            {"with": gone.pk, "name": gone.data["name"]},
            label=label(kept),
            region_id=kept.review.region_id,
        )
        return kept


def change_header(review: Review, seen: int, header: dict[str, Any], actor: Actor) -> Review:
    """Correct the document's own fields (title, number, issuer, date, year, family)."""
    with transaction.atomic():
        locked = open_for_change(review)
        if locked.header_version != seen:
            raise Conflict(locked)
        before, after = changed(locked.header, header)
        locked.header, locked.header_version = header, seen + 1
        locked.save(update_fields=["header", "header_version"])
        record(actor, "plan.review.header", locked, before, after, region_id=locked.region_id)
        return locked


def drop(review: Review, actor: Actor) -> None:
    """Give a review up; it stays readable."""
    with transaction.atomic():
        locked = Review.objects.defer("document", "made").select_for_update().get(pk=review.pk)
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


def open_for_change(review: Review, states: Collection[Any] = (Review.State.READY,)) -> Review:
    """The review, locked, if it is in one of these states. Raises Refused where it is not."""
    locked = Review.objects.defer("made").select_for_update().get(pk=review.pk)
    if locked.state not in states:
        raise Refused(f"这份文件现在是“{locked.get_state_display()}”，不能再改。")
    return locked


def take(item: ReviewItem, seen: int, states: Collection[Any] = (Review.State.READY,)) -> ReviewItem:
    """The item, its review locked, if it is still the one that was seen. Raises Conflict where it is not."""
    review = open_for_change(item.review, states)
    now = ReviewItem.objects.get(pk=item.pk)
    now.review = review
    if now.version != seen:
        raise Conflict(now)
    return now


def write(item: ReviewItem, **fields: Any) -> None:
    """Write fields of an item that `take` gave, and count its version on."""
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
