"""Quantities in a text: number, unit, and the word of strength behind it (以上, 左右, 以内).

Years, days, names with digits (5G, 4A级, S218, “四个一”) and document numbers are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from luoshi.drafting.brackets import depths
from luoshi.drafting.grammar import any_of
from luoshi.drafting.numerals import ARABIC, DIGITS, HAN, arabic_number, han_number, number

_MAGNITUDE = any_of("measures", "units", "magnitude")
_BASE = (
    "(?:"
    + "|".join(any_of("measures", "units", kind) for kind in ("money", "weight", "area", "power", "time", "count"))
    + ")"
)
_LATIN = r"(?:ug/m\^?3|μg/m\^?3|mg/L|mg/l|kg/亩)"
_UNIT = rf"(?:{any_of('measures', 'units', 'percent')}|{_LATIN}|/(?:10)?万人?|/{any_of('measures', 'units', 'per')}|{_MAGNITUDE}?[余多]?{_MAGNITUDE}?{_BASE}(?:[(（]{_BASE}[)）])?(?:/{any_of('measures', 'units', 'per')})*(?:每(?:立方米|平方米|公里|亩|人))?(?:·{any_of('measures', 'units', 'per')})?|{_MAGNITUDE})"
SUFFIX = rf"(?P<suffix>{any_of('measures', 'suffix', 'least')}|{any_of('measures', 'suffix', 'about')}|{any_of('measures', 'suffix', 'most')})"
_SUFFIX = f"{SUFFIX}?"
_DASH = "[-—–－~～至到]+"
QUANTITY = re.compile(
    rf"(?P<first>{ARABIC})(?:(?P<inner>{_UNIT})?{_DASH}(?P<second>{ARABIC}))?(?P<unit>{_UNIT})?{_SUFFIX}"
)
HAN_QUANTITY = re.compile(
    rf"(?P<first>一[百千][一二三四五六七八九十百零]{{1,5}}|[两二三四五六七八九十百千]{{1,5}})(?P<unit>{any_of('measures', 'units', 'han')}){_SUFFIX}"
)
# 一 is a number only behind a floor: 每年至少开展一次
ONE = re.compile(
    rf"(?:至少|不少于|不低于)[一-鿿]{{0,6}}?(?<![第统同单唯万])(?P<first>一)(?P<unit>{any_of('measures', 'units', 'han')}|人)"
)
# tenths and multiples: 九成, 一倍, 翻两番 (“一成不变” is none)
TENTHS = re.compile(rf"(?P<first>[一两二三四五六七八九])(?P<unit>成(?!不变)|倍|(?<=翻.)番|(?<=翻了.)番){_SUFFIX}")
PARTS = frozenset(("成", "倍", "番"))
LIFE = re.compile(rf"(?<=寿命)[^，。；0-9]{{0,6}}?(?P<first>{ARABIC})(?P<unit>岁){_SUFFIX}")
PER_CENT = re.compile(rf"百分之(?P<first>{HAN}+|{ARABIC})(?:点(?P<decimal>[〇零一二三四五六七八九]+))?{_SUFFIX}")
LEAST = re.compile(any_of("measures", "suffix", "least"))
ABOUT = re.compile(any_of("measures", "suffix", "about"))
NUMERAL = re.compile("[0-9０-９〇零一二三四五六七八九十两百千ⅠⅡⅢⅣⅤ]|[IV]类")
ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
# a class of water or air that is reached or kept: 稳定达到Ⅲ类
CLASS = re.compile(r"(?<=[在到达为于])(?P<roman>[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V)(?P<unit>类)")
DATE = re.compile(
    r"(?:19|20)[0-9]{2}\s*[-—–－~～至到]+\s*(?:19|20)[0-9]{2}年?|(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号])?(?![份]?龄)|(?:19|20)[0-9]{2}年|(?:19|20)[0-9]{2}(?![0-9.%万亿个家户人名项亩公平吨])|[0-9]{1,2}[日号](?=前|起|上午|下午)"
)
ORDINAL_END = re.compile(r"[第一二三四五六七八九十百千每这那几数多哪]$")
ROUND_OF = re.compile("土地|延包|承包|督察|巡视|巡察")
GLUED_BEFORE = re.compile(r"[A-Za-z0-9+＋×xX第.^]$")
LETTER = re.compile(r"[A-Za-z]")
GLUED_BEHIND = re.compile(r"[A-Za-z+＋×号届条]")
LETTERS_OF_UNIT = re.compile(r"(?:k?m|km|mg|ug|kg|kW|MW|GW|KW|KM|TB|PB|L|t|P|EFLOPS|PFLOPS|TEU|Mbps|Gbps|m\^?[23]|kVA)")
NO_COUNT = re.compile(r"[年月日号届条款级岁时+＋]")
ODD = re.compile("[余多]")
GRADE = re.compile(r"级|型|系|制|伏|安培|岁|周岁|代|以上学历")
SYSTEM = re.compile(r"系统")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: characters [start, end) of the text, strength word included up to `tail`.

    value, value2  as written before the unit (value2 only for ranges), unit  as written, suffix  以上, 左右 … or "";
    han  True where the number stands in Chinese numerals."""

    start: int
    end: int
    tail: int
    value: float
    value2: float | None
    unit: str
    suffix: str
    han: bool = False


