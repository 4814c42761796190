"""Which groups of names are worth comparing: found by what they share, so that not every pair must be looked at.

`unit_likeness.like` tells of a pair why its names may mean one unit. Each of its reasons leaves something that both
names share: a spelling with one letter less, a key, two letters in their order. The groups are filed under these.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from luoshi.drafting.unit_likeness import (
    OMITTED,
    RARE,
    body_of,
    comparable,
    may_miss_a_word,
    mended,
    without_a_letter,
)
from luoshi.drafting.unit_names import Home, UnitName, grammar, undoubled

SLIP = 4  # letters that a slip of typing must leave, for the two to be taken for one
TOO_LONG = 40  # letters of a name; a longer one is compared with all that begin and end like it


class Blocks:
    """Groups of names (each the names of one key, the most telling first) filed by what likeness leaves in common.

    The groups come with how often each is named, the most frequent first."""

    def __init__(self, groups: Sequence[Sequence[UnitName]], counts: Sequence[int], home: Home) -> None:
        self.groups, self.home = groups, home
        self._rarity = [-count for count in counts]
        self._cut: dict[str, list[int]] = defaultdict(list)
        self._spelled: dict[str, list[int]] = defaultdict(list)
        self._single: dict[str, list[int]] = defaultdict(list)
        self._keys: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        self._cores: dict[str, list[int]] = defaultdict(list)
        self._short: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._pairs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._long: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_ends: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._zones: set[int] = set()
        self._slips = [{key for form in {n.core for n in group} for key in deletions(form)} for group in groups]
        self._often = Counter(letter for group in groups for letter in set(group[0].core))
        for i, group in enumerate(groups):
            if comparable(group[0]):
                self._file(i, group)

    def _file(self, i: int, group: Sequence[UnitName]) -> None:
        head, ends = group[0], _ends(group[0])
        forms = {n.core for n in group}
        for key in self._slips[i]:
            if len(key) >= SLIP:
                self._cut[key].append(i)
        for form in forms:
            self._spelled[form].append(i)
        for form in {undoubled(form) for form in forms}:
            self._single[form].append(i)
        self._keys[head.key].append(i)
        if head.known:
            for word in set(head.key):
                self._words[word].append(i)
        self._cores[head.core].append(i)
        if head.core in grammar()["zones"]["words"]:
            self._zones.add(i)
        short = _short_form(head, self._often)
        if short:
            self._short[ends + short].append(i)
        for pair in _long_form(head):
            self._pairs[ends + pair].append(i)
        self._by_ends[ends].append(i)
        if len(head.core) > TOO_LONG:
            self._long[ends].append(i)

    def near(self, i: int) -> list[int]:
        """The groups in front of group `i` that may be like it, first ones first."""
        head = self.groups[i][0]
        if not comparable(head):
            return []
        found: set[int] = set()
        twice = self._at_least(2, i)
        for key in self._slips[i]:
            if len(key) >= SLIP:
                found.update(self._spelled.get(key, ()))  # a letter more than the other
                found.update(_up_to(self._cut[key], twice))  # another letter in its place
        for form in {n.core for n in self.groups[i]}:
            found.update(self._cut.get(form, ()))  # a letter less
        for shorter in without_a_letter(head):
            found.update(_up_to(self._keys.get(shorter, ()), self._at_least(RARE, i)))
        if i in self._zones:
            found.update(self._zones)
        found.update(j for j in self._alike(i, head) if j < i and self._one_beginning(i, j))
        return sorted(j for j in found if j < i)

    def _at_least(self, times: int, i: int) -> int:
        """The number of the first group that is not named at least so many times as often as group `i`."""
        return bisect_right(self._rarity, times * self._rarity[i])

    def _alike(self, i: int, head: UnitName) -> Iterable[int]:
        """Where one is the other shortened, or has a syllable twice."""
        for form in {undoubled(n.core) for n in self.groups[i]}:
            yield from self._single[form]
        yield from self._keys.get(mended(head, self.home), ())
        if may_miss_a_word(head):  # all its words stand in the fuller name, the rarest of them, too
            rarest = min((self._words[word] for word in head.key), key=len)
            yield from _up_to(rarest, self._at_least(RARE, i))
        for ending in OMITTED:
            yield from self._cores.get(head.core + ending, ())
            if head.core.endswith(ending):
                yield from self._cores.get(head.core[: -len(ending)], ())
        ends = _ends(head)
        short = _short_form(head, self._often)
        if short:
            yield from self._pairs.get(ends + short, ())
            yield from self._long.get(ends, ())
        for pair in _long_form(head):
            yield from self._short.get(ends + pair, ())
        if len(head.core) > TOO_LONG:
            yield from self._by_ends[ends]

    def _one_beginning(self, i: int, j: int) -> bool:
        """Do two names begin alike (and end alike, where it is one letter only), or are they a slip apart?"""
        one, other = self.groups[i][0], self.groups[j][0]
        return (
            one.core[:2] == other.core[:2]
            or (one.core[:1] == other.core[:1] and one.ending == other.ending)
            or not self._slips[i].isdisjoint(self._slips[j])
        )


def deletions(text: str) -> set[str]:
    """The text and all it can be with one letter less: two texts share one exactly when they are a typing slip apart."""
    return {text, *(text[:i] + text[i + 1 :] for i in range(len(text)))} if len(text) <= 30 else {text}


def _ends(name: UnitName) -> tuple[str, str]:
    return name.ending, name.core[:1]


def _up_to(ascending: Sequence[int], bound: int) -> Sequence[int]:
    return ascending[: bisect_left(ascending, bound)]


def _short_form(name: UnitName, often: Counter[str]) -> tuple[str, ...]:
    """The two letters by which a name is looked up as a short form: the rarest behind its first, in their order."""
    body = body_of(name)
    if len(body) < 2 or len(name.core) < 3:
        return ()
    letters = [(often[letter], at, letter) for at, letter in enumerate(body[1:])]
    first, second = sorted(sorted(letters)[:2], key=lambda found: found[1]) if len(letters) > 1 else letters * 2
    return (first[2], second[2])


def _long_form(name: UnitName) -> set[tuple[str, ...]]:
    """All pairs of letters under which a name is found that is a short form of this one."""
    letters = body_of(name)[1:]
    if len(name.core) > TOO_LONG:
        return set()
    return {*combinations(letters, 2), *((letter, letter) for letter in letters)}
