"""An item under review as the fields of a form, and back; what two people changed, field by field.

Fields are plain values: strings, and for duties and limits lists of [string, …]. They carry only what people correct;
where the characters stand stays with the item.
"""

from __future__ import annotations

import copy
import datetime
import math
import re
from typing import Any

from luoshi.plans.models import Task
from luoshi.plans.proposed import repaired_names
from luoshi.plans.reviewing import Refused

Fields = dict[str, Any]

ROLES = ("lead", "responsible", "cooperate")
EVERY = ("日", "周", "双周", "旬", "月", "季", "半年", "年")
OPS = {">=": "不低于（≥）", "<=": "不高于（≤）", "=": "等于", "~": "左右", "range": "区间"}
MEASURES = {"growth": "增速", "level": "总量", "increase": "新增", "share": "占比", "decrease": "下降"}
TASK_KINDS = dict(Task.Kind.choices)
# kind → field → what a person calls it
LABELS: dict[str, dict[str, str]] = {
    "header": {
        "title": "标题",
        "doc_number": "发文字号",
        "issuer": "发文机关",
        "date": "成文日期",
        "year": "年度",
        "family": "行动名称",
    },
    "plan": {
        "title": "标题",
        "doc_number": "发文字号",
        "issuer": "发文机关",
        "date": "成文日期",
        "family": "行动名称",
    },
    "part": {"title": "标题"},
    "task": {
        "part": "所属部分",
        "title": "任务名称",
        "path": "序号",
        "kind": "类别",
        "duties": "责任单位",
        "limits": "时限",
    },
    "target": {
        "part": "所属部分",
        "name": "指标名称",
        "measure": "性质",
        "op": "要求",
        "value": "目标值",
        "value2": "上限",
        "unit": "计量单位",
    },
    "body": {
        "part": "所属部分",
        "name": "名称",
        "convener": "召集人",
        "deputies": "副召集人",
        "members": "成员单位",
        "office": "办公室",
    },
    "cadence": {"part": "所属部分", "actor": "责任主体", "action": "事项", "every": "周期"},
}
LISTS = ("convener", "deputies", "members")
SEPARATORS = re.compile(r"[、，,；;\n]+")
# the lengths that the plan's own rows take
LONGEST = {
    "title": 300,
    "path": 120,
    "name": 120,
    "unit": 30,
    "office": 120,
    "actor": 120,
    "action": 20,
    "doc_number": 60,
    "issuer": 120,
    "family": 40,
}


def fields_of(kind: str, data: dict[str, Any]) -> Fields:
    """An item's data as the fields of its form."""
    if kind == "task":
        return {
            "part": data["part"],
            "title": data["title"],
            "path": data["path"],
            "kind": data.get("kind", "task"),
            "duties": [
                [str(n), role, repaired_names(a).get(name, name)]
                for n, a in enumerate(data["assignments"])
                for role in ROLES
                for name in a[role]
            ],
            "limits": [[x["text"], x.get("latest") or ""] for x in data["limits"]],
        }
    return {name: _shown(data.get(name)) for name in LABELS[kind]}


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def from_post(kind: str, post: Any) -> Fields:
    """The fields as a form sent them (a QueryDict), blanks at the ends dropped."""
    names = [n for n in LABELS[kind] if n not in ("duties", "limits")]
    if "part" not in post:  # a form without it leaves the item where it is
        names = [n for n in names if n != "part"]
    # a task's own kind has a name of its own: "kind" says what sort of item is added
    fields: Fields = {n: " ".join(post.get("task_kind" if n == "kind" else n, "").split()) for n in names}
    if kind == "task":
        rows = zip(*(post.getlist(f"duty-{n}") for n in ("clause", "role", "unit")), strict=False)
        fields["duties"] = [[c, r, "".join(u.split())] for c, r, u in rows if u.strip()]
        dates = zip(post.getlist("limit-text"), post.getlist("limit-latest"), strict=False)
        fields["limits"] = [[t.strip(), d.strip()] for t, d in dates if t.strip() or d.strip()]
    return fields


def written_back(kind: str, data: dict[str, Any], fields: Fields) -> dict[str, Any]:
    """The data with the fields in it; what was not touched stays as it was, to the character. Raises Refused (one
    Chinese sentence) where a field cannot be so."""
    now, result = fields_of(kind, data), copy.deepcopy(data)
    for name, value in fields.items():
        if value == now.get(name):
            continue
        if name == "duties":
            result["assignments"] = _assignments(data, value)
        elif name == "limits":
            result["limits"] = _limits(data, value)
            result["due"] = [x["text"] for x in result["limits"]]
        elif name in LISTS:
            result[name] = [n.strip() for n in SEPARATORS.split(value) if n.strip()]
        else:
            result[name] = _value(kind, name, value)
    _check(kind, result)
    return result


