"""Who else is changing the thing that one has open, and what they changed since it was opened: read from the trail,
so that watching writes nothing and nobody is tracked while merely reading."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from luoshi.audit.actor import Actor
from luoshi.audit.models import Event

NEAR = datetime.timedelta(minutes=10)  # for so long a change counts as "is at work here"
MOST = 200


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who changed the thing of late. minutes  how long ago, full minutes; label  what they changed."""

    name: str
    post: str
    minutes: int
    label: str

    @property
    def ago(self) -> str:
        return f"{self.minutes}分钟前" if self.minutes else "刚才"


@dataclass(frozen=True, slots=True)
class Seen:
    """colleagues  the latest change of each person within `NEAR`, the newest first; touched  what was changed since
    the thing was opened, as (kind, id, the rows' places that the change names: 第2条)."""

    colleagues: tuple[Colleague, ...]
    touched: tuple[tuple[str, int, tuple[str, ...]], ...]


def seen(things: Q, since: datetime.datetime, me: Actor, now: datetime.datetime) -> Seen:
    """What others did to the things (conditions on the trail's kind and object_id). One query."""
    first = min(since, now - NEAR)
    # the day's rows by their time, of which there are few: cheaper than all rows of the things
    rows = (
        Event.objects.filter(things, at__gt=first)
        .exclude(user_id=me.user_id)
        .order_by("-id")
        .values_list("name", "post", "at", "label", "kind", "object_id", "before", "after")[:MOST]
    )
    people: dict[tuple[str, str], Colleague] = {}
    touched: dict[tuple[str, int], dict[str, None]] = {}
    for name, post, at, label, kind, number, before, after in rows:
        if at > now - NEAR:
            people.setdefault((name, post), Colleague(name, post, int((now - at).total_seconds() // 60), label))
        if at > since and number:
            touched.setdefault((kind, number), {}).update(dict.fromkeys(_places([*before, *after])))
    return Seen(tuple(people.values()), tuple((k, n, tuple(keys)) for (k, n), keys in touched.items()))


def _places(fields: Iterable[str]) -> list[str]:
    """The places of the rows that an event about a breakdown names: "第2条 举措"."""
    return [f.partition(" ")[0] for f in fields if " " in f]
