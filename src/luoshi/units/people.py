"""What is done to people and their posts by hand. Each action is one transaction with its trace."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.record import changed, record
from luoshi.units.initials import initials
from luoshi.units.models import Department, Person, Post, Region, Role, Unit
from luoshi.units.refusing import Refused, write

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
OF_A_UNIT = (Role.UNIT_HEAD, Role.LIAISON, Role.TASK_FORCE_OFFICE)


def add_person(region: Region, name: str, phone: str, mail: str, actor: Actor) -> Person:
    """A person, without posts or log-in yet."""
    name = "".join(name.split())
    if not name:
        raise Refused("请填写姓名。")
    with transaction.atomic():
        person = Person.objects.create(
            region=region, name=name[:40], phone=phone[:30], mail=mail, initials=initials(name)[:40]
        )
        record(actor, "person.add", person, after=_person(person))
    return person


def change_person(person: Person, seen: int, name: str, phone: str, mail: str, actor: Actor) -> None:
    """Correct a person's name, telephone number or mail address."""
    name = "".join(name.split())
    if not name:
        raise Refused("请填写姓名。")
    with transaction.atomic():
        was = _person(person)
        write(person, seen, name=name[:40], phone=phone[:30], mail=mail, initials=initials(name)[:40])
        before, after = changed(was, _person(person))
        if after:
            record(actor, "person.change", person, before, after)


def set_post(
    person: Person,
    post: Post | None,
    seen: int,
    role: str,
    region: Region,
    unit: Unit | None,
    department: Department | None,
    title: str,
    since: datetime.date | None,
    until: datetime.date | None,
    actor: Actor,
    own_person: int | None = None,
) -> Post:
    """Give a person a post, or change one (`post`). own_person  the person who acts: nobody gives posts to themselves.

    Raises Refused: a unit's post without a unit, an end before the beginning, the same post twice, two administrators
    in one hand (GB/T 22239 keeps the three apart)."""
    values = {
        "role": role,
        "region": region,
        "unit": unit,
        "department": department,
        "title": title.strip()[:60],
        "since": since,
        "until": until,
    }
    check_post(person, values, post.pk if post else None, own_person)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        clash = _in_the_way(person, values, post.pk if post else None)
        if clash:
            raise Refused(clash)
        if post is None:
            made = Post.objects.create(person=person, **values)
            record(actor, "post.add", made, after={"person": person.name} | _post(made), label=f"{person.name}：{made}")
            return made
        was = _post(post)
        write(post, seen, **values)
        before, after = changed(was, _post(post))
        if after:
            record(actor, "post.change", post, before, after, label=f"{person.name}：{post}")
        return post


def end_post(post: Post, seen: int, on: datetime.date, actor: Actor, own_person: int | None = None) -> None:
    """End a post on a day (its last one). It stays on record."""
    if own_person is not None and post.person_id == own_person:
        raise Refused("自己的岗位要由别的系统管理员来改。")
    if post.since and on < post.since:
        raise Refused("止的日期不能早于起的日期。")
    with transaction.atomic():
        before = post.until.isoformat() if post.until else None
        write(post, seen, until=on)
        record(
            actor,
            "post.end",
            post,
            {"until": before},
            {"until": on.isoformat()},
            label=f"{post.person.name}：{post}",
        )


def check_post(person: Person, values: dict[str, Any], own: int | None, own_person: int | None) -> None:
    """What can be said of a post without looking at others. Raises Refused."""
    role, unit = values["role"], values["unit"]
    if role not in Role.values:
        raise Refused("请选择角色。")
    if own_person is not None and person.pk == own_person:
        raise Refused("自己的岗位要由别的系统管理员来改。")
    if role in OF_A_UNIT and unit is None:
        raise Refused(f"“{Role(role).label}”是单位的岗位，请选择单位。")
    if unit and (unit.gone_on or unit.is_class or unit.region_id != values["region"].pk):
        raise Refused(f"“{unit.name}”不是本地区现有的具体单位，请另选。")
    if values["department"] and (unit is None or values["department"].unit_id != unit.pk):
        raise Refused("股室与单位不一致，请重新选择。")
    if values["since"] and values["until"] and values["until"] < values["since"]:
        raise Refused("止的日期不能早于起的日期。")


def current(on: datetime.date | None = None) -> Q:
    """The posts that hold on a day (today), as a condition on Post."""
    day = on or timezone.localdate()
    return Q(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


def _in_the_way(person: Person, values: dict[str, Any], own: int | None) -> str:
    """What other posts of the person forbid this one; "" for nothing."""
    others = [p for p in person.posts.select_related("unit", "region") if p.pk != own and _overlap(p, values)]
    for other in others:
        same = (other.role, other.region_id, other.unit_id) == (
            values["role"],
            values["region"].pk,
            values["unit"].pk if values["unit"] else None,
        )
        if same:
            return f"{person.name}已有“{other}”这个岗位，请改它的起止时间。"
        if {other.role, values["role"]} <= set(ADMINISTRATORS) and other.role != values["role"]:
            return f"{person.name}已是{other.get_role_display()}；系统、安全、审计三类管理员要由不同的人担任。"
    return ""


def _overlap(post: Post, values: dict[str, Any]) -> bool:
    early, late = datetime.date.min, datetime.date.max
    return (post.since or early) <= (values["until"] or late) and (values["since"] or early) <= (post.until or late)


def _person(person: Person) -> dict[str, Any]:
    return {"name": person.name, "phone": person.phone, "mail": person.mail}


def _post(post: Post) -> dict[str, Any]:
    return {
        "role": post.get_role_display(),
        "region": post.region.name,
        "unit": post.unit.name if post.unit else None,
        "department": post.department.name if post.department else None,
        "title": post.title,
        "since": post.since.isoformat() if post.since else None,
        "until": post.until.isoformat() if post.until else None,
    }
