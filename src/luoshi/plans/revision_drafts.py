"""Orders of revision: gathering entries, taking them back, putting them in force together.

Every change locks the order first and counts its version on. Who changes an entry says which one was on the screen;
where somebody else was quicker nothing is written, and `Conflict` (another entry) or `Outrun` (another version in
force) carries what stands there now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from luoshi.audit.actor import Actor
from luoshi.audit.record import changed, record
from luoshi.plans.difference import changes
from luoshi.plans.models import ItemState, Part, Plan, Revision, RevisionEdit, Target, Version
from luoshi.plans.reviewing import Conflict, Refused
from luoshi.plans.revising import Decision, Edit, Outrun, revise
from luoshi.plans.revision_difference import title_of
from luoshi.plans.states import EVERY, KINDS, Row, State, in_force, state

LENGTHS = {"reason": 400, "reference": 200, "decided_by": 80}
PLACE = ("order", "start", "end")


def open_order(plan: Plan, actor: Actor) -> Revision:
    """A new, empty order."""
    with transaction.atomic():
        made = Revision.objects.create(plan=plan, opened_by=actor.name)
        record(actor, "plan.revise.open", made, region_id=plan.region_id)
        return made


def change_item(
    order: Revision, kind: str, item: Row, seen: tuple[int, int], data: State | None, actor: Actor
) -> RevisionEdit | None:
    """Have the order say that an item becomes `data` (None: is retired). seen  the versions of the item and of the
    order's entry for it (0: none) that were on the screen. A retired item comes back with `data`. An item that is to
    stay as it is needs no entry: one that was there goes, and None is given back."""
    with transaction.atomic():
        locked = _open(order)
        edit = locked.edits.filter(kind=kind, item=item.pk).first()
        now = _row(kind, item.pk)
        if (edit.version if edit else 0) != seen[1]:
            raise Conflict(edit)
        gone = getattr(now, "retired", False)
        if now.version != seen[0]:
            raise Outrun(kind, now)
        if gone and data is None:
            raise Refused("这一条已在方案里撤销，不用再撤。")
        base = None if gone else state(now)
        if data == base:
            if edit is None:
                raise Refused("没有改动，不用列入修订单。")
            _take_out(locked, edit, actor)
            return None
        made = edit or RevisionEdit(revision=locked, kind=kind, item=item.pk, version=0, order=_next_place(locked))
        made.seen, made.base = now.version, base
        _write(locked, made, data, actor)
        if data is not None and base is not None:
            _take_along(locked, kind, now, base, data, actor)
        return made


def _take_along(order: Revision, kind: str, row: Row, base: State, data: State, actor: Actor) -> None:
    """What goes with a change becomes entries beside it, which can be taken back: a task that moves to another part
    takes its targets along, an annex's tables take its campaign's new name."""
    if kind == "task" and data["part"] != base["part"]:
        targets = Target.objects.filter(task=row.pk, part__code=base["part"], retired=False).select_related("part")
        _alike(order, "target", targets, "part", base["part"], data["part"], actor)
    elif kind == "part" and data["campaign"] != base["campaign"]:
        tables = Part.objects.filter(plan=order.plan, kind="table", code__startswith=f"{base['part']}-", retired=False)
        _alike(order, "part", tables, "campaign", base["campaign"], data["campaign"], actor)


def _alike(
    order: Revision, kind: str, rows: Iterable[Target | Part], field: str, was: str, now: str, actor: Actor
) -> None:
    """Let every row that says `was` say `now`. One that the order retires, or has say something else, stays so."""
    listed = {edit.item: edit for edit in order.edits.filter(kind=kind)}
    for row in rows:
        edit = listed.get(row.pk) or RevisionEdit(revision=order, kind=kind, item=row.pk, version=0)
        said = edit.data if edit.pk else state(row)
        if said is None or said[field] != was:
            continue
        if not edit.pk:
            edit.seen, edit.base, edit.order = row.version, state(row), _next_place(order)
        _write(order, edit, {**said, field: now}, actor)


def add_item(order: Revision, kind: str, data: State, actor: Actor, under: RevisionEdit | None = None) -> RevisionEdit:
    """Have the order add an item. under  for a target: the order's entry of the new task that it stands in."""
    with transaction.atomic():
        locked = _open(order)
        made = RevisionEdit(revision=locked, kind=kind, under=under, version=0, order=_next_place(locked))
        _write(locked, made, data, actor)
        return made


