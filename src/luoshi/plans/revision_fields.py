"""An item of a plan as the fields of a form, and back to the state that it is to have.

The fields of a review's form serve here too; the wording of the item comes to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.plans.review_fields import LABELS as READ_LABELS
from luoshi.plans.review_fields import ROLES, Fields, fields_of, from_post, written_back
from luoshi.plans.review_fields import differences as read_differences
from luoshi.plans.reviewing import Refused
from luoshi.plans.revision_difference import figure
from luoshi.plans.rows import latest
from luoshi.plans.states import KINDS, PLAIN, State
from luoshi.units.models import Unit

# kind → fields beside those of a review's form → what a person calls them
MORE: dict[str, dict[str, str]] = {
    "plan": {},
    "part": {"campaign": "攻坚行动"},
    "task": {"text": "内容"},
    "target": {"raw": "原文"},
    "body": {},
    "cadence": {"raw": "原文"},
}
LONGEST_TEXT = 10_000


def form_fields(kind: str, data: State, units: Mapping[int, str]) -> Fields:
    """A state as the fields of its form. `units` id → name."""
    return {**fields_of(kind, as_read(kind, data, units)), **{name: data[name] for name in MORE[kind]}}


def posted(kind: str, post: Any) -> Fields:
    """The fields as a form sent them (a QueryDict)."""
    more = {name: post.get(name, "").replace("\r\n", "\n").strip() for name in MORE[kind]}
    return {**from_post(kind, post), **more}


def blank(kind: str, part: str, order: int) -> State:
    """What a new item begins with."""
    state: State = {"part": part, "order": order, "start": None, "end": None}
    task: State = {
        "path": "",
        "title": "",
        "text": "",
        "kind": "task",
        "clauses": [],
        "limits": [],
        "due": None,
        "duties": [],
    }
    target: State = {
        "path": "",
        "raw": "",
        "name": "",
        "measure": "increase",
        "op": ">=",
        "value": None,
        "value2": None,
    }
    people: State = {
        "name": "",
        "convener": [],
        "deputies": [],
        "office": "",
        "office_unit": None,
        "raw": "",
        "members": [],
    }
    bare: dict[str, State] = {
        "task": task,
        "target": {**target, "unit": "", "task": None},
        "body": people,
        "cadence": {"raw": "", "actor": "", "action": "", "every": "月"},
    }
    return state | bare[kind]


def as_read(kind: str, data: State, units: Mapping[int, str]) -> dict[str, Any]:
    """A state in the shape of the breakdown form, units under their present names."""
    nowhere = {"first": 0, "last": -1, "text": "", "part": data["part"]}
    if kind == "task":
        count = max([len(data["clauses"]), *(d[3] + 1 for d in data["duties"])])
        clauses = [*data["clauses"], *({"clause": "", "open_ended": False} for _ in range(count))][:count]
        assignments = [
            {**said, "source": nowhere, "mentions": []}
            | {r: [units.get(u, w) for u, role, w, at in data["duties"] if role == r and at == n] for r in ROLES}
            for n, said in enumerate(clauses)
        ]
        limits = [{**x, "source": nowhere} for x in data["limits"]]
        plain = {name: data[name] for name in ("part", "title", "path", "kind")}
        return {**plain, "assignments": assignments, "limits": limits, "due": [], "source": nowhere}
    read = {name: data[name] for name in PLAIN[kind]}
    if kind in KINDS:
        read["part"] = data["part"]
    if kind == "plan":
        read["date"] = data["date"]
    if kind == "body":
        read["members"] = [units.get(unit, written) for unit, written in data["members"]]
    return read


def changed_state(
    kind: str, old: State, fields: Fields, units: Mapping[int, str], known: Mapping[str, Unit], parts: Mapping[str, str]
) -> State:
    """The state with a form's fields in it; what was not touched stays as it was. Raises Refused (one Chinese
    sentence): a field cannot be so, a unit is not in the directory (`known` name → unit), no such part."""
    read = as_read(kind, old, units)
    after = written_back(kind, read, {n: v for n, v in fields.items() if n in READ_LABELS[kind]})
    new = dict(old)
    new |= {
        n: after[n]
        for n in ("part", *PLAIN[kind])
        if n in after and n not in ("clauses", "limits") and after[n] != read.get(n, after[n])
    }
    if kind == "task":
        limits = [{"text": x["text"], "latest": x.get("latest")} for x in after["limits"]]
        if limits != [{"text": x["text"], "latest": x.get("latest")} for x in old["limits"]]:
            new["limits"], new["due"] = limits, latest(limits)
        if after["assignments"] != read["assignments"]:
            new["clauses"] = [{"clause": a["clause"], "open_ended": a["open_ended"]} for a in after["assignments"]]
            new["duties"] = _duties(old, after["assignments"], units, known)
    if kind == "body":
        if after["members"] != read["members"]:
            had = {units.get(unit, written): [unit, written] for unit, written in old["members"]}
            new["members"] = [had.get(name) or [_unit(name, known).pk, name] for name in after["members"]]
        if new["office"] != old["office"]:
            new["office_unit"] = getattr(known.get("".join(new["office"].split())), "pk", None)
    for name, label in MORE[kind].items():
        if "".join(fields[name].split()) != "".join(old[name].split()):
            new[name] = fields[name]
        if len(new[name]) > LONGEST_TEXT:
            raise Refused(f"{label}最多 {LONGEST_TEXT} 字，现在有 {len(new[name])} 字，请缩短。")
    if kind == "plan" and after["date"] != read["date"]:
        new["date"] = after["date"] or None
    if kind == "part" and not new["title"]:
        raise Refused("标题不能为空。")
    if kind != "plan" and new["part"] not in parts:
        raise Refused("请从列出的几项里选所属部分。")
    return _worded(kind, new)


def _worded(kind: str, data: State) -> State:
    """A new item without wording of its own is worded by its name."""
    if kind == "task" and not data["text"]:
        data["text"] = data["title"]
    elif kind == "target" and not data["raw"]:
        data["raw"] = data["name"] + figure(data)
    elif kind == "cadence" and not data["raw"]:
        data["raw"] = f"{data['every']}{data['action']}"
    return data


def _duties(
    old: State, assignments: list[dict[str, Any]], units: Mapping[int, str], known: Mapping[str, Unit]
) -> list[list[Any]]:
    """The duties that the clauses say; those that stood there already keep the name as the plan writes it."""
    exact = {(at, role, units.get(u, w)): [u, w] for u, role, w, at in old["duties"]}
    anywhere = {units.get(u, w): [u, w] for u, _, w, _ in old["duties"]}
    duties = []
    for n, assignment in enumerate(assignments):
        for role in ROLES:
            for name in assignment[role]:
                unit, written = exact.get((n, role, name)) or anywhere.get(name) or [_unit(name, known).pk, name]
                duties.append([unit, role, written, n])
    return duties


def _unit(name: str, known: Mapping[str, Unit]) -> Unit:
    unit = known.get("".join(name.split()))
    if unit is None:
        raise Refused(f"单位目录里没有“{name[:30]}”，请从列出的单位里选；是新单位的，请先在单位目录里加上。")
    return unit


def differences(kind: str, before: Fields, after: Fields) -> list[tuple[str, str, str, str]]:
    """What differs between two states of the fields: (field, what a person calls it, before, after), as words."""
    more = [
        (name, label, str(before.get(name, "")) or "空", str(after.get(name, "")) or "空")
        for name, label in MORE[kind].items()
        if before.get(name) != after.get(name)
    ]
    return [*read_differences(kind, before, after), *more]
