"""The right side of the review page: tabs, and in each the items by part, as cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from luoshi.drafting.place_words import path_words
from luoshi.papers.wording import kind_title
from luoshi.plans.models import Review, ReviewItem
from luoshi.plans.open_points import lacks_unit, undecided
from luoshi.plans.review_fields import LABELS, differences, fields_of
from luoshi.plans.review_marks import LETTERS

TABS = {
    "task": "任务",
    "target": "指标",
    "body": "专班",
    "cadence": "调度机制",
    "unit": "单位名录",
    "finding": "体检问题",
    "gap": "未成条目",
    "header": "文件信息",
}
# what can be picked out in a tab
SHOWS = {
    "": "全部",
    "open": "待处理",
    "changed": "改动过",
    "removed": "已去除",
}
OPEN_MEANS = {"task": "没有责任单位", "unit": "待定简称", "finding": "待处理"}
GRAVITY = {"grave": 0, "serious": 1, "minor": 2}
ROLE_WORDS = {"lead": "牵头", "responsible": "责任", "cooperate": "配合"}
State = ReviewItem.State


@dataclass
class Card:
    """An item as the page shows it. changes  [(what, as read, as it stands)]; lines  its duties as [(role, word, names)];
    waiting  the other names in the directory of which nobody has decided."""

    item: ReviewItem
    letter: str
    where: str = ""
    changes: list[tuple[str, str, str, str]] = field(default_factory=list)
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Group:
    """Cards under one heading: a part, or a kind of finding."""

    title: str
    key: str
    cards: list[Card]
    open: int = 0
    gravity: str = ""


def card(item: ReviewItem) -> Card:
    """The card of an item. An item that was changed must have its `made` at hand."""
    data = item.data
    made = Card(item, LETTERS.get(item.kind, "i"), path_words(data.get("path", "")))
    if item.kind == "task":
        made.lines = [
            (role, word, "、".join(a[role]))
            for a in data["assignments"]
            for role, word in ROLE_WORDS.items()
            if a[role]
        ]
    elif item.kind == "unit":
        made.waiting = undecided(data)
    if item.state == State.CHANGED and item.made and item.kind in LABELS:
        made.changes = differences(item.kind, fields_of(item.kind, item.made), fields_of(item.kind, data))
        if item.kind == "task" and item.made["body"] != data["body"]:
            was, now = (f"{len(d['body']['text'])}字" for d in (item.made, data))
            made.changes.append(("body", "原文范围", was, now))
    return made


def part_names(parts: Iterable[ReviewItem]) -> dict[str, str]:
    """Part id → what it is called: 正文, 附件3 科技创新攻坚, 附件3表1."""
    names: dict[str, str] = {}
    for item in parts:
        head, _, number = item.data["id"].partition("-")
        if item.data["kind"] == "master" or head == "0":
            names[item.data["id"]] = "正文"
        elif number:
            names[item.data["id"]] = f"附件{head}表{number}"
        else:
            names[item.data["id"]] = f"附件{head} {item.data['title']}".strip()
    return names or {"0": "正文"}


def is_open(item: ReviewItem) -> bool:
    """Whether somebody must still look at the item before the plan is put in force."""
    if item.state == State.REMOVED:
        return False
    if item.kind == "finding":
        return not item.settled
    if item.kind == "unit":
        return bool(undecided(item.data))
    return item.kind == "task" and lacks_unit(item)


def chosen(items: Iterable[ReviewItem], show: str, part: str) -> list[ReviewItem]:
    """The items that a filter lets through."""
    if part:
        items = [i for i in items if i.part == part]
    if show == "open":
        return [i for i in items if is_open(i)]
    if show == "changed":
        return [i for i in items if i.state in (State.CHANGED, State.ADDED)]
    if show == "removed":
        return [i for i in items if i.state == State.REMOVED]
    return list(items)


def groups(tab: str, items: list[ReviewItem], names: dict[str, str]) -> list[Group]:
    """The items of a tab under their headings: findings by kind, the gravest first; units as one; others by part."""
    if tab == "finding":
        return _by_code(items)
    if tab == "unit":
        order = sorted(items, key=lambda i: (not undecided(i.data), i.order, i.pk))
        return [Group("", "", [card(i) for i in order], sum(is_open(i) for i in items))] if items else []
    if tab == "header":
        return [Group("", "", [card(i) for i in items])] if items else []
    # a part that the document does not have stands last
    place = {code: n for n, code in enumerate(names)}
    order = sorted(items, key=lambda i: (place.get(i.part, len(place)), i.order, i.pk))
    return [
        Group(names.get(code, f"附件{code}"), code, [card(i) for i in found])
        for code, found in ((c, list(g)) for c, g in groupby(order, key=lambda i: i.part))
    ]


def _by_code(items: list[ReviewItem]) -> list[Group]:
    result: list[Group] = []
    order = sorted(items, key=lambda i: (GRAVITY.get(i.data["gravity"], 3), i.data["code"], i.order, i.pk))
    for (gravity, code), found in groupby(order, key=lambda i: (i.data["gravity"], i.data["code"])):
        cards = [card(i) for i in found]
        result.append(Group(kind_title(code), code, cards, sum(is_open(c.item) for c in cards), gravity))
    return result


def counts(review: Review) -> dict[str, int]:
    """How many items each tab holds (removed ones left out), how many findings are open. One query."""
    rows = review.items.exclude(state=State.REMOVED).values_list("kind", "settled")
    return counted(rows)


def counted(rows: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The same from (kind, settled) pairs at hand."""
    found: Counter[str] = Counter()
    for kind, settled in rows:
        found[kind] += 1
        if kind == "finding" and not settled:
            found["finding_open"] += 1
    return dict(found)
