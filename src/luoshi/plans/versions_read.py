"""What an item said under the versions of its plan, and what changed from one to the next."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from luoshi.papers.wording import chinese_date
from luoshi.plans.models import Item, ItemState, Version

WORDS = {
    "title": "标题",
    "path": "序号",
    "text": "内容",
    "kind": "类别",
    "due": "完成时限",
    "limits": "时限原文",
    "clauses": "责任分工",
    "duties": "责任单位",
    "name": "名称",
    "raw": "原文",
    "value": "目标值",
    "value2": "上限",
    "op": "要求",
    "unit": "计量单位",
    "measure": "性质",
    "convener": "召集人",
    "deputies": "副召集人",
    "office": "办公室",
    "members": "成员单位",
    "part": "所属部分",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """An item under one version: from when, why, and which of its fields differ from the stage before (in words)."""

    number: int
    effective_on: datetime.date | None
    reason: str
    reference: str
    changed: tuple[tuple[str, str, str], ...]
    ended: bool


def stages(kind: str, item: Item) -> list[Stage]:
    """The stages of an item, the latest first. One query."""
    version = Version.objects.filter(plan=OuterRef("plan"), number=OuterRef("since"))
    rows = (
        ItemState.objects.filter(plan=item.plan_id, kind=kind, item=item.pk)
        .annotate(
            on=Subquery(version.values("effective_on")[:1]),
            why=Subquery(version.values("reason")[:1]),
            by=Subquery(version.values("reference")[:1]),
        )
        .order_by("since")
    )
    found: list[Stage] = []
    before: dict[str, Any] | None = None
    for row in rows:
        found.append(
            Stage(row.since, row.on, row.reason or row.why, row.by, _changed(before, row.data), row.until is not None)
        )
        before = row.data
    return found[::-1]


def _changed(before: dict[str, Any] | None, after: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    if before is None:
        return ()
    return tuple(
        (word, said(before.get(key)), said(after.get(key)))
        for key, word in WORDS.items()
        if before.get(key) != after.get(key)
    )


def said(value: Any) -> str:
    """A field of an item's state in words: a list as its names, a day as one writes it."""
    if value in (None, "", []):
        return "（空）"
    if isinstance(value, list):
        return "、".join(_one(v) for v in value)
    return chinese_date(value) if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def _one(value: Any) -> str:
    """A limit or clause by its text; a duty [unit, role, written, clause] or member [unit, written] by what is written."""
    if isinstance(value, dict):
        return str(value.get("text") or value.get("clause") or "")
    if isinstance(value, list):
        return str(value[2] if len(value) > 2 else value[-1])
    return str(value)
