"""The lines that a browser would show of an HTML tree, each with where it stood, before any choice among them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from luoshi.reading.document import Cell, Table
from luoshi.reading.html_lists import Counter, counter_of
from luoshi.reading.html_tables import grid, is_layout
from luoshi.reading.number_formats import with_label

_UNSHOWN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "button",
        "select",
        "textarea",
        "input",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "title",
        "meta",
        "link",
        "rt",
        "rp",
        "del",
        "head",
    ]
)
_BLOCKS = frozenset(
    [
        "html",
        "body",
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "form",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "pre",
        "blockquote",
        "center",
        "address",
        "hr",
        "figure",
        "figcaption",
        "details",
        "summary",
    ]
)
_DOUBTFUL = frozenset(("nav", "header", "footer", "aside", "form"))
_PHRASES = frozenset(
    ("span", "b", "strong", "i", "em", "u", "s", "br", "sub", "sup", "ins")
)  # never the frame of a text
_ARTICLES = frozenset(("article", "main"))  # inside them heads and feet are the paper's own
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_NOT_TEXT = re.compile(r"mso-element\s*:\s*(?:comment|footnote|endnote|header|footer)", re.I)
_LIST_MARK = re.compile(r"mso-list\s*:\s*ignore", re.I)
_ORNAMENT_FONT = re.compile(r"wingdings|symbol|webdings", re.I)
_CONTENTS_CLASS = re.compile(r"\bMsoToc[1-9]\b")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_TYPED_NUMBER = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,5}|[a-zA-Z]|[ivxIVX]{1,5})[)）.．、:：]|[①-⑳⑴-⒛㈠-㈩]|第[一二三四五六七八九十百\d]+[章节条]"
)


@dataclass(slots=True)
class WebLine:
    """A line shown. linked: how many of its characters are link text; element: the block it stands in."""

    text: str
    element: etree._Element
    cell: Cell | None = None
    level: int | None = None
    label: str = ""
    linked: int = 0


@dataclass(slots=True)
class WebPage:
    """All lines of a page. `extent` gives first and last line (exclusive) of each element; `doubtful` are elements
    that seldom hold text: hidden ones, navigation, heads, feet, forms."""

    lines: list[WebLine]
    tables: list[Table]
    extent: dict[etree._Element, tuple[int, int]]
    doubtful: list[etree._Element]


def web_lines(root: etree._Element) -> WebPage:
    """Walk the tree once and take down what is shown."""
    walk = _Walk(_sizes(root))
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if not isinstance(element.tag, str) or element.tag in _UNSHOWN or not walk.enters(element):
                events.skip_subtree()
                walk.skipped = element
                continue
            walk.start(element)
        else:
            if walk.skipped is element:
                walk.skipped = None
            else:
                walk.end(element)
            walk.text(element.tail)
    walk.flush()
    return WebPage(walk.lines, walk.tables, walk.extent, walk.doubtful)


def _sizes(root: etree._Element) -> dict[etree._Element, int]:
    """Characters inside every table and cell."""
    sizes: dict[etree._Element, int] = {}
    total = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        counted = element.tag in ("table", "td", "th")
        if event == "start":
            if counted:
                sizes[element] = total
            if isinstance(element.tag, str) and element.tag not in _UNSHOWN:
                total += len("".join((element.text or "").split()))
        else:
            if counted:
                sizes[element] = total - sizes[element]
            total += len("".join((element.tail or "").split()))
    return sizes


class _Walk:
    """The state of one walk: the line being gathered and what is open around it."""

    def __init__(self, sizes: dict[etree._Element, int]) -> None:
        self.lines: list[WebLine] = []
        self.tables: list[Table] = []
        self.extent: dict[etree._Element, tuple[int, int]] = {}
        self.doubtful: list[etree._Element] = []
        self.skipped: etree._Element | None = None
        self._sizes = sizes
        self._parts: list[str] = []
        self._linked = 0
        self._open_links = 0
        self._open_articles = 0
        self._pre = 0
        self._blocks: list[etree._Element] = []
        self._cells: dict[etree._Element, Cell] = {}
        self._open_cells: list[Cell] = []
        self._counters: list[Counter] = []
        self._label = ""  # a number that the page shows, whatever follows
        self._list_label = ""  # the number of a list's item, unless one is typed
        self._mark_from: dict[etree._Element, int] = {}

    def enters(self, element: etree._Element) -> bool:
        """Whether an element is walked into; notes those that will have to prove that they hold text."""
        style = element.get("style") or ""
        if _NOT_TEXT.search(style) or _CONTENTS_CLASS.search(element.get("class") or ""):
            return False
        hidden = element.get("hidden") is not None or (style and _HIDDEN.search(style))
        framed = element.tag in _DOUBTFUL and not self._open_articles
        if hidden or framed:
            if element.tag not in _PHRASES:
                self.doubtful.append(element)
            elif hidden:
                return False
        return True

    def start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self.flush()
            self._blocks.append(element)
        if tag not in _PHRASES:
            self.extent[element] = (len(self.lines), len(self.lines))
        if tag == "br":
            self.flush()
        elif tag == "a":
            self._open_links += 1
        elif tag in _ARTICLES:
            self._open_articles += 1
        elif tag == "pre":
            self._pre += 1
        elif tag == "table":
            self._open_table(element)
        elif element in self._cells:
            self._open_cells.append(self._cells[element])
        elif tag in ("ol", "ul"):
            self._counters.append(counter_of(element))
        elif tag == "li":
            self._item(element)
        elif tag == "span" and _LIST_MARK.search(element.get("style") or ""):
            self._mark_from[element] = len(self._parts)
        self.text(element.text)

    def end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if element in self._mark_from:
            self._take_mark(element, self._mark_from.pop(element))
        if tag in _BLOCKS:
            self.flush()
            self._blocks.pop()
        if tag not in _PHRASES:
            first, _ = self.extent[element]
            self.extent[element] = (first, len(self.lines) + any(part.strip() for part in self._parts))
        if tag == "a":
            self._open_links -= 1
        elif tag in _ARTICLES:
            self._open_articles -= 1
        elif tag == "pre":
            self._pre -= 1
        elif tag in ("ol", "ul"):
            self._counters.pop()
        elif tag == "li":
            self._list_label = ""
        elif element in self._cells:
            self._open_cells.pop()

    def text(self, written: str | None) -> None:
        if not written:
            return
        if self._pre and "\n" in written:
            for part in written.split("\n")[:-1]:
                self.text(part)
                self.flush()
            written = written.rpartition("\n")[2]
        self._parts.append(written)
        if self._open_links:
            self._linked += len("".join(written.split()))

    def flush(self) -> None:
        """End the line being gathered."""
        text = _shown("".join(self._parts)) if self._parts else ""
        linked = self._linked
        self._parts = []
        self._linked = 0
        if not text:
            return
        label = self._label or ("" if _TYPED_NUMBER.match(text) else self._list_label)
        self._label = self._list_label = ""
        block = self._blocks[-1]
        level = int(block.tag[1]) if len(block.tag) == 2 and block.tag[0] == "h" and block.tag[1].isdigit() else None
        cell = self._open_cells[-1] if self._open_cells else None
        self.lines.append(WebLine(with_label(label, text), block, cell, level, label, linked))

    def _open_table(self, table: etree._Element) -> None:
        if self._open_cells or is_layout(table, self._sizes):  # a table inside a cell is that cell's text
            return
        found = grid(table, len(self.tables))
        self.tables.append(Table(len(self.tables), found.rows, found.columns, tuple(found.cells.values())))
        self._cells |= found.cells

    def _item(self, element: etree._Element) -> None:
        if self._counters:
            self._list_label = self._counters[-1].next(element.get("value"))

    def _take_mark(self, element: etree._Element, first: int) -> None:
        """A number that Word wrote out in front of a list's item; ornaments are no numbers."""
        mark = _shown("".join(self._parts[first:]))
        del self._parts[first:]
        parent = element.getparent()
        fonts = " ".join(span.get("style") or "" for span in (parent, element, *element) if span is not None)
        if any(sign.isalnum() for sign in mark) and not _ORNAMENT_FONT.search(fonts):
            self._label = mark


def _shown(written: str) -> str:
    """Blanks as a browser shows them, save that a line's end in the source beside a Chinese character is none."""
    text = _INVISIBLE.sub("", written)

    def blank(found: re.Match[str]) -> str:
        if "\n" not in found[0] and "\r" not in found[0]:
            return " "
        beside = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
        return "" if _WIDE.search(beside) else " "

    return _SPACES.sub(blank, text).replace("\xa0", " ").strip()
