"""One unit goes into another (机构改革): its names, departments, places in classes and posts follow, and whatever other
rooms hold of it.

Rooms behind this one say with `followed_by` how their rows follow; they run inside the same transaction.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.units.changing import not_to_come, standing
from luoshi.units.models import Department, Post, Unit, UnitName
from luoshi.units.refusing import Refused, write


@dataclass(frozen=True)
class Merger:
    """gone goes into `into` on a day, for a reason; posts  each ended post → the one that carries it on."""

    gone: Unit
    into: Unit
    on: datetime.date
    reason: str
    actor: Actor
    posts: dict[int, Post]


class Follower(Protocol):
    """What a room holds of a unit: counted before (word → number), and moved."""

    def count(self, unit: Unit) -> dict[str, int]: ...

    def move(self, merger: Merger) -> None: ...


_followers: list[Follower] = []


def followed_by(follower: Follower) -> None:
    """Let a room's rows follow a merger. Called once at the start."""
    _followers.append(follower)


def what_follows(unit: Unit) -> dict[str, int]:
    """What would move if this unit went into another, as words and numbers for the page before."""
    counted = {
        "人员岗位": Post.objects.filter(unit=unit, until=None).count(),
        "股室": unit.departments.count(),
        "所属统称": unit.classes.count(),
    }
    for follower in _followers:
        counted |= follower.count(unit)
    return {word: n for word, n in counted.items() if n}


def merge(gone: Unit, seen: int, into: Unit, on: datetime.date, reason: str, actor: Actor) -> None:
    """Let `gone` go into `into` on a day. `gone` stays on record with its end and successor. Raises Refused."""
    may_go_into(gone, into, reason)
    not_to_come(on)
    _merge(gone, seen, into, on, reason, actor)


def may_go_into(gone: Unit, into: Unit, reason: str) -> None:
    """Refuse a merger that cannot be."""
    if gone.pk == into.pk:
        raise Refused("不能并入自己。")
    if gone.region_id != into.region_id:
        raise Refused("只能并入本地区的单位。")
    if gone.is_class or into.is_class:
        raise Refused("统称不是一个单位，不能撤并；请改它包含的单位。")
    if not reason.strip():
        raise Refused("请写明撤并的原因或文号。")
    standing(gone)
    standing(into)


def _merge(gone: Unit, seen: int, into: Unit, on: datetime.date, reason: str, actor: Actor) -> None:
    with transaction.atomic():
        # in the order of their keys, so that two mergers at once never wait for each other
        rows = {u.pk: u for u in Unit.objects.select_for_update().filter(pk__in=[gone.pk, into.pk]).order_by("pk")}
        gone, into = rows[gone.pk], rows[into.pk]
        standing(gone)
        standing(into)
        moved = what_follows(gone)
        write(gone, seen, gone_on=on, successor=into)
        write(into, into.version)
        _names(gone, into, on, reason)
        for heading in gone.classes.all():
            heading.members.remove(gone)
            heading.members.add(into)
        _departments(gone, into)
        posts = _posts(gone, into, on)
        merger = Merger(gone, into, on, reason.strip(), actor, posts)
        for follower in _followers:
            follower.move(merger)
        record(
            actor,
            "unit.merge",
            gone,
            {"gone_on": None},
            {"gone_on": on.isoformat(), "into": into.pk, "into_name": into.name, "reason": reason.strip()} | moved,
        )
        record(
            actor, "unit.absorb", into, after={"gone": gone.pk, "gone_name": gone.name, "on": on.isoformat()} | moved
        )


def _names(gone: Unit, into: Unit, on: datetime.date, reason: str) -> None:
    """All names of the one that went lead to the other from now on."""
    own = {into.name, *into.names.values_list("name", flat=True)}
    for name in (gone.name, *gone.names.values_list("name", flat=True)):
        if name not in own:
            UnitName.objects.create(
                unit=into, name=name, kind=UnitName.Kind.FORMER, until=on, evidence=reason.strip()[:200]
            )
            own.add(name)


def _departments(gone: Unit, into: Unit) -> None:
    taken = set(into.departments.values_list("name", flat=True))
    for department in gone.departments.all():
        name = department.name
        if name in taken:
            name = f"{name}（原{gone.name}）"[:60]
        Department.objects.filter(pk=department.pk).update(unit=into, name=name)


def _posts(gone: Unit, into: Unit, on: datetime.date) -> dict[int, Post]:
    """Posts end with the unit and go on at its successor, so that both can be read afterwards."""
    carried: dict[int, Post] = {}
    for post in Post.objects.filter(unit=gone).exclude(until__lt=on):
        if post.since and post.since >= on:
            write(post, post.version, unit=into)
            continue
        until = post.until
        write(post, post.version, until=on - datetime.timedelta(days=1))
        carried[post.pk] = Post.objects.create(
            person_id=post.person_id,
            role=post.role,
            region_id=post.region_id,
            unit=into,
            department_id=post.department_id,
            title=post.title,
            since=on,
            until=until,
        )
    return carried
