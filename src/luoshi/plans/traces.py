"""What was done to a thing of a plan, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from luoshi.audit.models import Event

LATEST = 30


def traces(*things: tuple[str, Iterable[int]]) -> list[Event]:
    """The latest events of things given as (kind, numbers), newest first. One query; at most 30."""
    wanted = Q()
    for kind, numbers in things:
        listed = list(numbers)
        if listed:
            wanted |= Q(kind=kind, object_id__in=listed)
    return list(Event.objects.filter(wanted).order_by("-id")[:LATEST]) if wanted else []