def change_added(edit: RevisionEdit, seen: int, data: State, actor: Actor) -> RevisionEdit:
    """Reword an item that the order adds."""
    with transaction.atomic():
        locked = _open(edit.revision)
        now = _take(edit, seen)
        _write(locked, now, data, actor)
        return now


def undo(edit: RevisionEdit, seen: int, actor: Actor) -> None:
    """Take an entry out of the order."""
    with transaction.atomic():
        locked = _open(edit.revision)
        _take_out(locked, _take(edit, seen), actor)


def rebase(edit: RevisionEdit, seen: int, beside: int, actor: Actor) -> RevisionEdit:
    """Keep what the order says of an item although another version has changed it since; `beside` the number of the
    version whose words were shown beside it."""
    with transaction.atomic():
        locked = _open(edit.revision)
        edit = _take(edit, seen)
        now = _row(edit.kind, edit.item)
        if getattr(now, "retired", False):
            raise Refused("这一条已在方案里撤销，不能再改；请从修订单里撤回。")
        said = present(locked.plan, [edit])[edit.kind, now.pk]
        if said.since != beside:
            raise Outrun(edit.kind, now)
        edit.seen, edit.base = now.version, state(now)
        _write(locked, edit, edit.data, actor)
        return edit


def say(order: Revision, words: Mapping[str, Any], actor: Actor) -> Revision:
    """Keep reason, reference, decider and day with the order (keys as in `LENGTHS`, and effective_on)."""
    with transaction.atomic():
        locked = _open(order)
        new = {k: str(words[k]).strip()[:most] for k, most in LENGTHS.items()}
        new["effective_on"] = words["effective_on"]
        before, after = changed(_words(locked), {**new, "effective_on": _iso(new["effective_on"])})
        if after:
            for name, value in new.items():
                setattr(locked, name, value)
            _count_on(locked, *new)
            record(actor, "plan.revise.words", locked, before, after, region_id=locked.plan.region_id)
        return locked


def drop(order: Revision, actor: Actor) -> None:
    """Give an order up; it stays readable."""
    with transaction.atomic():
        locked = _open(order)
        locked.state = Revision.State.DROPPED
        _count_on(locked, "state")
        after = {"state": Revision.State.DROPPED}
        record(
            actor, "plan.revise.drop", locked, {"state": Revision.State.DRAFT}, after, region_id=locked.plan.region_id
        )


def put_in_force(order: Revision, seen: int, decision: Decision, actor: Actor) -> Version:
    """Put the order in force as the plan's next version; a second call gives the version that it made. `seen` the
    order's version that was on the screen. Raises Refused, Conflict (the order was changed) and Outrun."""
    with transaction.atomic():
        locked = Revision.objects.select_for_update().get(pk=order.pk)
        if locked.state == Revision.State.IN_FORCE and locked.made_id:
            return Version.objects.get(pk=locked.made_id)
        if locked.state != Revision.State.DRAFT:
            raise Refused(f"这张修订单现在是“{locked.get_state_display()}”，不能施行。")
        if locked.version != seen:
            raise Conflict(locked)
        plan = Plan.objects.select_for_update().get(pk=locked.plan_id)
        version = revise(plan, edits_in(locked), decision, actor)
        locked.state, locked.made = Revision.State.IN_FORCE, version
        locked.reason, locked.reference = version.reason, version.reference
        locked.decided_by, locked.effective_on = version.decided_by, version.effective_on
        _count_on(locked, "state", "made", *LENGTHS, "effective_on")
        before, after = {"state": Revision.State.DRAFT}, {"state": locked.state, "version": version.number}
        record(actor, "plan.revise.order", locked, before, after, region_id=plan.region_id)
        return version


