"""Which characters of the read text belong to which item under review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from luoshi.plans.models import ReviewItem

# What a mark shows: its letter in the page, its name in the legend.
LEGEND = {
    "t": "任务",
    "u": "责任单位",
    "d": "时限",
    "g": "指标",
    "b": "专班",
    "c": "调度机制",
    "f": "体检问题",
    "x": "未成条目",
}
LETTERS = {"task": "t", "target": "g", "body": "b", "cadence": "c", "finding": "f", "gap": "x"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` (exclusive) of the text that item `item` owns. show  the letter of the legend, ""
    where they are only clickable (the body of a task)."""

    start: int
    end: int
    show: str
    item: int
    letter: str


def marks_of(items: Iterable[ReviewItem]) -> list[Mark]:
    """All marks of the items, none for those removed, settled as no problem, or without a place."""
    return [mark for item in items for mark in _marks(item)]


def _marks(item: ReviewItem) -> Iterator[Mark]:
    letter = LETTERS.get(item.kind)
    if letter is None or item.state == ReviewItem.State.REMOVED:
        return
    if item.kind == "finding":
        if item.settled:
            return
        for passage in item.data["passages"]:
            yield from _mark(passage["source"], letter, item.pk, letter)
        return
    if item.start is None or item.end is None:
        return
    if item.kind != "task":
        yield Mark(item.start, item.end, letter, item.pk, letter)
        return
    yield Mark(item.start, item.end, "", item.pk, letter)
    data = item.data
    yield from _mark(data["source"], "t", item.pk, letter)
    for assignment in data["assignments"]:
        for mention in assignment["mentions"]:
            yield from _mark(mention["source"], "u", item.pk, letter)
    for limit in data["limits"]:
        yield from _mark(limit["source"], "d", item.pk, letter)


def _mark(source: dict[str, Any], show: str, item: int, letter: str) -> Iterator[Mark]:
    if source["last"] >= source["first"]:
        yield Mark(source["first"], source["last"] + 1, show, item, letter)
