"""All that a unit owes: its roles in tasks across the campaigns, its places in task forces, what it was passed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from luoshi.drafting.place_words import path_words
from luoshi.papers.wording import amount
from luoshi.plans.columns import campaign_words, limit_words
from luoshi.plans.listing import as_unit
from luoshi.plans.models import Body, BodyMember, Breakdown, Duty, Share, Target
from luoshi.units.gathered import gathered
from luoshi.units.models import Unit

ROLES = ("lead", "responsible", "cooperate")
ROLE_WORDS = {"lead": "牵头", "responsible": "责任", "cooperate": "配合"}


@dataclass(slots=True)
class Owed:
    """A task that a unit has a part in. roles  its roles, the weightiest first; through  the class (各镇) by which it
    is meant, "" where it is named itself; leads  the units that lead the task; breakdown  the state of its breakdown."""

    task: Any
    campaign: str
    number: str
    roles: list[str]
    through: str
    limit: str
    late: bool
    aims: list[str]
    leads: str
    breakdown: str

    @property
    def role_words(self) -> str:
        return "、".join(ROLE_WORDS[r] for r in self.roles)


@dataclass(slots=True)
class Sheet:
    """What a unit owes, in the order of the plan; totals  tasks by the weightiest role."""

    owed: list[Owed]
    bodies: list[Any]
    shares: list[Share]
    totals: dict[str, int] = field(default_factory=dict)

    @property
    def targets(self) -> int:
        return sum(len(o.aims) for o in self.owed if o.roles[0] != "cooperate")

    @property
    def dated(self) -> int:
        return sum(o.task.due is not None for o in self.owed)

    @property
    def through_class(self) -> int:
        return sum(bool(o.through) for o in self.owed)


def sheet(unit: Unit, plans: dict[str, Any], today: datetime.date) -> Sheet:
    """The duties of a unit and of the classes it belongs to, in the plans that `plans` (conditions on Plan by
    name, {"ended_on": None}) allows. Four queries."""
    allowed = _on("task__plan", plans)
    state = Breakdown.objects.filter(task=OuterRef("task"), unit=unit).values("state")[:1]
    leading = gathered(Duty.objects.filter(task=OuterRef("task"), role="lead"), "id", "order", name="unit__name")
    duties = (
        Duty.objects.filter(as_unit(unit.pk), task__retired=False)
        .filter(allowed)
        .select_related("unit", "task__part", "task__plan")
        .defer("task__text", "task__clauses")
        .annotate(breakdown=Subquery(state), leading=leading)
        .prefetch_related(
            Prefetch("task__targets", Target.objects.filter(retired=False).order_by("order")),
        )
        .order_by("-task__plan__year", "-task__plan_id", "task__part__order", "task__order", "task_id")
    )
    states = dict(Breakdown.State.choices)
    by_task: dict[int, list[Duty]] = {}
    for duty in duties:
        by_task.setdefault(duty.task_id, []).append(duty)
    owed = [_owed(held, unit, states, today) for held in by_task.values()]
    member = BodyMember.objects.filter(body=OuterRef("pk"), unit=unit)
    bodies = (
        Body.objects.filter(_on("plan", plans), retired=False)
        .annotate(is_member=Exists(member))
        .filter(Q(is_member=True) | Q(office_unit=unit))
        .select_related("part", "plan")
        .order_by("-plan__year", "-plan_id", "part__order", "order")
    )
    shares = (
        Share.objects.filter(Q(giver=unit) | Q(taker=unit), allowed, withdrawn=False, task__retired=False)
        .select_related("task", "giver", "taker")
        .order_by("id")
    )
    totals = {role: sum(o.roles[0] == role for o in owed) for role in ROLES}
    return Sheet(owed, list(bodies), list(shares), totals)


def _names(leading: list[dict[str, Any]] | None) -> str:
    """The units that lead a task, in the order in which the plan names them, each once."""
    in_order = sorted(leading or (), key=lambda d: (d["order"], d["id"]))
    return "、".join(dict.fromkeys(d["name"] for d in in_order))


def _on(prefix: str, conditions: dict[str, Any]) -> Q:
    """Conditions on Plan as one on something that points to it."""
    return Q(**{f"{prefix}__{name}": value for name, value in conditions.items()})


def _owed(held: list[Duty], unit: Unit, states: dict[str, str], today: datetime.date) -> Owed:
    task = held[0].task
    own = [d for d in held if d.unit_id == unit.pk]
    roles = sorted({d.role for d in own or held}, key=ROLES.index)
    return Owed(
        task=task,
        campaign=campaign_words(task),
        number=path_words(task.path),
        roles=roles,
        through="" if own else "、".join(dict.fromkeys(d.unit.name for d in held)),
        limit=limit_words(task),
        late=bool(task.due and task.due < today),
        aims=[f"{t.name}{amount(t)}" for t in task.targets.all()],
        leads=_names(held[0].leading),
        breakdown=states.get(held[0].breakdown or "", ""),
    )
