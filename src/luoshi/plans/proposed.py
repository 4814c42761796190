"""The states that a reviewed reading proposes: from review items, as people left them, to states of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from luoshi.plans.models import Review, ReviewItem, Task
from luoshi.plans.rows import latest
from luoshi.plans.states import KINDS, PLAIN, State
from luoshi.units.models import Unit

ROLES = ("lead", "responsible", "cooperate")


class Names(Protocol):
    """The directory under which written names are looked up."""

    def unit(self, written: str) -> Unit: ...

    def known(self, written: str) -> Unit | None: ...


@dataclass
class Proposal:
    """states  kind → the proposed states in order; of a target, "task" is the place of its task in states["task"]
    (None where it stands in none); parts  code → {"id", "kind", "title"}; units  the directory's items; items  kind → the
    review items that the states come from, in the same order."""

    states: dict[str, list[State]]
    parts: dict[str, dict[str, Any]]
    units: list[dict[str, Any]]
    items: dict[str, list[ReviewItem]]


def proposal(review: Review, directory: Callable[[list[dict[str, Any]]], Names]) -> Proposal:
    """All that the review proposes. `directory` takes the unit items and gives the directory with them in it. One query."""
    items: dict[str, list[ReviewItem]] = {kind: [] for kind in (*KINDS, "part", "unit")}
    for item in review.items.exclude(state=ReviewItem.State.REMOVED).order_by("order", "id"):
        items.setdefault(item.kind, []).append(item)
    units = [i.data for i in items["unit"]]
    names = directory(units)
    text = review.document.get("text", "")
    states = {kind: [_state(kind, i, n, text, names) for n, i in enumerate(items[kind])] for kind in KINDS}
    places: dict[tuple[str, str], int] = {}
    for n, task in enumerate(states["task"]):
        places.setdefault((task["part"], task["path"]), n)
    for target in states["target"]:
        target["task"] = places.get((target["part"], target["path"]))
    parts = {i.data["id"]: i.data for i in items["part"]}
    for code in _codes(states.values()):
        parts.setdefault(code, {"id": code, "kind": "annex", "title": ""})
    return Proposal(states, parts, units, items)


def _codes(lists: Iterable[list[State]]) -> Iterable[str]:
    return (state["part"] for states in lists for state in states)


def _state(kind: str, item: ReviewItem, order: int, text: str, names: Names) -> State:
    data = item.data
    made: State = {"part": data["part"], "order": order, "start": item.start, "end": item.end}
    if kind == "task":
        return made | _task(data, item, text, names)
    if kind == "target":
        return made | {k: data[k] for k in PLAIN[kind]} | {"task": None}
    if kind == "body":
        return made | {
            **{k: data[k] for k in PLAIN[kind]},
            "office_unit": getattr(names.known(data["office"]), "pk", None),
            "members": [[names.unit(name).pk, name] for name in data["members"]],
        }
    return made | {k: data[k] for k in PLAIN[kind]}


def _task(data: dict[str, Any], item: ReviewItem, text: str, names: Names) -> State:
    limits = [{"text": x["text"], "latest": x.get("latest")} for x in data["limits"]]
    duties = []
    for number, assignment in enumerate(data["assignments"]):
        meant = repaired_names(assignment)
        duties += [[names.unit(meant.get(w, w)).pk, role, w, number] for role in ROLES for w in assignment[role]]
    return {
        "path": data["path"],
        "title": data["title"],
        "text": text[item.start : item.end] if item.start is not None else data.get("text", data["title"]),
        "kind": data.get("kind", Task.Kind.TASK),
        "clauses": [{"clause": a["clause"], "open_ended": a["open_ended"]} for a in data["assignments"]],
        "limits": limits,
        "due": latest(limits),
        "duties": duties,
    }


def repaired_names(assignment: dict[str, Any]) -> dict[str, str]:
    """Written name → the name meant, where the cells of a table garbled it."""
    mended = assignment.get("repaired") or {}
    pairs: dict[str, str] = {}
    for role in ROLES:
        right = mended.get(role) if isinstance(mended, dict) else None
        if right and len(right) == len(assignment[role]):
            pairs |= dict(zip(assignment[role], right, strict=True))
    return pairs
