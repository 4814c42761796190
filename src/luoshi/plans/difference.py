"""What differs between two states of an item, field by field and word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from luoshi.plans.states import State

# What is compared, and what it is called. Where an item stands in the text is no change of what it says.
FIELDS = {
    "plan": {
        "title": "标题",
        "doc_number": "发文字号",
        "issuer": "发文机关",
        "date": "成文日期",
        "family": "行动名称",
    },
    "part": {"title": "标题", "campaign": "攻坚行动"},
    "task": {
        "part": "所属部分",
        "path": "序号",
        "title": "任务",
        "text": "内容",
        "kind": "类别",
        "duties": "责任单位",
        "limits": "时限",
    },
    "target": {
        "part": "所属部分",
        "path": "位置",
        "name": "指标",
        "measure": "性质",
        "op": "要求",
        "value": "目标值",
        "value2": "上限",
        "unit": "计量单位",
        "raw": "原文",
    },
    "body": {
        "part": "所属部分",
        "name": "名称",
        "convener": "召集人",
        "deputies": "副召集人",
        "members": "成员单位",
        "office": "办公室",
        "raw": "原文",
    },
    "cadence": {"part": "所属部分", "actor": "责任主体", "action": "事项", "every": "周期", "raw": "原文"},
}
TOKEN = re.compile(r"[0-9A-Za-z]+(?:\.[0-9]+)?%?|.", re.DOTALL)
BETWEEN = 2  # so many characters that stayed between two changes are shown as changed
ROLES = {"lead": "牵头", "responsible": "责任", "cooperate": "配合"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its code, its Chinese name, and both contents as words."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a marked text."""

    kind: Literal["same", "out", "in"]
    text: str


def changes(kind: str, before: State, after: State, units: Mapping[int, str]) -> list[Change]:
    """The fields that say something else now. `units` id → name."""
    found = []
    for field, label in FIELDS[kind].items():
        old, new = words(field, before.get(field), units), words(field, after.get(field), units)
        if _plain(old) != _plain(new):
            found.append(Change(field, label, old, new))
    return found


def words(field: str, value: Any, units: Mapping[int, str]) -> str:
    """A field's content as a person reads it."""
    if value in (None, "", []):
        return ""
    if field == "duties":
        return "；".join(
            f"{ROLES[role]}：" + "、".join(units.get(u, w) for u, r, w, _ in value if r == role)
            for role in ROLES
            if any(r == role for _, r, _, _ in value)
        )
    if field == "members":
        return "、".join(units.get(unit, written) for unit, written in value)
    if field == "limits":
        return "、".join(limit["text"] for limit in value)
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def marked(before: str, after: str) -> list[Piece]:
    """The two wordings as one text with what went out and what came in; numbers and Latin words are marked whole."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    pieces: list[Piece] = []
    for same, a, b, c, d in _runs(old, new):
        if same:
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("out", "".join(old[a:b])))
        if d > c:
            pieces.append(Piece("in", "".join(new[c:d])))
    return pieces


def _runs(old: list[str], new: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """The runs that stayed or changed, as (stayed, from and to in old, from and to in new). A word or two that stayed
    between two changes counts as changed with them: 工信 → 经济和信息化, not 工 → 经济和, 信, → 息化."""
    runs: list[tuple[bool, int, int, int, int]] = []
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (step, a, b, c, d) in enumerate(steps):
        same = step == "equal" and (n in (0, len(steps) - 1) or b - a > BETWEEN)
        if runs and not same and not runs[-1][0]:
            runs[-1] = (False, runs[-1][1], b, runs[-1][3], d)
        else:
            runs.append((same, a, b, c, d))
    return runs


def _plain(text: str) -> str:
    """Blanks and line breaks are no change."""
    return re.sub(r"\s+", "", text)
