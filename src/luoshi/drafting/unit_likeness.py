"""Whether two units' names that the tables keep apart may yet be one: typing slips, short forms, halves of a compound.

Every likeness is a guess with its evidence, for a person to confirm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from luoshi.drafting.unit_names import Home, UnitName, grammar, read_name, undoubled

OMITTED = ("局", "办", "委", "中心")  # endings that get lost
RARE = 4  # a name is rare beside another that stands at least this many times as often


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why one unit is taken for another: evidence in Chinese, and how sure (0–1)."""

    evidence: str
    certainty: float


def like(
    rare: Sequence[UnitName], rare_count: int, usual: Sequence[UnitName], usual_count: int, home: Home
) -> Likeness | None:
    """Whether and why the names of a rarer unit may mean the same as those of a more frequent one; None where not.

    Each side is all names of one key, the most telling first, with how often they stand together.
    """
    a, b = rare[0], usual[0]
    levels = {a.level or home.level, b.level or home.level}
    if len(levels) > 1 or not comparable(a) or not comparable(b):
        return None
    words = grammar()
    if mended(a, home) == b.key != a.key and min(len(a.core), len(b.core)) >= 3:
        return Likeness(f"疑似叠字：“{a.base}”与“{b.base}”", 0.9)
    if usual_count >= RARE * rare_count and b.key in without_a_letter(a):
        return Likeness(f"疑似错字：“{a.base}”似为“{b.base}”", 0.75)
    for name in rare:
        for other in usual:
            likeness = _spelling(name, other, usual_count / max(rare_count, 1), words["kinds"]["telling"])
            if likeness is not None:
                return likeness
    zones = words["zones"]["words"]
    if a.core in zones and b.core in zones:
        # a city may well have both: only in a county, and only where one of the names is an exception
        if home.level in ("区", "县", "旗") and rare_count <= 2 and usual_count >= RARE * rare_count:
            return Likeness(f"疑似园区改名：“{a.base}”与“{b.base}”", 0.5)
        return None
    if a.key[-1:] == b.key[-1:] and usual_count >= RARE * rare_count and may_miss_a_word(a) and b.known:
        missing = _missing(a.key, b.key)
        if missing is not None:
            return Likeness(f"疑似漏写：“{a.base}”比“{b.base}”少“{'、'.join(missing)}”", 0.55)
    short, long = sorted((a, b), key=lambda n: len(n.core))
    if long.core.startswith(short.core) and not short.ending and long.core[len(short.core) :] in OMITTED:
        return Likeness(f"疑似漏字：“{short.base}”少“{long.core[len(short.core) :]}”", 0.6)
    if (a.known and b.known) or short.listed:
        return None
    alike = short.ending == long.ending and short.core[0] == long.core[0] and len(short.core) >= 3
    if (
        alike
        and len(short.core) < len(long.core)
        and not any(c in words["kinds"]["telling"] for c in long.core if c not in short.core)
    ):
        body, rest = body_of(short), body_of(long)
        if len(body) >= 2 and _in_order(body, rest) and not (short.known and _missing(short.key, long.key) is None):
            return Likeness(f"疑似简称：{rest}→{body}（字序相同）", 0.6)
    return None


def comparable(name: UnitName) -> bool:
    """Can a name's likeness to another mean anything? Schools, numbered squads and such are alike by nature."""
    return bool(name.core) and not name.core.endswith(tuple(grammar()["kinds"]["by_nature_alike"]))


def may_miss_a_word(name: UnitName) -> bool:
    """Is it a bureau of several words, all of them known, so that a word less would still be a bureau's name?"""
    return name.known and len(name.key) > 1 and name.ending in ("局", "部", "办")


def mended(name: UnitName, home: Home) -> tuple[str, ...]:
    """The key of the name with all that stands in it twice written once."""
    return _mended(name.core, home)


@lru_cache(maxsize=8192)
def _mended(core: str, home: Home) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read_name(undoubled(core), home).key))


def body_of(name: UnitName) -> str:
    """The core without the word for the kind of office at its end."""
    return name.core[: -len(name.ending)] if name.ending else name.core


def without_a_letter(name: UnitName) -> list[tuple[str, ...]]:
    """The key of a name with one unknown letter too many (事市场监管局), without each such letter in turn."""
    if name.known or name.level or len(name.key) < 3:
        return []
    telling = grammar()["kinds"]["telling"]
    return [
        name.key[:i] + name.key[i + 1 :]
        for i, word in enumerate(name.key)
        if len(word) == 1 and word not in telling and word != name.ending
    ]


def _spelling(a: UnitName, b: UnitName, ratio: float, telling: str) -> Likeness | None:
    """A slip of typing or scanning between two cores: a doubled letter or syllable, one letter more, less or other."""
    if a.core == b.core:
        return None
    if undoubled(a.core) == undoubled(b.core) and min(len(a.core), len(b.core)) >= 3:
        return Likeness(f"疑似叠字：“{a.base}”与“{b.base}”", 0.9)
    if a.known and b.known and not (b.listed and not a.listed and ratio >= RARE and len(a.core) >= 5):
        # both read in full: two organs, except a rare name beside a frequent one of the tables
        return None
    if abs(len(a.core) - len(b.core)) == 1:
        short, long = sorted((a, b), key=lambda n: len(n.core))
        at = next((i for i, c in enumerate(short.core) if long.core[i] != c), len(short.core))
        extra = long.core[at]
        if short.core == long.core[:at] + long.core[at + 1 :] and extra not in telling and len(short.core) >= 4:
            return Likeness(f"疑似多字或漏字：“{long.base}”比“{short.base}”多“{extra}”", 0.8)
    if len(a.core) == len(b.core) >= 5 and ratio >= 2:
        differ = [(x, y) for x, y in zip(a.core, b.core, strict=True) if x != y]
        if len(differ) == 1 and not set(differ[0]) & set(telling):
            return Likeness(f"疑似错字：“{a.base}”与“{b.base}”只差“{differ[0][0]}”“{differ[0][1]}”一字", 0.75)
    return None


def _missing(few: tuple[str, ...], many: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words that `many` has beyond `few`, None where `few` is not a part of it in order."""
    rest = list(few)
    missing = []
    for word in many:
        if rest and rest[0] == word:
            rest.pop(0)
        else:
            missing.append(word)
    return tuple(missing) if not rest and missing else None


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(c in letters for c in short)
