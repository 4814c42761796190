"""How plans follow when a unit goes into another: duties, places in task forces, offices, breakdowns and shares.

Each plan in force gets a dated version that says why, so that it can still be seen as it was before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Max

from luoshi.plans.models import Body, BodyMember, BodySeat, Breakdown, Duty, Item, ItemState, Plan, Share, Task, Version
from luoshi.plans.states import keep, kind_of
from luoshi.units.merging import Merger
from luoshi.units.models import Unit

STRENGTH = {Duty.DutyRole.LEAD: 0, Duty.DutyRole.RESPONSIBLE: 1, Duty.DutyRole.COOPERATE: 2}


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
        gone, into = merger.gone, merger.into
        tasks = list(Task.objects.filter(duties__unit=gone, retired=False, plan__ended_on=None).distinct())
        held = Body.objects.filter(retired=False, plan__ended_on=None)
        bodies = {b.pk: b for b in held.filter(members__unit=gone)} | {b.pk: b for b in held.filter(office_unit=gone)}
        _duties(tasks, gone, into)
        _members(bodies.values(), gone, into)
        Body.objects.filter(pk__in=bodies, office_unit=gone).update(office_unit=into)
        _breakdowns(gone, into)
        _shares(gone, into)
        for old, new in merger.posts.items():
            seats = BodySeat.objects.filter(post_id=old)
            BodySeat.objects.bulk_create([BodySeat(body_id=s.body_id, post=new) for s in seats])
            seats.delete()
        _versions([*tasks, *bodies.values()], merger)


def _duties(tasks: Iterable[Task], gone: Unit, into: Unit) -> None:
    """The successor takes the duty over; where it has one in the same clause already, the stronger of the two stays."""
    for task in tasks:
        clauses: dict[int, list[Duty]] = defaultdict(list)
        for duty in Duty.objects.filter(task=task, unit__in=[gone, into]):
            clauses[duty.clause_number].append(duty)
        for duties in clauses.values():
            duties.sort(key=lambda d: (STRENGTH[Duty.DutyRole(d.role)], d.order))
            kept, *weaker = duties
            Duty.objects.filter(pk=kept.pk).update(unit=into)
            Duty.objects.filter(pk__in=[d.pk for d in weaker]).delete()


def _members(bodies: Iterable[Body], gone: Unit, into: Unit) -> None:
    for body in bodies:
        rows = list(BodyMember.objects.filter(body=body, unit__in=[gone, into]))
        if rows:
            BodyMember.objects.filter(pk=rows[0].pk).update(unit=into)
            BodyMember.objects.filter(pk__in=[m.pk for m in rows[1:]]).delete()


def _breakdowns(gone: Unit, into: Unit) -> None:
    """Measures go on with the successor. Where both broke the same task down, they stand together as a draft, because
    their weights no longer make a whole."""
    own = {b.task_id: b for b in Breakdown.objects.filter(unit=into)}
    for breakdown in Breakdown.objects.filter(unit=gone, task__plan__ended_on=None):
        other = own.get(breakdown.task_id)
        if other is None:
            Breakdown.objects.filter(pk=breakdown.pk).update(unit=into, version=breakdown.version + 1)
            continue
        last = other.measures.aggregate(last=Max("order"))["last"] or 0
        for n, measure in enumerate(breakdown.measures.all(), last + 1):
            measure.breakdown, measure.order = other, n
            measure.save(update_fields=["breakdown", "order"])
        Breakdown.objects.filter(pk=other.pk).update(
            state=Breakdown.State.DRAFT,
            word=f"{gone.name}并入，双方举措已合在一起，请核对权重后重新报送。",
            version=other.version + 1,
        )
        breakdown.delete()


def _shares(gone: Unit, into: Unit) -> None:
    """A share between the two is no share any more."""
    Share.objects.filter(giver=gone, taker=into).update(withdrawn=True)
    Share.objects.filter(giver=into, taker=gone).update(withdrawn=True)
    Share.objects.filter(giver=gone, withdrawn=False).update(giver=into)
    Share.objects.filter(taker=gone, withdrawn=False).update(taker=into)


def _versions(items: list[Task | Body], merger: Merger) -> None:
    """A new version of each plan concerned; its items' former words stay under the versions before."""
    by_plan: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_plan[item.plan_id].append(item)
    reason = f"机构改革：{merger.gone.name}并入{merger.into.name}"
    for plan in Plan.objects.select_for_update().filter(pk__in=by_plan).order_by("pk"):
        last = plan.versions.order_by("-number")[0]
        number = last.number + 1
        Version.objects.create(
            plan=plan,
            number=number,
            effective_on=max(merger.on, last.effective_on),
            reason=reason,
            reference=merger.reason[:200],
            decided_by=merger.actor.name,
            made_by=merger.actor.name,
            upload=last.upload,
            text=last.text,
            blocks=last.blocks,
        )
        fresh: list[Item] = []
        for model, prefetch in ((Task, "duties"), (Body, "members")):
            ids = [i.pk for i in by_plan[plan.pk] if isinstance(i, model)]
            fresh += model.objects.filter(pk__in=ids).select_related("part").prefetch_related(prefetch)
        for item in fresh:
            ItemState.objects.filter(plan=plan, kind=kind_of(item), item=item.pk, until=None).update(until=number)
        keep(plan, fresh, number, reason)
        for item in fresh:
            type(item).objects.filter(pk=item.pk).update(version=item.version + 1)
