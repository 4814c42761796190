"""Whom a breakdown or a share concerns, and what they are told."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from luoshi.audit.actor import Actor
from luoshi.calendar.clock import today
from luoshi.notices.addressees import holding, of_unit
from luoshi.notices.telling import over, receipts, tell
from luoshi.plans.models import Body, BodySeat, Breakdown, Share, Task
from luoshi.units.models import Post, Role
from luoshi.units.people import current


def deciders(task: Task) -> list[Post]:
    """Who accepts the breakdowns of a task: the office of the task force of its part; where nobody sits there, the
    command office. At most three queries."""
    codes = {task.part.code, task.part.code.split("-")[0]}  # a table's tasks are its annex's
    mine = list(Body.objects.filter(plan=task.plan_id, part__code__in=codes, retired=False))
    placed = BodySeat.objects.filter(body__in=[b.pk for b in mine]).values("post")
    offices = [b.office_unit_id for b in mine if b.office_unit_id]
    found = Post.objects.filter(
        current(today()),
        Q(pk__in=placed) | Q(unit__in=offices),
        region=task.plan.region_id,
        role=Role.TASK_FORCE_OFFICE,
    )
    return list(found) or holding(str(Role.COMMAND_OFFICE), task.plan.region_id)


def submitted(breakdown: Breakdown, number: int, measures: int, by: Actor) -> None:
    """The deciders learn that something waits for them; what the unit was told before is done with."""
    over(breakdown, "measure.returned")
    text = f"{breakdown.unit}报送了“{_short(breakdown.task)}”的细化分解（{measures}条举措），请审定。"
    _tell(deciders(breakdown.task), "measure.submitted", breakdown, text, number, by)


def withdrawn(breakdown: Breakdown) -> None:
    over(breakdown, "measure.submitted")


def returned(breakdown: Breakdown, number: int, word: str, by: Actor) -> None:
    """The unit learns that it must mend something, and why."""
    over(breakdown, "measure.submitted")
    text = f"“{_short(breakdown.task)}”的细化分解被退回：{word}"
    _tell(of_unit(breakdown.unit), "measure.returned", breakdown, text, number, by)


def accepted(breakdown: Breakdown, number: int, by: Actor) -> None:
    over(breakdown, "measure.submitted")
    text = f"“{_short(breakdown.task)}”的细化分解已审定。"
    _tell(of_unit(breakdown.unit), "measure.accepted", breakdown, text, number, by)


def share_given(share: Share, by: Actor) -> None:
    """The taker learns what is its own now."""
    until = f"，{share.by.month}月{share.by.day}日前完成" if share.by else ""
    _tell_share(share, "share.given", f"{share.giver}把“{_short(share.task)}”的一部分交来：{share.what}{until}", by)


def share_withdrawn(share: Share, by: Actor) -> None:
    """Told only where somebody had read of it: else it goes as silently as it came."""
    over(share, "share.given")
    if any(n.seen_at for n in receipts(share, "share.given")):
        _tell_share(
            share, "share.withdrawn", f"{share.giver}收回了交来的“{_short(share.task)}”的一部分：{share.what}", by
        )


def _tell(to: list[Post], kind: str, breakdown: Breakdown, text: str, number: int, by: Actor) -> None:
    url = reverse("breakdown_page", args=[breakdown.task_id, breakdown.unit_id])
    tell(to, kind, breakdown, text, url, region=breakdown.task.plan.region_id, key=number, by=by)


def _tell_share(share: Share, kind: str, text: str, by: Actor) -> None:
    url = reverse("task_page", args=[share.task_id])
    tell(of_unit(share.taker_id), kind, share, text, url, region=share.task.plan.region_id, by=by)


def _short(task: Task, most: int = 40) -> str:
    title = str(task)
    return title if len(title) <= most else title[: most - 1] + "…"
