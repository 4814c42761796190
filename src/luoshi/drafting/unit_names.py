"""Reading one unit's name: whose it is, what it does, and whether it is a unit at all.

A name is taken apart into level ("区"), core ("住建局") and names in brackets; the core is read as a row of
words in their canonical form ("住房·城乡建设·局"). Two names with the same `key` name the same organ. The words
stand in `grammar/units.toml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from luoshi.drafting.grammar import table

STATE = "国"

_BRACKETS = str.maketrans("〈〉<>＜＞〔〕［］[]【】「」", "()()()()()()()()")
_TAIL = re.compile(r"\(([^()]*)\)$")
_PLACE = re.compile(r"([一-鿿]{2,7}?)(自治区|自治州|自治县|省|市|州|盟|区|县|旗)")
_NO_PLACE = re.compile(r"关于|加快|推进|实施|印发|[的委在和与及《“]")
_DOUBLED = re.compile(r"(.{1,4})\1")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a plan is at home: its level ("区"; "" unknown), its own names of place and those above it, longest first.

    own, above  pairs of a place's name as it may be written and its level.
    """

    level: str
    own: tuple[str, ...]
    above: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's name, read.

    written  as it stands; plain  half-width, without blanks, brackets alike; base  `plain` without the names in
    brackets behind it, which are `seconds`; level  "区", "市" …, "" where the name says none; core  `base` without
    level and place; key  the canonical words of the core; known  every part of the core is in the tables;
    listed  the whole core is; look  the key rests on a likeness that a person should see; ending  the kind of
    office ("局").
    """

    written: str
    plain: str
    base: str
    seconds: tuple[str, ...]
    level: str
    core: str
    key: tuple[str, ...]
    known: bool
    listed: bool
    look: bool
    ending: str


@dataclass(frozen=True, slots=True)
class _Tables:
    words: dict[str, tuple[str, ...]]
    longest: int
    organs: dict[tuple[str, ...], tuple[tuple[str, ...], bool]]
    wholes: dict[str, str]
    raw: dict[str, Any]


def grammar() -> dict[str, Any]:
    """The tables of `grammar/units.toml` as they stand."""
    return _tables().raw


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    raw = table("units")
    words: dict[str, tuple[str, ...]] = {}
    for letter, word in raw["letters"].items():
        words[letter] = (word,)
    for name, shorts in raw["words"].items():
        parts = tuple(name.split("·"))
        words.setdefault("".join(parts), parts)
        for part in parts:
            words.setdefault(part, (part,))
        for short in shorts:
            words[short] = parts
    for ending, short in raw["endings"].items():
        words[ending] = (short,)
    for kind in raw["kinds"]["words"]:
        words.setdefault(kind, (kind,))
    wholes = {short: entry["name"] for entry in raw["whole"] for short in [entry["name"], *entry["short"]]}
    tables = _Tables(words, max(map(len, words)), {}, wholes, raw)
    for entry in raw["organ"]:
        name = _row(entry["name"], tables)[0]
        tables.organs[name] = (name, False)
    for entry in raw["organ"]:
        name = _row(entry["name"], tables)[0]
        for short in entry["short"]:
            tables.organs.setdefault(_row(short, tables)[0], (name, False))
        for short in entry.get("look", ()):
            tables.organs.setdefault(_row(short, tables)[0], (name, True))
    return tables


def _row(core: str, tables: _Tables) -> tuple[tuple[str, ...], bool]:
    """The canonical words of a core, longest first from the left; and whether nothing was left over."""
    row: list[str] = []
    known = True
    at = 0
    while at < len(core):
        for length in range(min(tables.longest, len(core) - at), 0, -1):
            found = tables.words.get(core[at : at + length])
            if found is not None:
                row.extend(found)
                at += length
                break
        else:
            letter = core[at]
            # 和, 与, 及 between two words join them and say nothing
            if not (letter in "和与及" and row and at + 1 < len(core)):
                row.append(letter)
                known = False
            at += 1
    endings = set(tables.raw["kinds"]["words"])
    if row:
        # 发改局财政局 is one bureau written in full: the same ending inside goes
        last = row[-1]
        if last in endings and len(last) == 1:
            row = [w for i, w in enumerate(row) if w != last or i == len(row) - 1]
    return tuple(row), known


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """Half-width, brackets alike, without blanks and a trailing 等."""
    text = unicodedata.normalize("NFKC", name).translate(_BRACKETS)
    text = "".join(text.split()).strip("、,，;；。:：")
    return text[:-1] if text.endswith("等") and len(text) > 2 else text


def home_of(titles: Iterable[str], names: Iterable[str] = ()) -> Home:
    """Whose plan it is, from issuer and title ("青湖市星岭区人民政府办公室"), else from the units' commonest letter."""
    letters = grammar()["levels"]["letters"]
    places: list[tuple[str, str]] = []
    state = False
    for title in titles:
        text = plain(title)
        for filler in grammar()["levels"]["filler"]:
            text = text.removeprefix(filler)
        state = state or text.startswith(("国务院", "中央", "国家"))
        at = 0
        found = []
        while (match := _PLACE.match(text, at)) is not None and not _NO_PLACE.search(match.group(1)):
            found.append((match.group(1), match.group(2)))
            at = match.end()
        if found and len(found) >= len(places):
            places = found
    counted = Counter(n[0] for n in map(plain, names) if n and n[0] in letters)
    level = ""
    if places:
        level = places[-1][1][-1]
    elif state:
        level = STATE
    elif counted:
        level = counted.most_common(1)[0][0]
    own: list[str] = []
    above: list[tuple[str, str]] = []
    if places:
        prefix = "".join(root + kind for root, kind in places[:-1])
        roots = "".join(root for root, _ in places[:-1])
        root, kind = places[-1]
        own = [prefix + root + kind, roots + root + kind, roots + root, root + kind, root]
        above = [(r + k, k[-1]) for r, k in places[:-1]]
    return Home(level, tuple(dict.fromkeys(own)), tuple(above))


