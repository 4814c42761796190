"""A task's lead passes a part of it to another unit of the task, and takes it back."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from luoshi.accounts.sitting import Seat
from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans import telling
from luoshi.plans.models import Duty, Share, Task
from luoshi.plans.reviewing import Refused
from luoshi.units.finding import in_order
from luoshi.units.models import Unit


def leads(task: Task, unit_id: int | None) -> bool:
    """Whether the unit leads the task, so that it may pass parts of it on. One query."""
    return unit_id is not None and Duty.objects.filter(task=task, unit=unit_id, role=Duty.DutyRole.LEAD).exists()


def takers(task: Task, giver: Unit) -> list[Unit]:
    """The units to which the giver may pass a part: those with a role in the task, classes through their members."""
    named = Q(duties__task=task, is_class=False) | Q(classes__duties__task=task)
    return in_order(Unit.objects.filter(named, gone_on=None, is_class=False).exclude(pk=giver.pk).distinct())


def shown_to(seat: Seat, task: Task, back: str, leading: bool | None = None) -> dict[str, Any]:
    """What the template plans/shares.html wants: the living shares of the task, and whether the seat may pass more on.
    back  the address of the page to come back to;  leading  whether the seat's unit leads the task, where that is known. One query, two where it is not."""
    giver = seat.post.unit if seat.post and seat.may("share.write") else None
    can = bool(giver) and task.plan.region_id in seat.region_ids("share.write")
    can = can and not task.retired and task.plan.ended_on is None
    if can and giver:
        can = leads(task, giver.pk) if leading is None else leading
    return {
        "shares": list(Share.objects.filter(task=task, withdrawn=False).select_related("giver", "taker")),
        "share_giver": giver,
        "can_share": can,
        "shares_back": back,
    }


def give(task: Task, giver: Unit, taker: Unit, what: str, by: datetime.date | None, actor: Actor) -> Share:
    """Pass a part on: what, and by when. Raises Refused."""
    if not what.strip():
        raise Refused("请写明交给对方的是哪一部分工作。")
    if len(what.strip()) > 400:
        raise Refused(f"内容有{len(what.strip())}个字，最多400个字，请写短一些。")
    if task.due and by and by > task.due:
        raise Refused(f"时限晚于任务本身的时限（{task.due.year}年{task.due.month}月{task.due.day}日），请改早。")
    if not leads(task, giver.pk):
        raise Refused("只有牵头单位可以把任务的一部分交给其他单位。")
    if taker not in takers(task, giver):
        raise Refused(f"{taker}不是这项任务的责任或配合单位，不能交给它。")
    with transaction.atomic():
        share = Share.objects.create(
            task=task, giver=giver, taker=taker, what=what.strip(), by=by, given_by=actor.name, given_at=timezone.now()
        )
        said = {"taker": taker.name, "what": share.what, "due": by.isoformat() if by else ""}
        record(actor, "share.give", share, {}, said, region_id=task.plan.region_id)
        telling.share_given(share, actor)
        return share


def take_back(share: Share, seen: int, actor: Actor) -> Share:
    """Withdraw a share; it stays in the history. Raises Refused where it is withdrawn already."""
    with transaction.atomic():
        changed = Share.objects.filter(pk=share.pk, version=seen, withdrawn=False).update(
            withdrawn=True, version=seen + 1
        )
        share.refresh_from_db()
        if not changed:
            raise Refused("这一份刚被别人处理过，请看过最新内容。")
        record(
            actor,
            "share.withdraw",
            share,
            {"withdrawn": False},
            {"withdrawn": True},
            region_id=share.task.plan.region_id,
        )
        telling.share_withdrawn(share, actor)
        return share
