"""Does the chain of events still hold?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from luoshi.audit.heads import gone, note
from luoshi.audit.models import ChainEnd, Event
from luoshi.audit.record import digest


@dataclass(frozen=True, slots=True)
class Verdict:
    """events  how many were checked; broken  one Chinese sentence a break, empty where the chain holds."""

    events: int
    broken: tuple[str, ...]


def verify(heads: Path | None = None, most: int = 20) -> Verdict:
    """Check each event against its digest and its predecessor, the first one against the beginning (or the last
    sealed archive), the last one against the chain's end, and all against what was noted outside the database in
    `heads` (see `heads.py`). A chain that holds is noted there."""
    broken: list[str] = []
    kept_from: int | None = None  # where a pruned chain begins now
    previous: Event | None = None
    count = 0
    for event in Event.objects.order_by("id").iterator(chunk_size=2000):
        count += 1
        if previous is None and event.previous:
            kept_from = event.pk
            if event.previous not in _sealed():
                broken.append(f"第{event.pk}条之前的记录被删除过，也没有封存。")
        if digest(event) != event.digest:
            broken.append(f"第{event.pk}条（{event.label or event.action}）内容被改动过。")
        if previous is not None and event.previous != previous.digest:
            broken.append(f"第{previous.pk}条与第{event.pk}条之间有记录被删除或调换。")
        previous = event
        if len(broken) >= most:
            return Verdict(count, tuple(broken))
    end = ChainEnd.objects.filter(pk=1).first()
    if (end.digest if end else "") != (previous.digest if previous else ""):
        broken.append("最后的记录被删除过。")
    if heads:
        broken += gone(heads, kept_from)
        if not broken:
            note(heads)
    return Verdict(count, tuple(broken))


def _sealed() -> set[str]:
    """The last digests of the archives that were sealed."""
    return {e.after.get("last_digest", "") for e in Event.objects.filter(action="audit.prune")}
