"""The chain's last event, noted from time to time in a file outside the database.

The chain by itself shows what was changed or taken out of its middle. Whoever can write to the database could still cut
off its end, or reckon the whole chain anew: then what was noted here is no longer there. A line a note: the moment, the
number of the last event, its digest. Each note is also said in the log, which a machine may keep elsewhere.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from luoshi.audit.models import Event

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """An event that was the last one at a moment (ISO)."""

    at: str
    event: int
    digest: str


def note(file: Path) -> Head | None:
    """Note the last event, and give it back; None where there is none, or where it is the one noted last."""
    last = Event.objects.order_by("-id").only("digest").first()
    before = noted(file)
    if last is None or (before and before[-1].digest == last.digest):
        return None
    head = Head(f"{timezone.localtime():%Y-%m-%dT%H:%M:%S%z}", last.pk, last.digest)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as lines:
        lines.write(f"{head.at} {head.event} {head.digest}\n")
    log.info("the audit trail ends at event %d, digest %s", head.event, head.digest)
    return head


def noted(file: Path) -> list[Head]:
    """All notes, the oldest first; lines that are none are passed over."""
    try:
        words = [line.split() for line in file.read_text("ascii", errors="replace").splitlines()]
    except FileNotFoundError:
        return []
    return [Head(w[0], int(w[1]), w[2]) for w in words if len(w) == 3 and w[1].isdecimal()]


def gone(file: Path, kept_from: int | None) -> list[str]:
    """One Chinese sentence about the first noted event that is no longer there as it was, none where all are. kept_from
    the number of the first event that a pruned chain still keeps; for what went before it the sealed archive answers."""
    heads = [h for h in noted(file) if kept_from is None or h.event >= kept_from]
    there = dict(Event.objects.filter(pk__in={h.event for h in heads}).values_list("pk", "digest"))
    for head in heads:
        if head.event not in there:
            return [f"{head.at}时记下的末条（第{head.event}条）不见了，末尾的记录被删除过。"]
        if there[head.event] != head.digest:
            return [f"第{head.event}条与{head.at}时记下的校验码不符，留痕被整段重写过。"]
    return []
