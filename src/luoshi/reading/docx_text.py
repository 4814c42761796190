"""The text of one Word paragraph as a reader of the accepted, printed document sees it.

Insertions stand, deletions are gone; of a field its result stands; hidden text, notes and comments are left out; a
line break typed with Shift+Enter ends a line of its own; text boxes are handed back beside the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.docx_styles import Styles, toggled, value
from luoshi.reading.numbering import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
ALTERNATIVES = _MC + "AlternateContent"
TEXT_BOX = W + "txbxContent"

# What only wraps: its children count as if they stood in its place.
WRAPPERS = frozenset(
    W + tag for tag in ("hyperlink", "smartTag", "ins", "moveTo", "fldSimple", "customXml", "dir", "bdo", "sdtContent")
)
_MATHS = frozenset(
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}" + tag for tag in ("oMath", "oMathPara")
)
_BREAKS = frozenset((W + "br", W + "cr"))
_BLANKS = frozenset((W + "tab", W + "ptab"))
_DRAWINGS = frozenset((W + "drawing", W + "pict", W + "object"))
_R, _T, _SDT, _RPR, _FIELD, _CODE = (W + tag for tag in ("r", "t", "sdt", "rPr", "fldChar", "instrText"))
_SYM, _RUBY, _HYPHEN = W + "sym", W + "ruby", W + "noBreakHyphen"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CONTENTS_FIELD = re.compile(r"\s*TOC\b")

# Signs that Word stores by their place in a symbol font; others are ornaments and dropped.
_SYMBOLS = {
    ("symbol", code): sign
    for code, sign in {
        0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB7: "·", 0xAE: "→",
        0xB0: "°", 0x6D: "μ", 0x25: "%", 0x2D: "-", 0x7E: "～",
    }.items()
} | {
    ("wingdings", code): sign
    for code, sign in {0x6F: "□", 0xA8: "□", 0xFC: "√", 0xFE: "☑", 0xE0: "→", 0xFB: "×"}.items()
}  # fmt: skip


@dataclass(slots=True)
class Content:
    """The lines of a paragraph, the text boxes anchored before its text and those behind, and whether it is an
    entry of a generated table of contents."""

    lines: list[str]
    boxes_before: list[etree._Element] = field(default_factory=list)
    boxes_after: list[etree._Element] = field(default_factory=list)
    contents: bool = False


@dataclass(slots=True)
class _Field:
    code: str = ""
    showing: bool = False


class TextReader:
    """Reads paragraphs in their order; fields may stay open from one to the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._parts: list[str] = []
        self._boxes: list[tuple[bool, etree._Element]] = []
        self._in_contents = False

    def read(self, paragraph: etree._Element, hidden: bool) -> Content:
        """A paragraph's content; `hidden`: its style hides all that does not say otherwise."""
        self._parts = []
        self._boxes = []
        self._in_contents = False
        self._inline(paragraph, hidden)
        # The code of a field never runs over a paragraph's end: one without its separator would swallow the rest.
        while self._fields and not self._fields[-1].showing:
            self._fields.pop()
        text = _INVISIBLE.sub("", "".join(self._parts)).replace("\xa0", " ")
        return Content(
            lines=[line.strip() for line in text.split("\n")],
            boxes_before=[box for behind, box in self._boxes if not behind],
            boxes_after=[box for behind, box in self._boxes if behind],
            contents=self._in_contents and text.rstrip()[-1:].isdecimal(),
        )

    def _inline(self, parent: etree._Element, hidden: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, hidden)
            elif tag in WRAPPERS:
                self._inline(child, hidden)
            elif tag == _SDT:
                properties = child.find(W + "sdtPr")
                placeholder = toggled(properties, "showingPlcHdr")
                content = child.find(W + "sdtContent")
                if content is not None and not placeholder:
                    self._inline(content, hidden)
            elif tag in _MATHS:
                self._parts.extend(t.text or "" for t in child.iter(_MATH_TEXT))
            elif tag == ALTERNATIVES:
                chosen = alternative(child)
                if chosen is not None:
                    self._inline(chosen, hidden)

    def _run(self, run: etree._Element, hidden: bool) -> None:
        properties = run.find(_RPR)
        if properties is not None:
            own = toggled(properties, "vanish")
            if own is None and (style := value(properties, "rStyle")):
                own = self._styles.get(style).hidden
            hidden = hidden if own is None else own
        self._run_content(run, hidden)

    def _run_content(self, run: etree._Element, hidden: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == _FIELD:
                self._turn_field(child.get(W + "fldCharType", ""))
            elif tag == _CODE:
                if self._fields and not self._fields[-1].showing:
                    self._fields[-1].code += child.text or ""
            elif hidden or any(not f.showing for f in self._fields):
                continue
            elif tag == _T:
                self._parts.append((child.text or "").replace("\n", " "))
                if self._fields and any(_CONTENTS_FIELD.match(f.code) for f in self._fields):
                    self._in_contents = True
            elif tag in _BLANKS:
                self._parts.append(" ")
            elif tag in _BREAKS:
                self._parts.append("\n")
            elif tag == _HYPHEN:
                self._parts.append("-")
            elif tag == _SYM:
                self._parts.append(_symbol(child))
            elif tag == _RUBY:
                base = child.find(W + "rubyBase")
                if base is not None:
                    self._inline(base, hidden)
            elif tag in _DRAWINGS or tag == ALTERNATIVES:
                behind = any(part.strip() for part in self._parts)
                boxes = list(text_boxes(child))
                self._boxes.extend((behind, box) for box in boxes)
                chosen = alternative(child) if tag == ALTERNATIVES and not boxes else None
                if chosen is not None:
                    self._run_content(chosen, hidden)

    def _turn_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].showing = True
        elif self._fields and kind == "end":
            self._fields.pop()


def alternative(element: etree._Element) -> etree._Element | None:
    """One of the forms in which the same thing is stored: the newer one where it holds anything to read."""
    choices = [*element.findall(_MC + "Choice"), *element.findall(_MC + "Fallback")]
    telling = (c for c in choices if next(c.iter(TEXT_BOX, W + "t", W + "p"), None) is not None)
    return next(telling, choices[0] if choices else None)


def text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes inside a drawing, outermost only, each once though it be stored in two forms."""
    if element.tag == TEXT_BOX:
        yield element
    elif element.tag == ALTERNATIVES:
        chosen = alternative(element)
        if chosen is not None:
            yield from text_boxes(chosen)
    else:
        for child in element:
            yield from text_boxes(child)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get((element.get(W + "font", "").lower(), code), "")
