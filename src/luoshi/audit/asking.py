"""Which events are asked for: the auditor's filters as values, and the rows they leave."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from luoshi.audit.models import Event


@dataclass(frozen=True, slots=True)
class Question:
    """since, until  days, both included; name  part of the person's name; action, kind  codes; text  part of the label."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    name: str = ""
    action: str = ""
    kind: str = ""
    text: str = ""
    object_id: int | None = None


def question(asked: Mapping[str, str]) -> Question:
    """The filters in an address; a day that is none counts as not asked for."""
    number = asked.get("object", "")
    words = {k: asked.get(k, "").strip()[:80] for k in ("name", "action", "kind", "text")}
    return Question(
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        object_id=int(number) if number.isdecimal() and len(number) < 16 else None,
        **words,
    )


def events(asked: Question, regions: Collection[int]) -> QuerySet[Event]:
    """The events of these regions that the question asks for, newest first."""
    found = Event.objects.filter(region_id__in=regions)
    zone = timezone.get_current_timezone()
    if asked.since:
        found = found.filter(at__gte=datetime.datetime.combine(asked.since, datetime.time.min, zone))
    if asked.until:
        found = found.filter(
            at__lt=datetime.datetime.combine(asked.until + datetime.timedelta(days=1), datetime.time.min, zone)
        )
    if asked.name:
        found = found.filter(Q(name__contains=asked.name) | Q(post__contains=asked.name))
    if asked.action:
        found = found.filter(action__startswith=asked.action)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.object_id is not None:
        found = found.filter(object_id=asked.object_id)
    if asked.text:
        found = found.filter(label__contains=asked.text)
    return found.order_by("-id")


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None
