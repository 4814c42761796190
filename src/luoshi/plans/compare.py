"""Two lists of tasks or targets item by item: what stayed, what changed, what came, what went.

Plain values in, plain values out. Items are paired by the best likeness of their names, the likest first, each at most
once; the one's campaign and wording help where names are alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

ALIKE = 62.0  # likeness (0 to 100) from which two names may mean the same item
CANDIDATES = 6  # the likest ones looked at for each item
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
    likeness: float = 0.0

    @property
    def state(self) -> str:
        if self.old is None:
            return "added"
        if self.new is None:
            return "dropped"
        return "changed" if self.changed else "same"


def compare(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """The pairs in the order of the new list; a dropped item stands behind the one that it stood behind."""
    partner = _partners(old, new)
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


def _partners(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """Old place → new place."""
    plain_old, plain_new = [_plain(e.name) for e in old], [_plain(e.name) for e in new]
    found: list[tuple[float, int, int]] = []
    for o, name in enumerate(plain_old):
        near = process.extract(name, plain_new, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=CANDIDATES)
        found += [(score + _bonus(old[o], new[n], o, n), o, n) for _, score, n in near]
    found.sort(key=lambda f: (-f[0], abs(f[1] - f[2]), f[1]))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, o, n in found:
        if o not in partner and n not in taken:
            partner[o] = n
            taken.add(n)
    return partner


def _bonus(old: Entry, new: Entry, o: int, n: int) -> float:
    """Up to 8 points for the same campaign, up to 4 for alike fields: they decide between names that are alike."""
    points = 8.0 if old.group == new.group else 8.0 * fuzz.ratio(old.group, new.group) / 100 - 2
    same = sum(old.said.get(k) == v for k, v in new.said.items())
    return points + (4.0 * same / len(new.said) if new.said else 0.0)


def _plain(name: str) -> str:
    """The name without years, which change from plan to plan."""
    return YEAR.sub("", name)


def _pair(old: Entry, new: Entry) -> Pair:
    changed = []
    for name in dict.fromkeys([*old.said, *new.said]):
        was, now = old.said.get(name, ()), new.said.get(name, ())
        went, came = [w for w in was if w not in now], [w for w in now if w not in was]
        if went or came:
            changed.append((name, "、".join(went), "、".join(came)))
    return Pair(old, new, tuple(changed), fuzz.ratio(_plain(old.name), _plain(new.name)))
