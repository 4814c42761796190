"""Running heads, running feet and page numbers: what belongs to the page and not to the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luoshi.reading.lines import Line

# — 3 — (GB/T 9704, 7.5), - 3 -, 第3页, 第3页 共12页: page numbers even where no page is known.
_MARKED_NUMBER = re.compile(
    r"\s*(?:[—–－-]{1,3}\s*\d{1,4}\s*[—–－-]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?)\s*"
)
# At the edge of a page also 3, 3/12, ·3·, Page 3 of 12.
_EDGE_NUMBER = re.compile(
    r"\s*[—–－·.\-\s]*(?:Page\s*)?\d{1,4}(?:\s*(?:/|／|of)\s*\d{1,4})?[—–－·.\-\s]*\s*", re.IGNORECASE
)
_EDGE_LINES = 2  # lines at a page's top and bottom that may be furniture
_SAME_HEIGHT = 6.0  # points by which a running head may move from page to page
_LONGEST = 60
_LONGEST_NUMBER = 30


def is_page_number(text: str) -> bool:
    """Whether a line of text without pages is a page number written as one: — 3 —, 第3页."""
    return len(text) <= _LONGEST_NUMBER and _MARKED_NUMBER.fullmatch(text) is not None


def _is_edge_number(text: str) -> bool:
    return is_page_number(text) or (len(text) <= _LONGEST_NUMBER and _EDGE_NUMBER.fullmatch(text) is not None)


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers and without text that recurs at the same height on many pages.

    Recurring means: on at least three pages and on two pages of five (left and right pages may differ)."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.page is not None and line.top is not None:
            pages[line.page].append(line)
    edges: list[Line] = []
    dropped: set[int] = set()
    for held in pages.values():
        ordered = sorted(held, key=lambda line: line.top or 0.0)
        for edge in (ordered[:_EDGE_LINES], ordered[-_EDGE_LINES:][::-1]):
            for line in edge:
                edges.append(line)
                if _is_edge_number(line.text):
                    dropped.add(id(line))
    enough = max(3, -(-len(pages) * 2 // 5))
    seen: dict[str, list[Line]] = defaultdict(list)
    for line in edges:
        if len(line.text) <= _LONGEST:
            seen[re.sub(r"\d+", "#", "".join(line.text.split()))].append(line)
    for alike in seen.values():
        if len({line.page for line in alike}) < enough:
            continue
        tops = sorted(line.top or 0.0 for line in alike)
        usual = tops[len(tops) // 2]
        same = [line for line in alike if abs((line.top or 0.0) - usual) <= _SAME_HEIGHT]
        if len({line.page for line in same}) >= enough:
            dropped.update(id(line) for line in same)
    return [line for line in lines if id(line) not in dropped]
