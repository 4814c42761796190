"""Styles of a Word document, as far as reading needs them: what a paragraph inherits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.numbering import W

_VAL = W + "val"
_OFF = ("0", "false", "off")
_DEPTH = 20  # styles build on one another; a longer chain is a loop
_HEADING = re.compile(r"heading ([1-9])$", re.I)
_UPRIGHT = ("left", "start", "right", "end", "insideV")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of a paragraph, with what it inherits. None: nothing is said.

    list_id, list_level  automatic numbering (ids of styles in `owners` may be bound to a level of the list)
    outline              heading level 1–9, 0 for body text; contents: an entry of a table of contents
    hidden               its text is not shown; ruled: a table style that draws upright lines
    owners               its own id and those that it builds on, nearest first
    """

    list_id: str | None = None
    list_level: int | None = None
    outline: int | None = None
    hidden: bool | None = None
    contents: bool = False
    ruled: bool = False
    owners: tuple[str, ...] = field(default=())


class Styles:
    """The styles of styles.xml by id, each worked out once."""

    def __init__(self, part: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        for element in part.findall(W + "style") if part is not None else ():
            name = element.get(W + "styleId", "")
            self._elements[name] = element
            if element.get(W + "type") == "paragraph" and is_on(element.get(W + "default"), False):
                self.default = name

    def get(self, name: str) -> Style:
        """The style of an id; an empty one where the document has none of that id."""
        if name not in self._known:
            self._known[name] = self._resolve(name, 0)
        return self._known[name]

    def list_of(self, name: str) -> str:
        """The numId that a numbering style stands for, "" if none."""
        return self.get(name).list_id or ""

    def _resolve(self, name: str, depth: int) -> Style:
        element = self._elements.get(name)
        if element is None or depth > _DEPTH:
            return Style()
        parent = value(element, "basedOn")
        base = self._resolve(parent, depth + 1) if parent else Style()
        title = value(element, "name")
        own_list, own_level = numbered(element.find(W + "pPr"))
        outline = outline_of(element.find(W + "pPr"))
        if outline is None and (heading := _HEADING.match(title)):
            outline = int(heading[1])
        hidden = toggled(element.find(W + "rPr"), "vanish")
        return Style(
            list_id=base.list_id if own_list is None else own_list,
            list_level=base.list_level if own_level is None else own_level,
            outline=base.outline if outline is None else outline,
            hidden=base.hidden if hidden is None else hidden,
            contents=base.contents or (title.lower().startswith("toc ") and title[4:].isdecimal()),
            ruled=base.ruled or any(upright_rule(b) for b in element.iter(W + "tblBorders", W + "tcBorders")),
            owners=(name, *base.owners),
        )


def value(parent: etree._Element | None, tag: str) -> str:
    """The `w:val` of a child, "" where it is absent."""
    found = None if parent is None else parent.find(W + tag)
    return "" if found is None else found.get(_VAL, "")


def is_on(written: str | None, absent: bool = True) -> bool:
    """An on/off value as written (ISO/IEC 29500-1, 17.17.4); `absent`: what leaving it out means."""
    return absent if written is None else written not in _OFF


def toggled(properties: etree._Element | None, tag: str) -> bool | None:
    """Whether a property is switched on, off (False) or not spoken of (None)."""
    found = None if properties is None else properties.find(W + tag)
    return None if found is None else is_on(found.get(_VAL))


def numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """List and level that paragraph properties name; None where they say nothing."""
    found = None if properties is None else properties.find(W + "numPr")
    if found is None:
        return None, None
    level = value(found, "ilvl")
    return value(found, "numId") or None, int(level) if level.isdecimal() else None


def outline_of(properties: etree._Element | None) -> int | None:
    """Outline level 1–9, 0 for body text, None where the properties say nothing."""
    written = value(properties, "outlineLvl")
    if not written.isdecimal():
        return None
    return int(written) + 1 if int(written) < 9 else 0


def upright_rule(borders: etree._Element | None) -> bool | None:
    """Whether borders draw a visible upright line; None where they say nothing of one."""
    said = [kind for side in _UPRIGHT if (kind := value(borders, side))]
    return any(kind not in ("nil", "none") for kind in said) if said else None
