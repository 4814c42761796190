"""Revising a plan: edits make a dated version; what stood before stays in history.

An item keeps its identity through every version, so duties, measures and reports go with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.papers.wording import chinese_date
from luoshi.plans.enforce import directory, name_table, part
from luoshi.plans.matching import VERSIONS, Known, match
from luoshi.plans.models import ItemState, Part, Plan, Review, Upload, Version
from luoshi.plans.proposed import Proposal, proposal
from luoshi.plans.reviewing import Refused
from luoshi.plans.rows import fill, fitted
from luoshi.plans.states import EVERY, KINDS, Key, Row, State, current, in_force, state
from luoshi.plans.taking_effect import lay_out, let_take_effect, make_room, write_rows
from luoshi.plans.timeline import Changed, change


@dataclass(frozen=True)
class Edit:
    """One change. item  the id of the item, None for a new one; data  its new state, None to retire it (of a retired
    item: what it is to say when it comes back); seen  the
    item's version that was on the screen (None: whatever it is); after  for a new target: the place in the same list
    of edits of the new task that it stands in."""

    kind: str
    item: int | None
    data: State | None
    seen: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Decision:
    """Why and on whose word a version comes into force."""

    reason: str
    reference: str
    decided_by: str
    effective_on: datetime.date


class Outrun(Exception):
    """Somebody else revised the item since it was shown; `item` is as it stands now."""

    def __init__(self, kind: str, item: Row) -> None:
        super().__init__(f"“{item}”刚被别人修订过，请看过新内容再改。")
        self.kind, self.item = kind, item


def revise(
    plan: Plan,
    edits: Sequence[Edit],
    decision: Decision,
    actor: Actor,
    *,
    parts: dict[str, dict[str, Any]] | None = None,
    document: dict[str, Any] | None = None,
    upload: Upload | None = None,
    today: datetime.date | None = None,
) -> Version:
    """Make edits the plan's version of a day, all or none. On or before `today` (by default the day it is) it takes effect
    at once; a later one takes effect on its day (`taking_effect.py`), and until then the rows stay as they are.

    A day before that of the version in force is refused: what reports and lists have gone by since then cannot be
    undone. A day before that of a version still to come is fine: that one follows, with only the fields that it changes.

    parts  parts that the edits may name beside the plan's own (code → {"id", "kind", "title"}); document, upload  the
    new version's text where a whole document brought it. Raises Refused, and Outrun where an item moved on."""
    if not decision.reason.strip():
        raise Refused("请写明修订原因。")
    if not decision.decided_by.strip():
        raise Refused("请写明决定修订的负责同志姓名。")
    today = today or timezone.localdate()
    with transaction.atomic():
        locked = Plan.objects.select_for_update().get(pk=plan.pk)
        let_take_effect(locked, today)
        held = locked.versions.filter(number=in_force(locked)).first()
        if held is None:
            raise Refused("方案还没有施行，不能修订。")
        if decision.effective_on < held.effective_on:
            day = chinese_date(held.effective_on.isoformat())
            raise Refused(f"生效日期不能早于现行第{held.number}版的{day}，请改为当日或以后的日期。")
        items = current(locked)
        real = [e for e in edits if _says_something(locked, e, items)]
        if not real and document is None:
            raise Refused("没有任何改动，不需要新版本。")
        said = {key: state(item) for key, item in items.items()}
        rows = _parts(locked, parts or {})
        changed = _changes(locked, real, said, rows)
        version = Version.objects.create(
            plan=locked,
            number=make_room(locked, held.number, decision.effective_on),
            effective_on=decision.effective_on,
            reason=decision.reason.strip()[:400],
            reference=decision.reference.strip()[:200],
            decided_by=decision.decided_by.strip()[:80],
            made_by=actor.name,
            upload=upload,
            text=document["text"] if document else held.text,
            blocks=document["blocks"] if document else held.blocks,
            changes=changed,
        )
        lay_out(locked, held.number, said)
        after = {
            "version": version.number,
            "effective_on": decision.effective_on.isoformat(),
            "decided_by": version.decided_by,
            "changed": sum(one["fields"] is not None for one in changed),
            "retired": sum(one["fields"] is None for one in changed),
        }
        record(actor, "plan.revise", locked, {"version": held.number}, after, region_id=locked.region_id)
        if version.effective_on <= today:
            write_rows(locked, version)
        return version


def _says_something(plan: Plan, edit: Edit, items: dict[Key, Row]) -> bool:
    """Whether an edit changes anything; checks on the way that nobody was quicker. An edit that says something of a
    retired item brings it back."""
    if edit.item is None:
        return edit.data is not None
    now = items.get((edit.kind, edit.item))
    if now is None:
        found = EVERY[edit.kind].objects.filter(pk=edit.item).first()
        if found is None or getattr(found, "plan_id", None) != plan.pk:
            raise Refused("要修订的条目不在这份方案里。")
        if edit.data is None or edit.seen not in (None, found.version):
            raise Outrun(edit.kind, found)
        if not found.version:
            raise Refused(f"“{found}”要到以后的版本才生效，请撤回那一版来改。")
        return True
    if edit.seen is not None and now.version != edit.seen:
        raise Outrun(edit.kind, now)
    return edit.data is None or state(now) != fitted(edit.kind, edit.data)


