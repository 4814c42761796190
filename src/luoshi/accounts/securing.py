"""What is done to log-ins: opened, reset, freed, closed. Each in one transaction with its trace."""

from __future__ import annotations

import re

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from luoshi.accounts import throttle
from luoshi.accounts.first_passwords import Handed, first_password, hashed
from luoshi.accounts.models import User
from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.units.initials import spelled
from luoshi.units.models import Person
from luoshi.units.refusing import Refused

USERNAME = re.compile(r"\w[\w.@-]{1,39}")


def propose_username(person: Person, taken: set[str] | None = None) -> str:
    """A free user name from the reading of the person's name: wangwei, wangwei2 … `taken` saves asking for each."""
    base = re.sub(r"[^a-z0-9]", "", spelled(person.name))[:36] or "user"
    if len(base) < 2:
        base = f"user{base}"
    if taken is None:
        taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    name, n = base, 2
    while name in taken:
        name, n = f"{base}{n}", n + 1
    taken.add(name)
    return name


def open_account(person: Person, actor: Actor, username: str = "") -> Handed:
    """Make a log-in for a person. Raises Refused."""
    name = username.strip().lower() or propose_username(person)
    if not USERNAME.fullmatch(name):
        raise Refused(f"用户名“{name}”不合要求：用字母、数字或汉字，2到40个，不留空格。")
    password = first_password()
    try:
        with transaction.atomic():
            if User.objects.filter(person=person).exists():
                raise Refused(f"{person.name}已有账号，不用再开通。")
            user = User.objects.create(username=name, password=hashed(password), person=person)
            record(actor, "account.open", user, after={"username": name}, region_id=person.region_id)
    except IntegrityError as clash:
        raise Refused(f"用户名“{name}”已有人用，请换一个。") from clash
    return handed(user, password)


def reset_password(user: User, actor: Actor) -> Handed:
    """A new first password; all sessions of the log-in end, because they hang on the old one."""
    password = first_password()
    with transaction.atomic():
        user.password = hashed(password)
        user.must_change = True
        user.save(update_fields=["password", "must_change"])
        throttle.release(user)
        record(actor, "account.reset", user, region_id=_region(user))
    return handed(user, password)


def remove_totp(user: User, actor: Actor) -> None:
    """Take the one-time codes off (the telephone was lost). Raises Refused where there are none."""
    with transaction.atomic():
        if not Authenticator.objects.filter(user=user).delete()[0]:
            raise Refused(f"{user}没有开通动态码。")
        record(actor, "account.totp_removed", user, region_id=_region(user))


def release(user: User, actor: Actor) -> int:
    """Lift the wait after too many failures. Returns how many failures were forgotten."""
    with transaction.atomic():
        count = throttle.release(user)
        record(actor, "account.release", user, after={"failures": count}, region_id=_region(user))
    return count


def set_active(user: User, active: bool, actor: Actor) -> None:
    """Close a log-in or open it again. Its sessions end with the next click. Raises Refused for one's own."""
    if user.pk == actor.user_id:
        raise Refused("不能停用自己正在用的账号。")
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active):
            user.is_active = active
            record(
                actor,
                "account.enable" if active else "account.disable",
                user,
                {"active": not active},
                {"active": active},
                region_id=_region(user),
            )


def handed(user: User, password: str) -> Handed:
    """What the sheet for handing over shows."""
    today = timezone.localdate()
    posts = list(user.person.posts.select_related("unit", "region")) if user.person else []
    now = [p for p in posts if p.until is None or p.until >= today] or posts
    where = next((p.unit.name for p in now if p.unit), now[0].region.name if now else "")
    return Handed(str(user), where, user.username, password)


def _region(user: User) -> int | None:
    return user.person.region_id if user.person else None
