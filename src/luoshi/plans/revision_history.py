"""What a plan and its items said when: counts of each version, the plan as of a version, an item's states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from luoshi.plans.difference import changes, words
from luoshi.plans.models import ItemState, Plan, Version
from luoshi.plans.revision_difference import (
    FieldChange,
    Names,
    facts_of,
    field_changes,
    figure,
    names_of,
    title_of,
)
from luoshi.plans.states import State, as_of


@dataclass(slots=True)
class Counts:
    """How many items a version changed, added and retired. Items that only stand elsewhere in the text do not count."""

    changed: int = 0
    added: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """What an item said from one version until another (until None: still).

    changes  what differs from the stage before; facts  what it said, for the first stage; moved  it says the same as
    before and only stands elsewhere in the text; retired  the version at `until` took it out of the plan."""

    version: Version
    until: Version | None
    title: str
    changes: tuple[FieldChange, ...]
    facts: tuple[tuple[str, str], ...]
    moved: bool
    retired: bool


@dataclass
class PartThen:
    """A part of the plan as it stood under a version, its items in order."""

    code: str
    words: str
    tasks: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    cadences: list[dict[str, Any]] = field(default_factory=list)


def counts_of(plan: Plan) -> dict[int, Counts]:
    """The counts of each version by its number, the first one's items being its added ones. One query."""
    counts: dict[int, Counts] = defaultdict(Counts)
    last: ItemState | None = None

    def close(state: ItemState | None, following: int | None) -> None:
        if state is not None and state.until is not None and state.until != following:
            counts[state.until].dropped += 1

    for now in ItemState.objects.filter(plan=plan).order_by("kind", "item", "since"):
        same_item = last is not None and (last.kind, last.item) == (now.kind, now.item)
        close(last, now.since if same_item else None)
        if not same_item:
            counts[now.since].added += 1
        elif last is not None and changes(now.kind, last.data, now.data, {}):
            counts[now.since].changed += 1
        last = now
    close(last, None)
    return counts


def said_under(plan: Plan, number: int) -> dict[tuple[str, int], State]:
    """What each item said under a version, by (kind, id). One query."""
    return {(s.kind, s.item): s.data for s in as_of(plan, number)}


def plan_then(plan: Plan, number: int, names: Names) -> list[PartThen]:
    """The plan as it stood under a version, part by part. One query."""
    parts: dict[str, PartThen] = {code: PartThen(code, said) for code, said in names.parts.items()}
    for state in as_of(plan, number):
        data = state.data
        part = parts.setdefault(data["part"], PartThen(data["part"], data["part"]))
        shown = {"item": state.item, "title": title_of(state.kind, data), "data": data, "since": state.since}
        if state.kind == "task":
            limits = words("limits", data["limits"], names.units)
            part.tasks.append({**shown, "duties": words("duties", data["duties"], names.units), "limits": limits})
        elif state.kind == "target":
            part.targets.append({**shown, "figure": figure(data)})
        elif state.kind == "body":
            part.bodies.append({**shown, "facts": facts_of("body", data, names)})
        else:
            part.cadences.append(shown)
    return [p for p in parts.values() if p.tasks or p.targets or p.bodies or p.cadences]


def history(plan: Plan, kind: str, item: int, names: Names | None = None) -> list[Stage]:
    """The stages of an item, the latest first. Two queries, two more without `names`."""
    names = names or names_of(plan)
    versions = {v.number: v for v in plan.versions.defer("text", "blocks")}
    states = list(ItemState.objects.filter(plan=plan, kind=kind, item=item).order_by("since"))
    return list(reversed(list(_stages(kind, states, versions, names))))


def _stages(kind: str, states: list[ItemState], versions: dict[int, Version], names: Names) -> Iterable[Stage]:
    for n, state in enumerate(states):
        before = states[n - 1].data if n else None
        told = field_changes(kind, before, state.data, names) if before is not None else ()
        following = states[n + 1].since if n + 1 < len(states) else None
        yield Stage(
            version=versions[state.since],
            until=versions.get(state.until) if state.until else None,
            title=title_of(kind, state.data),
            changes=told,
            facts=facts_of(kind, state.data, names) if before is None else (),
            moved=before is not None and not told,
            retired=state.until is not None and state.until != following,
        )
