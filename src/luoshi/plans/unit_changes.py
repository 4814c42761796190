"""How plans follow when a unit goes into another: duties, places in task forces, offices, breakdowns and shares.

Each plan in force gets a dated version that says why, so that it can still be seen as it was before.
"""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Max
from django.utils import timezone

from luoshi.plans.models import Addressee, Body, BodyMember, BodySeat, Breakdown, Duty, Instruction, Plan, Share
from luoshi.plans.revising import Decision, Edit, revise
from luoshi.plans.states import State, current, in_force, state
from luoshi.plans.taking_effect import lay_out, let_take_effect
from luoshi.units.merging import Merger
from luoshi.units.models import Unit

STRENGTH = {"lead": 0, "responsible": 1, "cooperate": 2}


class PlansFollow:
    """What plans hold of a unit (a Follower of units.merging)."""

    def count(self, unit: Unit) -> dict[str, int]:
        return {
            "任务责任": Duty.objects.filter(unit=unit, task__retired=False, task__plan__ended_on=None).count(),
            "专班成员": BodyMember.objects.filter(unit=unit, body__retired=False, body__plan__ended_on=None).count(),
            "专班办公室": Body.objects.filter(office_unit=unit, retired=False, plan__ended_on=None).count(),
            "细化分解": Breakdown.objects.filter(unit=unit, task__plan__ended_on=None).count(),
        }

    def move(self, merger: Merger) -> None:
        """Only plans in force follow: what ended, ended under the old name."""
        for plan in Plan.objects.filter(region=merger.gone.region, ended_on=None).order_by("pk"):
            _revise(plan, merger)
        _breakdowns(merger.gone, merger.into)
        _shares(merger.gone, merger.into)
        _instructions(merger.gone, merger.into)
        for old, new in merger.posts.items():
            seats = BodySeat.objects.filter(post_id=old)
            BodySeat.objects.bulk_create([BodySeat(body_id=s.body_id, post=new) for s in seats])
            seats.delete()


def moved(data: State, gone: int, into: int) -> State:
    """The state of a task or body, or some fields of one, with one unit in the other's place."""
    after = dict(data)
    if "duties" in data:
        after["duties"] = _duties(data["duties"], gone, into)
    if "members" in data:
        after["members"] = _members(data["members"], gone, into)
    if data.get("office_unit") == gone:
        after["office_unit"] = into
    return after


def _revise(plan: Plan, merger: Merger) -> None:
    """The plan's next version, if the unit stands in it at all. What versions to come say of it follows too."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("region").get(pk=plan.pk)
    let_take_effect(plan, timezone.localdate())
    follows = _coming(plan, merger)
    edits: list[Edit] = []
    for (kind, pk), item in current(plan).items():
        before = state(item)
        after = moved(before, merger.gone.pk, merger.into.pk)
        if after != before:
            edits.append(Edit(kind, pk, after))
    held = plan.versions.get(number=in_force(plan))
    if not edits:
        if follows:
            lay_out(plan, held.number, {key: state(item) for key, item in current(plan).items()})
        return
    decision = Decision(
        f"机构改革：{merger.gone.name}并入{merger.into.name}",
        merger.reason,
        merger.actor.name,
        max(merger.on, held.effective_on),
    )
    revise(plan, edits, decision, merger.actor)


def _coming(plan: Plan, merger: Merger) -> bool:
    """Let the versions still to come name the successor; whether one named the unit."""
    found = False
    for version in plan.versions.filter(took_effect=None).defer("text", "blocks"):
        changes = [
            {**one, "fields": one["fields"] and moved(one["fields"], merger.gone.pk, merger.into.pk)}
            for one in version.changes
        ]
        if changes != version.changes:
            version.changes, found = changes, True
            version.save(update_fields=["changes"])
    return found


def _duties(duties: list[list], gone: int, into: int) -> list[list]:
    """The successor takes the duties over; where it has one in the same clause already, the stronger of the two stays."""
    best: dict[int, int] = {}
    for unit, role, _, clause in duties:
        if unit in (gone, into):
            best[clause] = min(STRENGTH[role], best.get(clause, 9))
    kept: list[list] = []
    done: set[int] = set()
    for unit, role, written, clause in duties:
        if unit not in (gone, into):
            kept.append([unit, role, written, clause])
        elif clause not in done and STRENGTH[role] == best[clause]:
            done.add(clause)
            kept.append([into, role, written, clause])
    return kept if any(d[0] == gone for d in duties) else duties


def _members(members: list[list], gone: int, into: int) -> list[list]:
    """A place in a body is held once."""
    if not any(unit == gone for unit, _ in members):
        return members
    kept: list[list] = []
    for unit, written in members:
        if unit not in (gone, into):
            kept.append([unit, written])
        elif not any(u == into for u, _ in kept):
            kept.append([into, written])
    return kept


def _breakdowns(gone: Unit, into: Unit) -> None:
    """Measures go on with the successor. Where both broke the same task down, they stand together as a draft, because
    their weights no longer make a whole."""
    own = {b.task_id: b for b in Breakdown.objects.filter(unit=into)}
    appended: dict[int, int] = defaultdict(int)
    for breakdown in Breakdown.objects.filter(unit=gone, task__plan__ended_on=None):
        other = own.get(breakdown.task_id)
        if other is None:
            Breakdown.objects.filter(pk=breakdown.pk).update(unit=into, version=breakdown.version + 1)
            continue
        appended[other.pk] = appended[other.pk] or other.measures.aggregate(last=Max("order"))["last"] or 0
        for measure in breakdown.measures.all():
            appended[other.pk] += 1
            measure.breakdown, measure.order = other, appended[other.pk]
            measure.save(update_fields=["breakdown", "order"])
        Breakdown.objects.filter(pk=other.pk).update(
            state=Breakdown.State.DRAFT,
            word=f"{gone.name}并入，双方举措已合在一起，请核对权重后重新报送。",
            version=other.version + 1,
        )
        breakdown.delete()


def _instructions(gone: Unit, into: Unit) -> None:
    """What leaders want of a unit goes on with the successor, once."""
    running = Instruction.objects.filter(withdrawn=False, closed_at=None)
    open_parts = Addressee.objects.filter(unit=gone, done=False)
    open_parts.filter(instruction__in=running.exclude(addressees__unit=into).values("pk")).update(unit=into)
    open_parts.filter(instruction__in=running.values("pk")).update(
        done=True, said=f"{gone.name}并入{into.name}，由其一并办理。"
    )


def _shares(gone: Unit, into: Unit) -> None:
    """A share between the two is no share any more."""
    Share.objects.filter(giver=gone, taker=into).update(withdrawn=True)
    Share.objects.filter(giver=into, taker=gone).update(withdrawn=True)
    Share.objects.filter(giver=gone, withdrawn=False).update(giver=into)
    Share.objects.filter(taker=gone, withdrawn=False).update(taker=into)
