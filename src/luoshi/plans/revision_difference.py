"""Differences item by item, as pages and workbooks show them: plain values from two sets of states."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from luoshi.papers.wording import amount
from luoshi.plans.difference import Piece, changes, marked, words
from luoshi.plans.models import Plan
from luoshi.plans.review_fields import MEASURES, TASK_KINDS
from luoshi.plans.states import EVERY, Key, State
from luoshi.units.models import Unit

KIND_WORDS = {"plan": "方案", "part": "部分", "task": "任务", "target": "指标", "body": "专班", "cadence": "调度机制"}
STATUS_WORDS = {"changed": "修改", "added": "新增", "restored": "恢复", "dropped": "撤销", "same": "不变"}
CHANGED = ("changed", "added", "restored", "dropped")
# A target's figure is told as one: "增长不低于9%".
FIGURE = ("op", "value", "value2", "unit")
# What is told of an item that is new or gone.
FACTS = {
    "plan": ("doc_number",),
    "part": ("campaign",),
    "task": ("duties", "limits"),
    "target": ("figure",),
    "body": ("convener", "office", "members"),
    "cadence": ("actor", "raw"),
}
LABELS = {
    "doc_number": "发文字号",
    "campaign": "攻坚行动",
    "duties": "责任单位",
    "limits": "时限",
    "figure": "目标",
    "convener": "召集人",
    "office": "办公室",
    "members": "成员单位",
    "actor": "责任主体",
    "raw": "原文",
}
LONG_RUN, KEPT = 60, 22  # unchanged words longer than this are shown by so many characters at each end


@dataclass(frozen=True, slots=True)
class Names:
    """units  id → name; parts  code → what a person calls the part."""

    units: Mapping[int, str]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs: what it is called, both contents as words, and the marked text of the two."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item beside what it was. status  see STATUS_WORDS; facts  what an item that is new or gone says, as
    (label, words)."""

    kind: str
    item: int | None
    status: str
    title: str
    part: str
    place: tuple[str, int]
    changes: tuple[FieldChange, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def names_of(plan: Plan) -> Names:
    """The names of the plan's units and parts. Two queries."""
    units = dict(Unit.objects.filter(region=plan.region_id).values_list("pk", "name"))
    rows = plan.parts.values_list("code", "kind", "title", "campaign")
    return Names(units, {code: part_words(code, kind, campaign or title) for code, kind, title, campaign in rows})


def part_words(code: str, kind: str, title: str) -> str:
    """A part as a person calls it: 总体方案, 附件1 产业提质攻坚."""
    if code == "0":
        return "总体方案"
    lead = f"附件{code}" if kind == "annex" else f"附表{code}"
    return f"{lead} {title}".strip()


def part_words_of(data: Mapping[str, Any]) -> str:
    """The same from a part's state."""
    return part_words(data["part"], data["kind"], data["campaign"] or data["title"])


def title_of(kind: str, data: Mapping[str, Any]) -> str:
    """What a person calls an item."""
    if kind == "cadence":
        return f"{data['every']}{data['action']}"
    return str(data["title" if kind in ("plan", "part", "task") else "name"])


def figure(data: Mapping[str, Any]) -> str:
    """A target's figure in words; "" for a state without one."""
    if data.get("value") is None:
        return ""
    return amount(SimpleNamespace(**{k: data[k] for k in (*FIGURE, "measure")}))  # type: ignore[arg-type]


def field_changes(kind: str, before: State, after: State, names: Names) -> tuple[FieldChange, ...]:
    """The fields that say something else now, in words."""
    found: list[FieldChange] = []
    for change in changes(kind, before, after, names.units):
        old, new = change.before, change.after
        if kind == "target" and change.field in FIGURE:
            if any(f.label == LABELS["figure"] for f in found):
                continue
            label, old, new = LABELS["figure"], figure(before), figure(after)
        else:
            label = change.label
            said = {"part": names.parts, "kind": TASK_KINDS, "measure": MEASURES}.get(change.field)
            if said is not None:
                old, new = said.get(old, old), said.get(new, new)
        found.append(FieldChange(label, old, new, tuple(shortened(marked(old, new)))))
    return tuple(found)


def shortened(pieces: list[Piece]) -> list[Piece]:
    """The pieces with long unchanged runs cut down to what stands beside a change."""
    short: list[Piece] = []
    for n, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "same" and len(text) > LONG_RUN:
            head = text[:KEPT] if n else ""
            tail = text[-KEPT:] if n < len(pieces) - 1 else ""
            text = f"{head}……{tail}"
        short.append(Piece(piece.kind, text))
    return short


def facts_of(kind: str, data: State, names: Names) -> tuple[tuple[str, str], ...]:
    """What an item says, for one that is new or gone."""
    said = []
    for field in FACTS[kind]:
        content = figure(data) if field == "figure" else words(field, data.get(field), names.units)
        if content:
            said.append((LABELS[field], content))
    return tuple(said)


def item_change(
    kind: str, item: int | None, before: State | None, after: State | None, names: Names, back: bool = False
) -> ItemChange:
    """One item beside what it was; `before` None for a new one or, with `back`, for one that was retired and comes back;
    `after` None for one that is gone."""
    data = after if after is not None else before
    assert data is not None, "an item has a state on one side at least"
    title = title_of(kind, data)
    part = "" if kind == "plan" else names.parts.get(data["part"], data["part"])
    place = (data["part"], data["order"])
    if before is None or after is None:
        status = ("restored" if back else "added") if before is None else "dropped"
        return ItemChange(kind, item, status, title, part, place, (), facts_of(kind, data, names))
    told = field_changes(kind, before, after, names)
    return ItemChange(kind, item, "changed" if told else "same", title, part, place, told)


def compared(
    before: Mapping[Key, State], after: Mapping[Key, State], names: Names, earlier: Collection[Key] = ()
) -> list[ItemChange]:
    """Every item of either side by (kind, id), in the plan's order. earlier  those that the plan had before."""
    keys = dict.fromkeys([*before, *after])
    rows = [item_change(*key, before.get(key), after.get(key), names, key in earlier) for key in keys]
    kinds = list(EVERY)
    return sorted(rows, key=lambda r: (kinds.index(r.kind), r.place, r.item or 0))


def grouped(rows: list[Any]) -> list[dict[str, Any]]:
    """Rows by kind for a page: what changed, what came, what went, and how many stayed."""
    groups = []
    for kind, word in KIND_WORDS.items():
        mine = [r for r in rows if r.kind == kind]
        by_status = {status: [r for r in mine if r.status == status] for status in CHANGED}
        same = sum(r.status == "same" for r in mine)
        shown = [r for found in by_status.values() for r in found]
        counts = {status: len(found) for status, found in by_status.items()}
        groups.append({"kind": kind, "word": word, "rows": shown, "same": same, "counts": counts})
    return groups