def _parts(plan: Plan, said: dict[str, dict[str, Any]]) -> dict[str, Part]:
    """The plan's parts by code. Those that the edits bring are written as retired: they come into force with what
    stands in them."""
    rows = {p.code: p for p in plan.parts.all()}
    for n, (code, words) in enumerate(said.items()):
        if code not in rows:
            made = part(plan, code, words, n)
            name_table(made, rows)
            made.retired = True
            made.save()
            rows[code] = made
    return rows


def titles_of(plan: Plan, parts: Iterable[Part], said: dict[str, dict[str, Any]]) -> list[Edit]:
    """The edits that give the plan's parts the titles that a new document has for them."""
    edits = []
    rows = {p.code: p for p in parts}
    for n, (code, words) in enumerate(said.items()):
        if code in rows and words["title"] and rows[code].title != words["title"][:200] and not rows[code].retired:
            named = part(plan, code, words, n)
            name_table(named, rows)
            data = {**state(rows[code]), "title": named.title, "campaign": named.campaign}
            edits.append(Edit("part", rows[code].pk, data))
    return edits


def _changes(plan: Plan, edits: Sequence[Edit], said: Mapping[Key, State], parts: dict[str, Part]) -> list[Changed]:
    """The edits as changes that a version keeps. A new item gets its row, and with it its identity, at once; as retired,
    until its version takes effect. Tasks come before targets: a new target may name one."""
    changed: list[Changed] = []
    new: dict[int, int] = {}
    codes = {e.data["part"] for e in edits if e.kind == "part" and e.item is None and e.data}
    for place, edit in sorted(enumerate(edits), key=lambda e: list(EVERY).index(e[1].kind)):
        data = edit.data
        if data is not None:
            data = {**data, "task": new[edit.after]} if edit.after is not None else dict(data)
            data = fitted(edit.kind, data)
            if edit.kind != "plan" and data["part"] not in {*parts, *codes}:
                raise Refused(f"方案里没有编号为“{data['part']}”的部分。")
        pk = edit.item
        if pk is None:
            assert data is not None, "an edit without an item says what is new"
            row = EVERY[edit.kind](plan=plan, version=0, retired=True)
            fill(row, edit.kind, data, parts).save()
            if isinstance(row, Part):
                parts[row.code] = row
            pk = new[place] = row.pk
        changed.append(change((edit.kind, pk), said.get((edit.kind, pk)), data))
    known = set(ItemState.objects.filter(plan=plan, kind="part").values_list("item", flat=True))
    known |= {one["item"] for one in changed if one["kind"] == "part"}
    return [change(("part", p.pk), None, state(p)) for p in parts.values() if p.pk not in known] + changed


def edits_of(
    plan: Plan, review: Review, chosen: dict[str, dict[int, int | None]] | None = None
) -> tuple[list[Edit], dict[str, dict[str, Any]]]:
    """The edits that bring the plan to what a reviewed new document says, and the document's parts.

    chosen  kind → place in the proposal → id of the present item that it is (None: a new one), as people decided;
    all others are matched. Present items that nothing matches are retired. Units that the plan does not know yet are
    made, so this runs inside the transaction that puts the edits in force."""
    proposed = proposal(review, lambda units: directory(plan.region, units))
    now = {key: (state(item), item.version) for key, item in current(plan).items()}
    return [*edits_between(now, proposed, chosen), *titles_of(plan, plan.parts.all(), proposed.parts)], proposed.parts


def edits_between(
    now: Mapping[tuple[str, int], tuple[State, int]],
    proposed: Proposal,
    chosen: dict[str, dict[int, int | None]] | None = None,
) -> list[Edit]:
    """The same from present states with their versions by (kind, id). For each kind first an edit a proposed state,
    in their order, then those that retire."""
    edits: list[Edit] = []
    task_edit: dict[int, Edit | int] = {}
    for kind in KINDS:
        olds = [(pk, data, version) for (k, pk), (data, version) in now.items() if k == kind]
        pairs = paired(kind, [(pk, data) for pk, data, _ in olds], proposed.states[kind], (chosen or {}).get(kind, {}))
        for place, data in enumerate(proposed.states[kind]):
            pk = pairs.get(place)
            after = None
            if kind == "target":
                its_task = task_edit.get(data["task"]) if data["task"] is not None else None
                after = its_task if isinstance(its_task, int) else None
                data["task"] = its_task.item if isinstance(its_task, Edit) else None
            edit = Edit(kind, pk, data, now[kind, pk][1] if pk is not None else None, after)
            if kind == "task":
                task_edit[place] = edit if pk is not None else len(edits)
            edits.append(edit)
        taken = set(pairs.values())
        edits += [Edit(kind, pk, None, version) for pk, _, version in olds if pk not in taken]
    return edits


def paired(
    kind: str, old: Sequence[tuple[int, State]], new: Sequence[State], chosen: dict[int, int | None]
) -> dict[int, int]:
    """Place in the proposal → id of the present item, by people's choice first, by likeness for the rest."""
    pairs = {place: pk for place, pk in chosen.items() if pk is not None}
    taken = set(pairs.values())
    left_old = [(pk, data) for pk, data in old if pk not in taken]
    left_new = [(place, data) for place, data in enumerate(new) if place not in chosen]
    found = match([_known(kind, d) for _, d in left_old], [_known(kind, d) for _, d in left_new], VERSIONS)
    return pairs | {left_new[b][0]: left_old[a][0] for a, b in found}


def _known(kind: str, data: State) -> Known:
    name, text = {
        "task": ("title", "text"),
        "target": ("name", "raw"),
        "body": ("name", "name"),
        "cadence": ("raw", "raw"),
    }[kind]
    return Known(data["part"], data.get("path", ""), data[name], data[text])
