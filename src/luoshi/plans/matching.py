"""Which item of a new version is which item of the present one: plain values in, pairs out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

# How alike two items must be to be taken for the same one (0–100): wording alone, or wording at the same number.
ALIKE = 72.0
ALIKE_AT_THE_SAME_NUMBER = 55.0
SAME_PART = 6.0  # what standing in the same part is worth beside that
SAME_NUMBER = 6.0
TEXT = 240  # characters of an item's wording that are compared


@dataclass(frozen=True, slots=True)
class Known:
    """An item as matching sees it. key  whatever names it; part, number  where it stands; name  its title;
    text  its whole wording."""

    key: Hashable
    part: str
    number: str
    name: str
    text: str


def match(old: Sequence[Known], new: Sequence[Known]) -> list[tuple[int, int]]:
    """Pairs (place in old, place in new) of items taken for the same one, each place at most once.

    Items equal in part and name are pairs; of the others the likest first, as long as they are like enough.
    All of 200 × 200 items are compared in some 60 ms."""
    pairs = _equal(old, new)
    left_old = [i for i in range(len(old)) if i not in {a for a, _ in pairs}]
    left_new = [i for i in range(len(new)) if i not in {b for _, b in pairs}]
    if left_old and left_new:
        pairs += _likest(old, new, left_old, left_new)
    return sorted(pairs)


def _equal(old: Sequence[Known], new: Sequence[Known]) -> list[tuple[int, int]]:
    """Pairs of the same part and name, in text order where a name stands several times."""
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, item in enumerate(old):
        waiting[item.part, item.name].append(place)
    pairs = []
    for place, item in enumerate(new):
        found = waiting.get((item.part, item.name))
        if found:
            same_number = next((p for p in found if old[p].number == item.number), found[0])
            found.remove(same_number)
            pairs.append((same_number, place))
    return pairs


def _likest(
    old: Sequence[Known], new: Sequence[Known], left_old: Sequence[int], left_new: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of the likest, each place once."""
    scored = []
    for i in left_old:
        for j in left_new:
            likeness = _likeness(old[i], new[j])
            if likeness:
                scored.append((-likeness, i, j))
    pairs = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, j))
    return pairs


def _likeness(one: Known, other: Known) -> float:
    """How alike two items are, with what their places are worth; 0 where that is not enough to be the same one."""
    same_part = one.part == other.part
    same_number = same_part and one.number == other.number
    enough = ALIKE_AT_THE_SAME_NUMBER if same_number else ALIKE
    alike = max(
        fuzz.ratio(one.name[:TEXT], other.name[:TEXT], score_cutoff=enough),
        fuzz.ratio(one.text[:TEXT], other.text[:TEXT], score_cutoff=enough),
    )
    return alike + SAME_PART * same_part + SAME_NUMBER * same_number if alike else 0.0
