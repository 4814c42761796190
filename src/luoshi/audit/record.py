"""Writing an event: inside the transaction of the change that it tells of, or not at all."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.models import ChainEnd, Event

CHAINED = [
    "at",
    "user_id",
    "name",
    "post_id",
    "post",
    "address",
    "action",
    "kind",
    "object_id",
    "label",
    "region_id",
    "before",
    "after",
    "previous",
]


def record(
    actor: Actor,
    action: str,
    thing: models.Model | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    *,
    kind: str = "",
    label: str = "",
    region_id: int | None = None,
) -> Event:
    """Note that `actor` did `action` ("measure.accept") to `thing`. Must run inside the change's transaction.

    before, after  the fields that changed, as JSON can hold them; label  what a person calls the thing (by default
    its str). Raises RuntimeError outside a transaction, because an event without its change would be a lie."""
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the same transaction as the change it tells of")
    end = ChainEnd.objects.select_for_update().get_or_create(pk=1)[0]
    event = Event(
        at=timezone.now(),
        user_id=actor.user_id,
        name=actor.name,
        post_id=actor.post_id,
        post=actor.post,
        address=actor.address,
        action=action,
        kind=kind or (thing._meta.model_name if thing is not None else "") or "",
        object_id=thing.pk if thing is not None else None,
        label=(label or (str(thing) if thing is not None else ""))[:200],
        region_id=region_id or getattr(thing, "region_id", None) or actor.region_id,
        before=before or {},
        after=after or {},
        previous=end.digest,
    )
    event.digest = digest(event)
    event.save()
    ChainEnd.objects.filter(pk=1).update(count=end.count + 1, digest=event.digest)
    return event


def digest(event: Event) -> str:
    """SHA-256 over all that an event says and the digest before it, hexadecimal."""
    said = {name: getattr(event, name) for name in CHAINED}
    moment: datetime = said["at"]
    said["at"] = moment.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, on both sides."""
    keys = [k for k in {**before, **after} if before.get(k) != after.get(k)]
    return {k: before.get(k) for k in keys}, {k: after.get(k) for k in keys}
