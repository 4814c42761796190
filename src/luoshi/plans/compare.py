"""Two plans' tasks or targets item by item: what stayed, what changed, what came, what went.

Plain values in, plain values out. Items are paired by their names; campaign and fields help where several are alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luoshi.plans.matching import PLANS, Known, match

YEAR = re.compile(r"20\d\d年?")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item to compare. name  what it is paired by; group  its campaign; said  its fields, each a tuple of words
    (units, targets, a limit), in the order in which they are shown; key  whatever the caller knows it by."""

    name: str
    group: str = ""
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: int | str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """An old item beside the new one that it became; one of them None for what was added or dropped.

    changed  the fields that differ, as (field, what went, what came), only the words that differ; state  same, changed,
    added or dropped."""

    old: Entry | None
    new: Entry | None
    changed: tuple[tuple[str, str, str], ...] = ()

    @property
    def state(self) -> str:
        if self.old is None:
            return "added"
        if self.new is None:
            return "dropped"
        return "changed" if self.changed else "same"


def compare(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """The pairs in the order of the new list; a dropped item stands behind the one that it stood behind."""
    partner = dict(match([_known(e) for e in old], [_known(e) for e in new], PLANS))
    by_new = {n: o for o, n in partner.items()}
    dropped: dict[int, list[int]] = {}
    last = -1
    for o in range(len(old)):
        if o in partner:
            last = partner[o]
        else:
            dropped.setdefault(last, []).append(o)
    pairs = [Pair(old[o], None) for o in dropped.get(-1, [])]
    for n, entry in enumerate(new):
        pairs.append(_pair(old[by_new[n]], entry) if n in by_new else Pair(None, entry))
        pairs += [Pair(old[o], None) for o in dropped.get(n, [])]
    return pairs


def _known(entry: Entry) -> Known:
    """The item without the years in its name, which change from plan to plan."""
    return Known(entry.group, "", YEAR.sub("", entry.name) or entry.name, said=tuple(entry.said.items()))


def _pair(old: Entry, new: Entry) -> Pair:
    changed = []
    for name in dict.fromkeys([*old.said, *new.said]):
        was, now = old.said.get(name, ()), new.said.get(name, ())
        went, came = [w for w in was if w not in now], [w for w in now if w not in was]
        if went or came:
            changed.append((name, "、".join(went), "、".join(came)))
    return Pair(old, new, tuple(changed))
