"""Giving posts a seat in a task force, and taking it away."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans.models import Body, BodySeat
from luoshi.plans.reviewing import Refused
from luoshi.units.models import Post, Role

SEATED = (Role.CONVENER, Role.DEPUTY, Role.TASK_FORCE_OFFICE, Role.LIAISON, Role.UNIT_HEAD, Role.LEADER)


def posts_to_choose(body: Body, today: datetime.date) -> QuerySet[Post]:
    """The posts of the body's region that could sit in it and do not yet, in force today."""
    return (
        Post.objects.filter(region=body.plan.region_id, role__in=SEATED)
        .filter(Q(until=None) | Q(until__gte=today))
        .exclude(pk__in=BodySeat.objects.filter(body=body).values("post"))
        .select_related("person", "unit", "region")
        .order_by("role", "unit__order", "id")
    )


def seat(body: Body, post_id: int | None, actor: Actor, today: datetime.date) -> None:
    """Give a post a seat in the body. A post that has one already stays as it is. Raises Refused."""
    with transaction.atomic():
        locked = Body.objects.select_for_update().select_related("plan").get(pk=body.pk)
        if BodySeat.objects.filter(body=locked, post=post_id).exists():
            return
        post = posts_to_choose(locked, today).filter(pk=post_id).first()
        if post is None:
            raise Refused("请从列表里选一个本地区在任的岗位；列表里没有的，请系统管理员先设岗位。")
        BodySeat.objects.create(body=locked, post=post)
        said = f"{post.person.name}（{post}）"
        record(actor, "body.seat", locked, {}, {"seat": said}, region_id=locked.plan.region_id)


def unseat(body: Body, seat_id: int | None, actor: Actor) -> None:
    """Take a seat away. One that is gone already is no error."""
    with transaction.atomic():
        locked = Body.objects.select_for_update().select_related("plan").get(pk=body.pk)
        held = BodySeat.objects.filter(body=locked, pk=seat_id).select_related("post__person", "post__unit").first()
        if held is None:
            return
        said = f"{held.post.person.name}（{held.post}）"
        held.delete()
        record(actor, "body.unseat", locked, {"seat": said}, {}, region_id=locked.plan.region_id)
