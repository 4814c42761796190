"""Automatic numbering of Word documents, rebuilt as Word shows it (ISO/IEC 29500-1, 17.9).

A paragraph names a list (`numId`) and a level; the list points to an abstract definition whose nine levels say
how a number looks. Lists of one definition count on together; an override of the start begins anew once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from luoshi.reading.number_formats import shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_SILENT = ("none", "bullet")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as defined. `restart`: it begins anew behind a level above this one (1–9; 0: never)."""

    start: int = 0
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    tight: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A number as shown ("（一）", "" for bullets); `tight`: nothing stands between it and the text."""

    text: str
    tight: bool


@dataclass(frozen=True, slots=True)
class _List:
    definition: str
    levels: tuple[Level, ...]
    overrides: dict[int, int]

    def start(self, level: int) -> int:
        return self.overrides.get(level, self.levels[level].start)


class Numbering:
    """The lists of a document, and how far each has counted. Call `next` once a paragraph, in reading order."""

    def __init__(self, part: etree._Element | None, list_of_style: Callable[[str], str]) -> None:
        """`part`: the root of numbering.xml; `list_of_style`: numId that a numbering style's id stands for."""
        self.part = part
        self._definitions: dict[str, etree._Element] = {}
        self._instances: dict[str, etree._Element] = {}
        for element in part if part is not None else ():
            if element.tag == W + "abstractNum":
                self._definitions[element.get(W + "abstractNumId", "")] = element
            elif element.tag == W + "num":
                self._instances[element.get(W + "numId", "")] = element
        self._list_of_style = list_of_style
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a list binds to a paragraph style, None where it binds none."""
        chosen = self._list(list_id)
        return next((n for n, level in enumerate(chosen.levels) if level.style == style), None) if chosen else None

    def next(self, list_id: str, level: int) -> Label | None:
        """Count one paragraph of a list and give its label; None where there is no such list."""
        chosen = self._list(list_id)
        if chosen is None:
            return None
        level = min(max(level, 0), _LEVELS - 1)
        counts = self._counts.setdefault(chosen.definition, [None] * _LEVELS)
        count = counts[level]
        anew = level in chosen.overrides and (list_id, level) not in self._begun
        counts[level] = chosen.start(level) if anew or count is None else count + 1
        self._begun.add((list_id, level))
        for above in range(level):
            if counts[above] is None:
                counts[above] = chosen.start(above)
        for below in range(level + 1, _LEVELS):
            restart = chosen.levels[below].restart
            if restart is None or level < restart:
                counts[below] = None
        return Label(self._text(chosen, level, counts), chosen.levels[level].tight)

    @staticmethod
    def _text(chosen: _List, level: int, counts: list[int | None]) -> str:
        own = chosen.levels[level]
        if own.format == "bullet":
            return ""

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            number_format = chosen.levels[at].format
            count = counts[at]
            if at > level or count is None or number_format in _SILENT:
                return ""
            return shown(count, "decimal" if own.legal else number_format)

        return _PLACE.sub(number, own.text).strip()

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._resolve(list_id, 0)
        return self._lists[list_id]

    def _resolve(self, list_id: str, depth: int) -> _List | None:
        """A list with its levels; a definition may stand for another one through a numbering style."""
        instance = self._instances.get(list_id)
        if instance is None or depth > _LEVELS:
            return None
        name = _value(instance, "abstractNumId")
        definition = self._definitions.get(name)
        if definition is None:
            return None
        levels = [Level()] * _LEVELS
        link = _value(definition, "numStyleLink")
        other = self._resolve(self._list_of_style(link), depth + 1) if link else None
        if other is not None:
            levels = list(other.levels)
        for element in definition.findall(W + "lvl"):
            at = _number(element.get(W + "ilvl"), 0)
            if 0 <= at < _LEVELS:
                levels[at] = _level(element)
        overrides: dict[int, int] = {}
        for override in instance.findall(W + "lvlOverride"):
            at = _number(override.get(W + "ilvl"), 0)
            if not 0 <= at < _LEVELS:
                continue
            own = override.find(W + "lvl")
            if own is not None:
                levels[at] = replace(_level(own), style=levels[at].style)
            start = override.find(W + "startOverride")
            if start is not None:
                overrides[at] = _number(start.get(_VAL), 0)
        return _List(name, tuple(levels), overrides)


def _level(element: etree._Element) -> Level:
    restart = element.find(W + "lvlRestart")
    legal = element.find(W + "isLgl")
    picture = element.find(W + "lvlPicBulletId")
    return Level(
        start=_number(_value(element, "start"), 0),
        format="bullet" if picture is not None else _format(element),
        text=_value(element, "lvlText"),
        restart=None if restart is None else _number(restart.get(_VAL), 0),
        legal=legal is not None and legal.get(_VAL) not in ("0", "false", "off"),
        tight=_value(element, "suff") == "nothing",
        style=_value(element, "pStyle"),
    )


def _format(element: etree._Element) -> str:
    """The number format; formats of later editions stand beside a plainer one ("001, 002, 003, ...")."""
    found = next(element.iter(W + "numFmt"), None)
    if found is None:
        return "decimal"
    if found.get(_VAL) == "custom":
        pattern = found.get(W + "format", "").split(",")[0].strip()
        return "decimalZero" if pattern == "01" else "decimal"
    return found.get(_VAL, "decimal")


def _value(parent: etree._Element, tag: str) -> str:
    found = parent.find(W + tag)
    return "" if found is None else found.get(_VAL, "")


def _number(written: str | None, otherwise: int) -> int:
    try:
        return int(written or "")
    except ValueError:
        return otherwise
