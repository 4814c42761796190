"""Old events leave the database only into a sealed archive.

The archive is a gzip of one JSON object an event, in the order of the chain; the seal is the SHA-256 of that file,
kept in the event that tells of the pruning, which stays in the chain. So the archive can be checked by itself, and
the chain that stays still knows what went before it.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.models import ChainEnd, Event
from luoshi.audit.record import CHAINED, digest, record


class TooYoung(Exception):
    """Events that must still be kept; the text says until when."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An archive: its file, how many events, and the seal."""

    file: Path
    events: int
    seal: str


def prune(before: datetime.date, folder: Path, keep_days: int, actor: Actor) -> Sealed | None:
    """Move the events before that day into an archive in the folder; None where there are none.

    Raises TooYoung where the day lies less than `keep_days` back. The archive is complete and on disk before any
    event is deleted; both the deletion and its own event are one transaction."""
    oldest = timezone.localdate() - datetime.timedelta(days=keep_days)
    if before > oldest:
        raise TooYoung(f"留痕须保存{keep_days}天，最多可清理到{oldest:%Y-%m-%d}之前，请改日期。")
    edge = datetime.datetime.combine(before, datetime.time.min, timezone.get_current_timezone())
    with transaction.atomic():
        ChainEnd.objects.select_for_update().get_or_create(pk=1)
        first_kept = Event.objects.filter(at__gte=edge).order_by("id").first()
        old = Event.objects.filter(id__lt=first_kept.pk) if first_kept else Event.objects.all()
        last = old.order_by("id").last()
        if last is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"留痕-至{before:%Y%m%d}-{last.pk}.jsonl.gz"
        count = _write(file, old)
        seal = hashlib.sha256(file.read_bytes()).hexdigest()
        old.delete()
        record(
            actor,
            "audit.prune",
            None,
            after={"count": count, "file": file.name, "seal": seal, "last_digest": last.digest},
            kind="event",
            label=f"{before:%Y-%m-%d}前的留痕",
        )
    return Sealed(file, count, seal)


def broken_in(file: Path) -> list[str]:
    """What does not hold in an archive: a sentence each, none where it is whole."""
    found: list[str] = []
    previous = None
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            number, kept = said.pop("id"), said.pop("digest")
            event = Event(**{**said, "at": datetime.datetime.fromisoformat(said["at"])})
            if digest(event) != kept:
                found.append(f"第{number}条内容被改动过。")
            if previous is not None and event.previous != previous:
                found.append(f"第{number}条之前有记录被删除或调换。")
            previous = kept
    return found


def _write(file: Path, events) -> int:  # type: ignore[no-untyped-def]
    count = 0
    part = file.with_suffix(".part")
    with gzip.open(part, "wt", encoding="utf-8") as lines:
        for event in events.order_by("id").iterator(chunk_size=2000):
            said = {name: getattr(event, name) for name in CHAINED}
            said |= {"at": event.at.isoformat(), "id": event.pk, "digest": event.digest}
            lines.write(json.dumps(said, ensure_ascii=False) + "\n")
            count += 1
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)
    return count
