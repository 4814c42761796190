"""Changing a plan in force: edits make a dated version; what stood before stays in history.

An item keeps its identity through every version, so duties, measures and reports go with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.papers.wording import chinese_date
from luoshi.plans.enforce import directory, name_table, part
from luoshi.plans.matching import Known, match
from luoshi.plans.models import BodyMember, Duty, Item, ItemState, Part, Plan, Review, Upload, Version
from luoshi.plans.proposed import Proposal, proposal
from luoshi.plans.reviewing import Refused
from luoshi.plans.rows import dependents, fill, save_dependents
from luoshi.plans.states import KINDS, State, current, keep, state


@dataclass(frozen=True)
class Edit:
    """One change. item  the id of the item, None for a new one; data  its new state, None to retire it; seen  the
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

    def __init__(self, kind: str, item: Item) -> None:
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
) -> Version:
    """Put edits in force as the plan's next version, all or none.

    parts  parts that the edits may name beside the plan's own (code → {"id", "kind", "title"}); document, upload  the
    new version's text where a whole document brought it. Raises Refused, and Outrun where an item moved on."""
    if not decision.reason.strip():
        raise Refused("请写明修订原因。")
    if not decision.decided_by.strip():
        raise Refused("请写明决定修订的负责同志姓名。")
    with transaction.atomic():
        locked = Plan.objects.select_for_update().get(pk=plan.pk)
        latest = locked.versions.order_by("-number").first()
        if latest is None:
            raise Refused("方案还没有施行，不能修订。")
        if decision.effective_on < latest.effective_on:
            raise Refused(f"生效日期不能早于上一版的{chinese_date(latest.effective_on.isoformat())}。")
        items = current(locked)
        real = [e for e in edits if _says_something(e, items)]
        if not real and document is None:
            raise Refused("没有任何改动，不需要新版本。")
        version = Version.objects.create(
            plan=locked,
            number=latest.number + 1,
            effective_on=decision.effective_on,
            reason=decision.reason.strip()[:400],
            reference=decision.reference.strip()[:200],
            decided_by=decision.decided_by.strip()[:80],
            made_by=actor.name,
            upload=upload,
            text=document["text"] if document else latest.text,
            blocks=document["blocks"] if document else latest.blocks,
        )
        rows = _parts(locked, parts or {})
        written, retired = _write(locked, real, items, rows)
        _keep(locked, version, written, retired)
        after = {
            "version": version.number,
            "decided_by": version.decided_by,
            "changed": len(written),
            "retired": len(retired),
        }
        record(actor, "plan.revise", locked, {"version": latest.number}, after, region_id=locked.region_id)
        return version


def _says_something(edit: Edit, items: dict[tuple[str, int], Item]) -> bool:
    """Whether an edit changes anything; checks on the way that nobody was quicker."""
    if edit.item is None:
        return edit.data is not None
    now = items.get((edit.kind, edit.item))
    if now is None:
        found = KINDS[edit.kind].objects.filter(pk=edit.item).first()
        raise Outrun(edit.kind, found) if found else Refused("要修订的条目不在这份方案里。")
    if edit.seen is not None and now.version != edit.seen:
        raise Outrun(edit.kind, now)
    return edit.data is None or state(now) != edit.data


def _parts(plan: Plan, said: dict[str, dict[str, Any]]) -> dict[str, Part]:
    """The plan's parts by code, new ones made, their titles as the new version has them."""
    rows = {p.code: p for p in plan.parts.all()}
    for n, (code, words) in enumerate(said.items()):
        made = part(plan, code, words, n)
        name_table(made, rows)
        if code not in rows:
            made.save()
            rows[code] = made
        elif words["title"] and rows[code].title != made.title:
            rows[code].title, rows[code].campaign = made.title, made.campaign
            rows[code].save(update_fields=["title", "campaign"])
    return rows


def _write(
    plan: Plan, edits: Sequence[Edit], items: dict[tuple[str, int], Item], parts: dict[str, Part]
) -> tuple[list[tuple[str, Item]], list[tuple[str, Item]]]:
    """Write the rows; give back what was written and what was retired. Tasks come first: a new target may name one."""
    written: list[tuple[str, Item]] = []
    retired: list[tuple[str, Item]] = []
    new: dict[int, Item] = {}
    waiting: list[tuple[Item, State]] = []
    for place, edit in sorted(enumerate(edits), key=lambda e: list(KINDS).index(e[1].kind)):
        item = items[edit.kind, edit.item] if edit.item is not None else KINDS[edit.kind](plan=plan, version=0)
        item.version += 1
        if edit.data is None:
            item.retired = True
            item.save()
            retired.append((edit.kind, item))
            continue
        data = edit.data
        if edit.after is not None:
            data = {**data, "task": new[edit.after].pk}
        if data["part"] not in parts:
            raise Refused(f"方案里没有编号为“{data['part']}”的部分。")
        fill(item, edit.kind, data, parts).save()
        new[place] = item
        written.append((edit.kind, item))
        waiting.append((item, data))
    for model, owner in ((Duty, "task"), (BodyMember, "body")):
        ids = [item.pk for item, _ in waiting if item._meta.model_name == owner]
        model.objects.filter(**{f"{owner}__in": ids}).delete()
    save_dependents(d for item, data in waiting for d in dependents(item, data))
    return written, retired


def _keep(
    plan: Plan, version: Version, written: Sequence[tuple[str, Item]], retired: Sequence[tuple[str, Item]]
) -> None:
    """Close what history said so far of these items, and open what they say now."""
    for kind in KINDS:
        ids = [item.pk for k, item in (*written, *retired) if k == kind]
        ItemState.objects.filter(plan=plan, kind=kind, item__in=ids, until=None).update(until=version.number)
    changed = {(kind, item.pk) for kind, item in written}
    keep(plan, [i for key, i in current(plan).items() if key in changed], version.number, version.reason)


def edits_of(
    plan: Plan, review: Review, chosen: dict[str, dict[int, int | None]] | None = None
) -> tuple[list[Edit], dict[str, dict[str, Any]]]:
    """The edits that bring the plan to what a reviewed new document says, and the document's parts.

    chosen  kind → place in the proposal → id of the present item that it is (None: a new one), as people decided;
    all others are matched. Present items that nothing matches are retired. Units that the plan does not know yet are
    made, so this runs inside the transaction that puts the edits in force."""
    proposed = proposal(review, lambda units: directory(plan.region, units))
    now = {key: (state(item), item.version) for key, item in current(plan).items()}
    return edits_between(now, proposed, chosen), proposed.parts


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
    found = match([_known(kind, pk, d) for pk, d in left_old], [_known(kind, n, d) for n, d in left_new])
    return pairs | {left_new[b][0]: left_old[a][0] for a, b in found}


def _known(kind: str, key: int, data: State) -> Known:
    name, text = {
        "task": ("title", "text"),
        "target": ("name", "raw"),
        "body": ("name", "name"),
        "cadence": ("raw", "raw"),
    }[kind]
    return Known(key, data["part"], data.get("path", ""), data[name], data[text])
