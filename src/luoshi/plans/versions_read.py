"""What an item said under the versions of its plan, and what changed from one to the next."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from luoshi.plans.difference import changes
from luoshi.plans.models import Item, ItemState, Version
from luoshi.plans.states import State

EMPTY = "（空）"


@dataclass(frozen=True, slots=True)
class Stage:
    """An item under one version: from when, why, and which of its fields differ from the stage before (in words)."""

    number: int
    effective_on: datetime.date | None
    reason: str
    reference: str
    changed: tuple[tuple[str, str, str], ...]
    ended: bool


def stages(kind: str, item: Item) -> list[Stage]:
    """The stages of an item, the latest first. One query."""
    version = Version.objects.filter(plan=OuterRef("plan"), number=OuterRef("since"))
    rows = (
        ItemState.objects.filter(plan=item.plan_id, kind=kind, item=item.pk)
        .annotate(
            on=Subquery(version.values("effective_on")[:1]),
            why=Subquery(version.values("reason")[:1]),
            by=Subquery(version.values("reference")[:1]),
        )
        .order_by("since")
    )
    found: list[Stage] = []
    before: State | None = None
    for row in rows:
        found.append(
            Stage(
                row.since,
                row.on,
                row.reason or row.why,
                row.by,
                _changed(kind, before, row.data),
                row.until is not None,
            )
        )
        before = row.data
    return found[::-1]


def _changed(kind: str, before: State | None, after: State) -> tuple[tuple[str, str, str], ...]:
    """The fields that say something else than before, units by the names that the plan writes."""
    if before is None:
        return ()
    return tuple((c.label, c.before or EMPTY, c.after or EMPTY) for c in changes(kind, before, after, {}))