def _value(kind: str, name: str, value: str) -> Any:
    label = LABELS[kind][name]
    if len(value) > LONGEST.get(name, 400):
        raise Refused(f"{label}最多 {LONGEST.get(name, 400)} 字，现在有 {len(value)} 字，请缩短。")
    if name in ("value", "value2"):
        if not value and name == "value2":
            return None
        try:
            number = float(value.replace(",", "").replace("，", ""))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise Refused(f"{label}“{value}”不是数字，请只写数字，如 6.5；单位写在“计量单位”里。")
        return int(number) if number.is_integer() else number
    if name == "year":
        if not re.fullmatch(r"(?:19|20)\d\d", value):
            raise Refused(f"年度“{value}”不对，请写四位数字，如 2026。")
        return int(value)
    if name == "date" and value:
        _day(value, label)
    choices = {"every": EVERY, "op": OPS, "measure": MEASURES, "kind": TASK_KINDS}.get(name)
    if choices and value not in choices:
        raise Refused(f"{label}请从列出的几项里选。")
    return value


def _check(kind: str, data: dict[str, Any]) -> None:
    must = {"plan": "title", "task": "title", "target": "name", "body": "name", "cadence": "action"}.get(kind)
    if must and not data[must].strip():
        raise Refused(f"{LABELS[kind][must]}不能为空。")
    if kind == "target":
        if data["value"] in ("", None):
            raise Refused("目标值不能为空，请写数字，如 6.5。")
        if data["op"] == "range" and (data["value2"] is None or data["value2"] < data["value"]):
            raise Refused("要求是“区间”时，请在“上限”里写一个不小于目标值的数。")


def _day(value: str, label: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise Refused(f"{label}“{value}”不是日期，请写成 2026-03-05 的样子。") from None


def _assignments(data: dict[str, Any], rows: list[list[str]]) -> list[dict[str, Any]]:
    """The clauses with other units: each keeps its words and its place, and the mentions that still hold."""
    old = copy.deepcopy(data["assignments"]) or [
        {
            "clause": "",
            "open_ended": False,
            "source": {**data["source"], "last": data["source"]["first"] - 1, "text": ""},
            "mentions": [],
        }
    ]
    for n, assignment in enumerate(old):
        for role in ROLES:
            names = [u for c, r, u in rows if r == role and c == str(n)]
            too_long = next((u for u in names if len(u) > 120), None)
            if too_long:
                raise Refused(f"单位名称“{too_long[:20]}…”太长，请写单位的名称。")
            assignment[role] = list(dict.fromkeys(names))
        assignment["mentions"] = [m for m in assignment["mentions"] if m["name"] in assignment[m["role"]]]
        assignment.pop("repaired", None)
    stray = next(((c, r, u) for c, r, u in rows if r not in ROLES or not c.isdigit() or int(c) >= len(old)), None)
    if stray:
        raise Refused(f"“{stray[2]}”的角色不对，请选牵头、责任或配合。")
    return old


def _limits(data: dict[str, Any], rows: list[list[str]]) -> list[dict[str, Any]]:
    old = {x["text"]: x for x in data["limits"]}
    nowhere = {**data["source"], "last": data["source"]["first"] - 1, "text": ""}
    made = []
    for text, latest in rows:
        day = _day(latest, "时限的最后一天") if latest else None
        words = text or f"{int(latest[:4])}年{int(latest[5:7])}月{int(latest[8:])}日前"
        if len(words) > 60:
            raise Refused(f"时限“{words[:20]}…”太长，请只写时间，如“2026年6月底前”。")
        made.append({"text": words, "latest": day, "source": old[words]["source"] if words in old else nowhere})
    return made


def differences(kind: str, before: Fields, after: Fields) -> list[tuple[str, str, str, str]]:
    """What differs between two states of the fields: (field, what a person calls it, before, after), as words."""
    return [
        (name, label, said(name, before.get(name)), said(name, after.get(name)))
        for name, label in LABELS[kind].items()
        if name in after and before.get(name) != after.get(name)
    ]


def said(name: str, value: Any) -> str:
    """A field's value as words; "空" for nothing."""
    words = {"lead": "牵头", "responsible": "责任", "cooperate": "配合"}
    if name == "duties":
        shown = "，".join(
            f"{words[role]}：{'、'.join(u for _, r, u in value if r == role)}"
            for role in ROLES
            if any(r == role for _, r, _ in value)
        )
    elif name == "limits":
        shown = "、".join(f"{t}（{d}）" if d and t else t or d for t, d in value)
    elif name == "part":
        head, _, table = str(value or "").partition("-")
        shown = "正文" if head == "0" else f"附件{head}表{table}" if table else f"附件{head}"
    else:
        shown = {"op": OPS, "measure": MEASURES, "kind": TASK_KINDS}.get(name, {}).get(value, value)
    return str(shown or "空")


def merged(base: Fields, mine: Fields, present: Fields) -> tuple[Fields, list[str]]:
    """Two people's changes to what both had seen as `base`, laid together field by field: a field that one of them
    changed is theirs; the names of those that both changed differently are given too (there `mine` stands)."""
    result, both = {}, []
    for name, value in mine.items():
        if value == base.get(name):
            result[name] = present.get(name)
        else:
            result[name] = value
            if present.get(name) not in (base.get(name), value):
                both.append(name)
    return result, both
