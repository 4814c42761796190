"""Names that share a number or take one each: A、B率均达100%, A、B分别达到N1和N2, 城乡居民…分别增长N1和N2."""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.drafting.brackets import split_outside
from luoshi.drafting.draft import Measure, Target
from luoshi.drafting.grammar import any_of, table, words
from luoshi.drafting.target_words import ATTRIBUTES, BARE, OWN_RATE, SUM_END, leans, of_subject

RATES_JOINED = re.compile(r"(?<=率)[和及与](?=.+率$)")
TOLLS_JOINED = re.compile(r"(?<=数)[和及与](?=.+数$)")
RATE = re.compile(r"(?:率|比重|占比|比例)$")
TOLL = re.compile(r"[起人案件次户失]数$")
JOINED = re.compile(r"(?:、|(?<!普)[和及与])(?![^（(]*[)）])")
RESPECTIVELY = re.compile("分别.*$")
OF_ALL = re.compile(r"等(?P<of>[^，、]{2,20})$")
WHOLE = re.compile(r"(?:率|比重|占比|比例|标准|额|值|量|数)$")
CLOSED = re.compile(r"[)）](?P<tail>[^)）]+)$")
LEANING = frozenset(words("measures", "topics", "leaning"))
SHORT_RATE = re.compile("[一-鿿]{2}率$")
LATIN = re.compile("[A-Za-z0-9.]+")
CLASS = re.compile(any_of("measures", "classes"))


def shared(name: str, measure: Measure) -> list[str]:
    """One rate or growth for several things: each is a target of its own."""
    if measure not in ("share", "growth", "decrease"):
        return [name]
    pieces = [name[a:b] for a, b in split_outside(name, "、")]
    pieces = pieces[:-1] + (RATES_JOINED if measure == "share" else TOLLS_JOINED).split(pieces[-1])
    if len(pieces) < 2:
        return [name]
    each = (
        all(RATE.search(p) for p in pieces)
        or (measure == "growth" and all(SUM_END.search(p) for p in pieces))
        or (measure == "decrease" and all(TOLL.search(p) for p in pieces))
    )
    return _with_subject(pieces) if each else [name]


def respectively(name: str) -> list[str]:
    """The names in A、B分别达到N1和N2. What stands behind the last of the parallel words belongs to each:
    果蔬、肉类产地低温处理率 → 果蔬产地低温处理率, 肉类产地低温处理率; 城乡居民收入 → 城镇居民收入, 农村居民收入."""
    name = RESPECTIVELY.sub("", name)
    common = OF_ALL.search(name)
    pieces = [p for p in JOINED.split(name[: common.start()] if common else name) if p]
    if len(pieces) < 2:
        return _members(name)
    if common:
        return [p + re.sub("^主要", "", common["of"]) for p in pieces]
    tail = _tail(pieces[:-1], pieces[-1])
    return _with_subject([p + tail for p in pieces[:-1]] + [pieces[-1]])


def parts_of_total(found: list[Target]) -> list[Target]:
    """产业项目54个，装备制造30个、绿色食品24个: what adds up to the total before it is its parts, and named so.

    A sum that is a little out is a slip of the plan; the parts are parts all the same."""
    result = list(found)
    told = 0  # parts are no totals themselves
    for at, total in enumerate(found):
        if at < told or total.unit == "%" or total.value2 is not None:
            continue
        until, rest = at + 1, total.value
        while until < len(found) and found[until].unit == total.unit and found[until].value <= rest * 1.02:
            rest -= found[until].value
            until += 1
        if until < at + 3 or rest > total.value / 20:
            continue
        told = until
        head = _head(total.name)
        for nth in range(at + 1, until):
            name = result[nth].name
            if head and not name.endswith(head[-2:]) and not WHOLE.search(name):
                result[nth] = replace(result[nth], name=name + head)
    return result


def _head(name: str) -> str:
    """The noun that a name ends in where it says little alone (产业项目), or a short name itself; "" for another."""
    return max((word for word in BARE if name.endswith(word)), key=len, default=name if len(name) < 5 else "")


def _members(name: str) -> list[str]:
    """The two that one word holds: 城乡低保标准 → 城市低保标准, 农村低保标准. A name without such a word stands alone."""
    found = CLASS.search(name)
    if found is None:
        return [name]
    return [name[: found.start()] + each + name[found.end() :] for each in table("measures")["classes"][found[0]]]


def _tail(before: list[str], last: str) -> str:
    """What the last of several parallel words says for all of them; "" where the first is complete in itself."""
    first = before[0]
    if WHOLE.search(first):
        return ""
    if first.endswith(("）", ")")) and (closed := CLOSED.search(last)):
        return closed["tail"]
    if LATIN.fullmatch(first):  # PM10和PM2.5平均浓度
        return LATIN.sub("", last, count=1)
    alike = last.find(first[-1], 1)  # 国家级、省级…企业: parallel words end alike
    if alike > 0:
        return last[alike + 1 :]
    return max(last[min(map(len, before)) :], _attribute(last), key=len)


def _attribute(name: str) -> str:
    """What a name says of its subject: 燃气普及率 → 普及率."""
    return next((name[at:] for at in range(2, len(name) - 1) if name[at:] in ATTRIBUTES or name[at:] in LEANING), "")


def _with_subject(names: list[str]) -> list[str]:
    """Rates in a row after the first lean on its subject: 诉求办结率、满意率 → 诉求办结率, 诉求满意率."""
    first = names[0]
    subject = SHORT_RATE.sub("", first) if SHORT_RATE.search(first) else ""
    result = [first]
    for name in names[1:]:
        if leans(name, first):
            name = of_subject(first, name)
        elif OWN_RATE.fullmatch(name) and OWN_RATE.search(first):  # 事项及时受理率、按期办结率
            name = OWN_RATE.sub("", first) + name
        elif len(subject) > 1 and SHORT_RATE.fullmatch(name):
            name = subject + name
        result.append(name)
    return result