def edits_in(order: Revision) -> list[Edit]:
    """The order's entries as edits. One whose item has only moved in the text since follows it there."""
    rows = list(order.edits.all())
    places = {row.pk: n for n, row in enumerate(rows)}
    versions: dict[tuple[str, int | None], int] = {}
    for kind, model in EVERY.items():
        ids = [r.item for r in rows if r.kind == kind and r.item is not None]
        versions |= {(kind, pk): v for pk, v in model.objects.filter(pk__in=ids).values_list("pk", "version")}
    now = present(order.plan, rows)
    edits = []
    for row in rows:
        data, seen = row.data, row.seen
        said = now.get((row.kind, row.item)) if row.item is not None else None
        if said is not None and not moved_on(row, said):
            seen = versions[row.kind, row.item]
            data = data and {**data, **{k: said.data[k] for k in PLACE if data[k] == (row.base or {}).get(k)}}
        after = places.get(row.under_id) if row.under_id else None
        edits.append(Edit(row.kind, row.item, data, seen, after))
    return edits


def present(plan: Plan, rows: Sequence[RevisionEdit]) -> dict[tuple[str, int | None], ItemState]:
    """What the items of some entries say today, by (kind, id); retired ones are missing. Two queries."""
    ids = {r.item for r in rows if r.item is not None}
    number = in_force(plan)
    found = ItemState.objects.filter(plan=plan, item__in=ids, since__lte=number).exclude(until__lte=number)
    return {(s.kind, s.item): s for s in found}


def moved_on(edit: RevisionEdit, now: ItemState | None) -> bool:
    """Whether another version says something else of the entry's item than what the entry is based on."""
    if edit.item is None:
        return False
    if edit.base is None:  # the entry brings the item back: somebody else may have done so
        return now is not None
    return now is None or bool(changes(edit.kind, edit.base or {}, now.data, {}))


def next_order(plan: Plan, kind: str) -> int:
    """The place behind all items of a kind."""
    last = KINDS[kind].objects.filter(plan=plan).aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _open(order: Revision) -> Revision:
    """The order, locked, if it can still be changed."""
    locked = Revision.objects.select_for_update(of=("self",)).select_related("plan").get(pk=order.pk)
    if locked.state != Revision.State.DRAFT:
        raise Refused(f"这张修订单现在是“{locked.get_state_display()}”，不能再改。")
    return locked


def _row(kind: str, pk: int | None) -> Row:
    rows = KINDS[kind].objects.select_related("part") if kind in KINDS else EVERY[kind].objects
    return rows.get(pk=pk)


def _take(edit: RevisionEdit, seen: int) -> RevisionEdit:
    now = RevisionEdit.objects.filter(pk=edit.pk).first()
    if now is None:
        raise Refused("这一条刚被别人从修订单里撤回了。")
    if now.version != seen:
        raise Conflict(now)
    return now


def _write(order: Revision, edit: RevisionEdit, data: State | None, actor: Actor) -> None:
    """Write an entry, count it and its order on, note what it says."""
    before, after = changed(edit.data or {}, data or {})
    edit.data, edit.changed_by = data, actor.name
    edit.version += 1
    edit.save()
    _count_on(order)
    said = {"item": edit.item, **after} if data is not None else {"item": edit.item, "state": "撤销"}
    named = title_of(edit.kind, data or edit.base or {})
    record(actor, "plan.revise.edit", edit, before, said, label=named, region_id=order.plan.region_id)


def _take_out(order: Revision, edit: RevisionEdit, actor: Actor) -> None:
    named = title_of(edit.kind, edit.data or edit.base or {})
    before = {"item": edit.item, **(edit.data or {})}
    record(actor, "plan.revise.undo", edit, before, {}, label=named, region_id=order.plan.region_id)
    edit.delete()
    _count_on(order)


def _count_on(order: Revision, *fields: str) -> None:
    order.version += 1
    order.save(update_fields=["version", *fields])


def _next_place(order: Revision) -> int:
    return (order.edits.aggregate(last=Max("order"))["last"] or 0) + 1


def _words(order: Revision) -> dict[str, Any]:
    return {**{k: getattr(order, k) for k in LENGTHS}, "effective_on": _iso(order.effective_on)}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
