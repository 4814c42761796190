"""Cutting one task in two, and making one of two neighbours."""

from __future__ import annotations

import copy
from typing import Any

from django.db import transaction
from django.db.models import F

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans.models import ReviewItem
from luoshi.plans.reviewing import Refused, State, label, take, write


def split(
    item: ReviewItem, seen: int, at: int, actor: Actor, same_units: bool = False
) -> tuple[ReviewItem, ReviewItem]:
    """Cut a task in two before the character `at` of the read text: the second half becomes a task of its own, with
    the clauses, limits, targets and units that stand in it. same_units  a half in which no clause stands gets those of
    the other. Raises Refused where the place is not inside the task."""
    with transaction.atomic():
        now = take(item, seen)
        text = now.review.document["text"]
        if now.kind != "task" or now.start is None or now.end is None or not now.start < at < now.end:
            raise Refused("拆分的位置不在这条任务里，请在任务文字中间点选。")
        first, second = copy.deepcopy(now.data), copy.deepcopy(now.data)
        begin, stop = now.start, now.end
        for half, low, high in ((first, begin, at), (second, at, stop)):
            # what stands outside the task's own words (other cells of a table's row) belongs to both halves
            half["assignments"] = [a for a in half["assignments"] if _belongs(a["source"], low, high, begin, stop)]
            half["limits"] = [x for x in half["limits"] if _belongs(x["source"], low, high, begin, stop)]
            half["due"] = [x["text"] for x in half["limits"]]
        for half, other in ((first, second), (second, first)) if same_units else ():
            half["assignments"] = half["assignments"] or copy.deepcopy(other["assignments"])
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
        write(now, data=first, end=at, state=State.CHANGED if now.made else State.ADDED, changed_by=actor.name)
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
        for target in ReviewItem.objects.filter(review=now.review, kind="target", part=now.part, start__gte=at):
            if target.data.get("path") == now.data["path"] and (target.start or 0) < old_end:
                write(target, data={**target.data, "path": second["path"]})
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
        low, high = take(first, seen), take(second, seen_second)
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
        said = [_names(a) for a in data["assignments"]]
        data["assignments"] += [a for a in high.data["assignments"] if _names(a) not in said]
        data["limits"] += [x for x in high.data["limits"] if x["text"] not in data["due"]]
        data["due"] = [x["text"] for x in data["limits"]]
        end = low.end
        if low.start is not None and high.start is not None and low.end is not None and high.end is not None:
            start, end = min(low.start, high.start), max(low.end, high.end)
            data["body"] = {**data["body"], "first": start, "last": end - 1, "text": text[start:end]}
            low.start = start
        state = State.ADDED if low.made is None else State.READ if data == low.made else State.CHANGED
        write(low, data=data, start=low.start, end=end, state=state, changed_by=actor.name)
        write(high, state=State.REMOVED, changed_by=actor.name)
        for target in ReviewItem.objects.filter(review=low.review, kind="target", part=high.part):
            if target.data.get("path") == high.data["path"]:
                write(target, data={**target.data, "path": low.data["path"]})
        record(actor, "plan.review.join", low, {}, {"with": high.pk}, label=label(low), region_id=low.review.region_id)
        return low


def _names(assignment: dict[str, Any]) -> tuple[list[str], ...]:
    return assignment["lead"], assignment["responsible"], assignment["cooperate"]


def _belongs(source: dict[str, Any], low: int, high: int, begin: int, stop: int) -> bool:
    first = source["first"]
    return low <= first < high or not begin <= first < stop
