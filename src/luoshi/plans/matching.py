"""Which item of one text is which item of another: plain values in, pairs of places out.

The one place that says how alike two items must be, for two versions of a plan and for two plans or years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

TEXT = 240  # characters of an item's wording that are compared


@dataclass(frozen=True, slots=True)
class Known:
    """An item as matching sees it. part, number  where it stands; name  its title; text  its whole wording; said  what
    else it says, field by field. What is not known stays empty."""

    part: str
    number: str
    name: str
    text: str = ""
    said: tuple[tuple[str, Hashable], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """When two items are the same one, in likeness of their names or wordings from 0 to 100, and the points that
    decide between several that are alike enough.

    enough  likeness that is enough anywhere; enough_in_place  enough at the same number of the same part; part,
    alike_part  points for the same part, and for one whose name is alike; number  for the same number in the same
    part; text  for the same wording; said  for the same other fields."""

    enough: float
    enough_in_place: float
    part: float
    alike_part: float = 0.0
    number: float = 0.0
    text: float = 0.0
    said: float = 0.0


# Two versions of one plan: an item mostly stays at its number, and a part's name is its number.
VERSIONS = Rule(enough=72.0, enough_in_place=55.0, part=6.0, number=6.0, text=4.0)
# Two plans or two years: everything is numbered anew and campaigns change their names.
PLANS = Rule(enough=62.0, enough_in_place=62.0, part=8.0, alike_part=6.0, said=4.0)

# What is the same item without a look at likeness, the surest first.
SURE: tuple[Callable[[Known], Hashable], ...] = (
    lambda k: k,
    lambda k: (k.part, k.name, k.text, k.said),
    lambda k: (k.part, k.name, k.number),
    lambda k: (k.part, k.name),
)


def match(old: Sequence[Known], new: Sequence[Known], rule: Rule) -> list[tuple[int, int]]:
    """Pairs (place in old, place in new) of items taken for the same one, each place at most once.

    Items equal in part and name are pairs; of the others the likest first, as long as they are alike enough, in the
    order of the text where several are equally alike. All of 200 × 200 long items are compared in under 0.3 s."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for same in SURE:
        _equal(old, new, same, partner, taken)
    found = _alike(old, new, [i for i in range(len(old)) if i not in partner], set(range(len(new))) - taken, rule)
    for _, _, i, j in sorted(found):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return sorted(partner.items())


def _equal(
    old: Sequence[Known],
    new: Sequence[Known],
    same: Callable[[Known], Hashable],
    partner: dict[int, int],
    taken: set[int],
) -> None:
    """Pair what `same` says is equal, in text order where that stands several times."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for i, item in enumerate(old):
        if i not in partner and item.name:
            waiting[same(item)].append(i)
    for j, item in enumerate(new):
        found = waiting.get(same(item)) if j not in taken else None
        if found:
            partner[found.pop(0)] = j
            taken.add(j)


def _alike(
    old: Sequence[Known], new: Sequence[Known], left_old: Sequence[int], left_new: set[int], rule: Rule
) -> list[tuple[float, int, int, int]]:
    """All that are alike enough, as (points, less for the likest; how far their places are apart; the places)."""
    names = {j: new[j].name[:TEXT] for j in sorted(left_new) if new[j].name}
    texts = {j: new[j].text[:TEXT] for j in sorted(left_new) if new[j].text}
    least = min(rule.enough, rule.enough_in_place)
    found = []
    for i in left_old:
        by_text = _likeness(old[i].text, texts, least)
        by_name = _likeness(old[i].name, names, least)
        for j in by_name.keys() | by_text.keys():
            alike = max(by_name.get(j, 0.0), by_text.get(j, 0.0))
            in_place = old[i].part == new[j].part and old[i].number == new[j].number
            if alike >= (rule.enough_in_place if in_place else rule.enough):
                points = alike + rule.text * by_text.get(j, 0.0) / 100 + _points(old[i], new[j], rule)
                found.append((-points, abs(i - j), i, j))
    return found


def _likeness(wording: str, others: dict[int, str], least: float) -> dict[int, float]:
    """Those of the others that are at least so alike, with their likeness."""
    if not wording:
        return {}
    near = process.extract(wording[:TEXT], others, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return {j: score for _, score, j in near}


def _points(one: Known, other: Known, rule: Rule) -> float:
    """What standing in the same place and saying the same otherwise is worth."""
    if one.part == other.part:
        points = rule.part + rule.number * (one.number == other.number)
    else:
        points = rule.alike_part * fuzz.ratio(one.part, other.part) / 100 if rule.alike_part else 0.0
    if rule.said and other.said:
        points += rule.said * len(set(one.said) & set(other.said)) / len(other.said)
    return points