@lru_cache(maxsize=2048)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a flat text that stand outside brackets, quotes and book-title marks, in text order."""
    if not NUMERAL.search(text):
        return ()
    depth = depths(text)
    dated = [False] * len(text)
    for found in DATE.finditer(text):
        for at in range(found.start(), found.end()):
            dated[at] = True
    result: list[Quantity] = []
    for found in QUANTITY.finditer(text):
        start = found.start()
        if text.startswith("百分之", start - 3):
            continue
        if depth[start] or dated[start] or not _stands_alone(text, found):
            continue
        unit = found["unit"] or found["inner"] or ""
        second = found["second"]
        made = _quantity(text, found, unit, arabic_number(found["first"]), arabic_number(second) if second else None)
        if made:
            result.append(made)
    digits = {at for q in result for at in range(q.start, q.tail)}
    for pattern in (HAN_QUANTITY, TENTHS):
        for found in pattern.finditer(text):
            value = han_number(found["first"])
            if (
                depth[found.start()]
                or not value
                or (value < 2 and found["unit"] not in PARTS)
                or found.start() in digits
            ):
                continue
            before = text[max(0, found.start() - 1) : found.start()]
            if found["unit"] == "轮" and ROUND_OF.match(text[found.end() : found.end() + 2]):
                continue
            if ORDINAL_END.search(before):
                continue
            tail = found.end()
            result.append(
                Quantity(
                    found.start(),
                    found.end("unit"),
                    tail,
                    float(value),
                    None,
                    found["unit"],
                    found["suffix"] or "",
                    True,
                )
            )
    for found in ONE.finditer(text) if "一" in text else ():
        if not depth[found.start("first")]:
            result.append(
                Quantity(found.start("first"), found.end("unit"), found.end("unit"), 1.0, None, found["unit"], "", True)
            )
    for found in LIFE.finditer(text) if "寿命" in text else ():
        if not depth[found.start("first")]:
            years = arabic_number(found["first"])
            result.append(
                Quantity(found.start("first"), found.end("unit"), found.end(), years, None, "岁", found["suffix"] or "")
            )
    for found in PER_CENT.finditer(text):
        share = number(found["first"])
        if share is None or depth[found.start()]:
            continue
        if found["decimal"]:
            share += float("0." + "".join(str(DIGITS[c]) for c in found["decimal"]))
        end = found.end("decimal") if found["decimal"] else found.end("first")
        result.append(Quantity(found.start(), end, found.end(), share, None, "%", found["suffix"] or ""))
    for found in CLASS.finditer(text):
        if not depth[found.start()]:
            value = ROMAN[found["roman"]]
            result.append(
                Quantity(found.start("roman"), found.end(), found.end(), float(value), None, found["unit"], "")
            )
    result.sort(key=lambda q: q.start)
    return tuple(result)


def between(found: Sequence[Quantity], start: int, end: int) -> list[Quantity]:
    """Those of the quantities, given in text order, that begin at characters [start, end)."""
    first = bisect_left(found, start, key=lambda q: q.start)
    return list(found[first : bisect_left(found, end, key=lambda q: q.start)])


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 4]
    if GLUED_BEFORE.search(before) or (found["unit"] is None and GLUED_BEHIND.match(after)):
        return False
    if LETTER.match(text[found.end("first") : found.end("first") + 1]) and not LETTERS_OF_UNIT.match(
        text[found.end("first") : found.end("first") + 8],
    ):
        return False
    return not (not found["unit"] and NO_COUNT.match(after))


def _quantity(text: str, found: re.Match[str], unit: str, value: float, value2: float | None) -> Quantity | None:
    end = found.end("unit") if found["unit"] else found.end("second") if found["second"] else found.end("first")
    after = text[end : end + 8]
    if GRADE.match(after) and not SYSTEM.match(after):
        return None
    suffix = found["suffix"] or ("余" if ODD.search(unit) else "")
    unit = ODD.sub("", unit)
    if suffix in ("起", "多", "余", "许") and suffix != "余":
        suffix = suffix if suffix in ("多",) else ""
    return Quantity(found.start(), end, max(end, found.end()) if suffix else end, value, value2, unit, suffix)