@lru_cache(maxsize=8192)
def is_open_class(name: str) -> bool:
    """Whether the name is a class of units (各镇, 区直相关单位) rather than a unit."""
    classes = grammar()["classes"]
    text = plain(name)
    base = _TAIL.sub("", text)
    whole = re.sub(r"[()、]", "", text)
    return bool(
        text.startswith(tuple(classes["starts"]))
        or base.endswith(tuple(classes["ends"]))
        or any(word in text for word in classes["holds"])
        or whole in classes["whole"]
    )


def class_places(name: str) -> tuple[str, ...]:
    """Endings of the places that a class stands for: 各镇、街道 → (镇, 街道)."""
    text = plain(name)
    if not is_open_class(text):
        return ()
    return tuple(w for w in grammar()["classes"]["places"] if w in text)


def _level_and_core(base: str, home: Home) -> tuple[str, str]:
    levels = grammar()["levels"]
    level = ""
    text = base
    for filler in levels["filler"]:
        if text.startswith(filler) and len(text) > len(filler) + 2:
            text = text[len(filler) :]
    small = tuple(levels["smaller_place"])

    def drop(prefix: str, to: str) -> bool:
        nonlocal text, level
        rest = text[len(prefix) :]
        if text.startswith(prefix) and len(rest) >= 2 and not rest.startswith(small):
            text, level = rest, to
            return True
        return False

    for place in home.own:
        if drop(place, home.level):
            break
    else:
        for place, its in home.above:
            if drop(place, its):
                break
        else:
            for word in levels["state"]:
                if drop(word, STATE):
                    break
    if not level or level != home.level:
        for place in home.own:
            # 市生态环境局金山分局 is the county's own: the place stands in the middle
            at = text.find(place)
            if at > 0 and not text[at + len(place) :].startswith(small) and len(text) - len(place) >= 3:
                text, level = text[:at] + text[at + len(place) :], home.level
                if text[0] in levels["letters"] and not text.startswith(tuple(levels["not_level"])):
                    text = text[1:]
                break
    youth = re.fullmatch(r"(?:共青)?团([省市州盟区县旗])?委", text)
    if youth:
        return youth.group(1) or level, "共青团委"
    if not level and len(text) > 2 and text[0] in levels["letters"]:
        if not text.startswith(tuple(levels["not_level"])):
            level, text = text[0], text[1:]
    elif level and len(text) > 3 and text[0] == level and not text.startswith(tuple(levels["not_level"])):
        text = text[1:]
    return level, text


def read_name(written: str, home: Home) -> UnitName:
    """Take a name apart; never fails, an unknown word stays as it is."""
    tables = _tables()
    text = plain(written)
    seconds: list[str] = []
    base = text
    while (match := _TAIL.search(base)) is not None and match.start() > 0:
        seconds = [s for s in re.split(r"[、,，;；]", match.group(1)) if s] + seconds
        base = base[: match.start()]
    whole = tables.wholes.get(base)
    level, core = _level_and_core(base, home)
    if whole is not None and level in ("", STATE) and home.level in ("", STATE):
        level, core = STATE, whole
    branch = re.fullmatch(r"(.+?)局?分局", core)
    if branch and not re.search(r"第?[一二三四五六七八九十\d]+$", branch.group(1)) and len(branch.group(1)) >= 2:
        core = branch.group(1) + "局"
    if core.endswith("分中心") and len(core) > 4:
        core = core[:-3] + "中心"
    board = re.fullmatch(r"(.+?)(?:党工委)?(?:管委会|管理委员会)", core)
    if board and board.group(1).endswith(tuple(tables.raw["zones"]["words"])):
        core = board.group(1)  # a park and its board are one to a plan
    row, known = _row(core, tables)
    look = False
    organ = tables.organs.get(row)
    if organ is None and core.startswith("委") and len(core) > 3:
        organ = tables.organs.get(_row(core[1:], tables)[0])
    if organ is not None:
        row, look = organ
        known = True
    ending = next((e for e in sorted(tables.raw["kinds"]["words"], key=len, reverse=True) if core.endswith(e)), "")
    if row and row[-1] in ("局", "委", "厅") and "·".join(row[:-1]) in tables.raw["ranks"]["same"]:
        row = (*row[:-1], "局")
    return UnitName(written, text, base, tuple(seconds), level, core, row, known, organ is not None, look, ending)


def undoubled(text: str) -> str:
    """The text with every run of up to four letters that stands twice in a row written once."""
    return _DOUBLED.sub(r"\1", text)


def unit_of_person(phrase: str, known: Iterable[str]) -> str:
    """The unit that a person's description names ("区发改局主要负责人" → 区发改局), "" for heads of the government.

    known  names of units in the plan: the longest of them that the phrase begins with is taken; else the title is cut.
    """
    people = grammar()["people"]
    text = plain(phrase)
    best = max((k for k in known if text.startswith(k)), key=len, default="")
    if best:
        return best if len(best) < len(text) or not text.endswith(tuple(people["titles"])) else ""
    if text.endswith(tuple(people["heads"])):
        return ""
    for title in sorted(people["titles"], key=len, reverse=True):
        if text.endswith(title):
            rest = re.sub(r"(分管|联系|协管|主管|主持|常务|专职|其他|有关|相关|各).*$", "", text[: -len(title)])
            return rest if len(rest) >= 3 and "、" not in rest else ""
    return ""
