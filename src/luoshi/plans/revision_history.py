"""What a plan and its items said when: counts of each version, the plan as of a version, an item's states."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from luoshi.plans.difference import changes, words
from luoshi.plans.models import ItemState, Plan, Version
from luoshi.plans.revision_difference import (
    FieldChange,
    Names,
    facts_of,
    field_changes,
    figure,
    part_words,
    part_words_of,
    title_of,
)
from luoshi.plans.states import KINDS, Key, State, as_of


@dataclass(slots=True)
class Counts:
    """How many items a version changed (titles too), added or brought back, and retired. Items that only stand elsewhere in the text do not count."""

    changed: int = 0
    added: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """What a stage tells of a version. took_effect  whether it has; a version still to come has not."""

    number: int
    effective_on: datetime.date
    reason: str
    reference: str
    decided_by: str
    took_effect: bool

    @classmethod
    def of(cls, said: dict[str, Any]) -> Edition:
        on = datetime.date.fromisoformat(said["effective_on"])
        return cls(**{**said, "effective_on": on, "took_effect": said["took_effect"] is not None})


@dataclass(frozen=True, slots=True)
class Stage:
    """What an item said from one version until another (until None: still, as far as is decided).

    changes  what differs from the stage before; facts  what it said, for the first stage; moved  it says the same as
    before and only stands elsewhere in the text; retired  the version at `until` took it out of the plan; back  the
    stage brought it back."""

    version: Edition
    until: Edition | None
    title: str
    changes: tuple[FieldChange, ...]
    facts: tuple[tuple[str, str], ...]
    moved: bool
    retired: bool
    back: bool

    @property
    def now(self) -> bool:
        """Whether the item says this today."""
        return self.version.took_effect and not (self.until and self.until.took_effect)


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
        if state is not None and state.kind in KINDS and state.until is not None and state.until != following:
            counts[state.until].dropped += 1

    for now in ItemState.objects.filter(plan=plan).order_by("kind", "item", "since"):
        same_item = last is not None and (last.kind, last.item) == (now.kind, now.item)
        close(last, now.since if same_item else None)
        if not same_item or (last is not None and last.until != now.since):
            counts[now.since].added += now.kind in KINDS
        elif last is not None and changes(now.kind, last.data, now.data, {}):
            counts[now.since].changed += 1
        last = now
    close(last, None)
    return counts


def earlier_than(plan: Plan, number: int) -> set[Key]:
    """Every item that the plan had under some version before this one. One query."""
    rows = ItemState.objects.filter(plan=plan, since__lt=number).order_by()
    return set(rows.values_list("kind", "item").distinct())


def versions_of(plan: Plan) -> list[Version]:
    """The plan's versions, the latest first; those still to come have no `took_effect`. One query."""
    return list(plan.versions.defer("text", "blocks", "changes").select_related("upload").order_by("-number"))


def held_of(versions: Iterable[Version]) -> Version | None:
    """Of versions, the latest first, the one in force."""
    return next((v for v in versions if v.took_effect), None)


def to_come(plan: Plan, kind: str, item: int, names: Names) -> list[Stage]:
    """What versions still to come will change of an item, the next first. One query."""
    return [s for s in reversed(history(plan.pk, kind, item, names)) if not s.version.took_effect]


def said_under(plan: Plan, number: int) -> dict[tuple[str, int], State]:
    """What each item said under a version, by (kind, id). One query."""
    return {(s.kind, s.item): s.data for s in as_of(plan, number)}


def plan_then(plan: Plan, number: int, names: Names) -> list[PartThen]:
    """The plan as it stood under a version, part by part. One query."""
    said = as_of(plan, number)
    titles = {s.data["part"]: part_words_of(s.data) for s in said if s.kind == "part"}
    parts: dict[str, PartThen] = {code: PartThen(code, titles.get(code, words)) for code, words in names.parts.items()}
    for state in said:
        data = state.data
        if state.kind not in KINDS:
            continue
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


def history(plan: int, kind: str, item: int, names: Names | None = None) -> list[Stage]:
    """The stages of an item, the latest first. Without `names` units go by the names that the plan writes. One query."""
    states = list(
        ItemState.objects.filter(plan=plan, kind=kind, item=item)
        .annotate(from_=_edition("since"), to=_edition("until"))
        .order_by("since")
    )
    names = names or Names({}, {s.data["part"]: _part_as_numbered(s.data["part"]) for s in states})
    return list(reversed(list(_stages(kind, states, names))))


def _edition(number: str) -> Subquery:
    """What a stage tells of the version of that number, as JSON."""
    version = Version.objects.filter(plan=OuterRef("plan"), number=OuterRef(number))
    return Subquery(version.values(said=JSONObject(**{name: name for name in Edition.__annotations__}))[:1])


def _part_as_numbered(code: str) -> str:
    return part_words(code, "table" if "-" in code else "annex", "")


def _stages(kind: str, states: list[Any], names: Names) -> Iterable[Stage]:
    for n, state in enumerate(states):
        back = n > 0 and states[n - 1].until != state.since
        before = states[n - 1].data if n else None
        told = field_changes(kind, before, state.data, names) if before is not None else ()
        following = states[n + 1].since if n + 1 < len(states) else None
        yield Stage(
            version=Edition.of(state.from_),
            until=Edition.of(state.to) if state.to else None,
            title=title_of(kind, state.data),
            changes=told,
            facts=facts_of(kind, state.data, names) if before is None else (),
            moved=before is not None and not told and not back,
            retired=state.until is not None and state.until != following,
            back=back,
        )
