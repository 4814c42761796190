"""What of a web page is its text: the lines of the paper, without navigation, buttons, cards and feet.

Nothing that looks like a paper's text is dropped: a frame is left out only where little of such text stands in it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import accumulate

from lxml import etree

from luoshi.reading.html_lines import WebLine, WebPage

_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,3}[）)、.．](?!\d)|第[一二三四五六七八九十百]+[章节条编]|[①-⑳]|——"
)
_SENTENCE = re.compile(r"[，。；：,;]")
_DATE = re.compile(
    r"[（(]?(?:\d{4}|二[〇○零Ｏ一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[）)]?"
)
_FILE = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|ofd|zip|rar)(?:[（(].*)?$", re.I)
_SOLID_LENGTH = 20
_MINOR = 0.03  # share of the text that may stand beside the main block without counting as part of it
_HALF = 0.5
_NEAR = 4  # lines behind the main block among which a signature's date is looked for
_HEAD_LINES = 40  # lines at the start among which title and number of the paper are looked for
_LONGEST_FURNITURE = 260


class _Words:
    """The patterns of page_words.toml."""

    def __init__(self) -> None:
        source = resources.files("luoshi.reading").joinpath("page_words.toml").read_text(encoding="utf-8")
        table = tomllib.loads(source)
        self.anywhere = re.compile("|".join(table["anywhere"]))
        self.at_edges = re.compile("|".join(table["at_edges"]), re.I)
        self.link_lists = re.compile("|".join(table["link_lists"]))
        self.around = re.compile(table["around"], re.I)
        self.card = re.compile(table["card"])
        self.number = re.compile(table["number"])


@cache
def _words() -> _Words:
    return _Words()


def text_of_page(page: WebPage, root: etree._Element) -> list[WebLine]:
    """The lines of the page's text, in order; in front of them title and number that only the page's frame shows."""
    words = _words()
    lines = page.lines
    compact = ["".join(line.text.split()) for line in lines]
    dropped = [len(text) <= _LONGEST_FURNITURE and bool(words.anywhere.fullmatch(text)) for text in compact]
    card = _cards(lines, compact)
    solid = [
        0 if dropped[n] or card[n] or _is_edge(compact[n]) else _solidity(line, compact[n])
        for n, line in enumerate(lines)
    ]
    _drop_frames(page, dropped, solid)
    if not any(solid):
        return [line for n, line in enumerate(lines) if not dropped[n]]
    first, last = _main_block(page, root, solid, compact)
    last = _with_signature(last, compact, dropped, lines)
    kept = _inside((first, last), lines, compact, [d or c for d, c in zip(dropped, card, strict=True)], solid)
    return _with_head(kept, lines, compact, dropped, root)


def _is_edge(text: str) -> bool:
    return len(text) <= _LONGEST_FURNITURE and bool(_words().at_edges.fullmatch(text))


def _solidity(line: WebLine, text: str) -> int:
    """How many characters of running text a line surely holds."""
    if line.linked > _HALF * len(text):
        return 0
    if line.cell is not None or (_NUMBERED.match(text) and len(text) > 3):
        return len(text)
    return len(text) if len(text) >= _SOLID_LENGTH and _SENTENCE.search(text) else 0


def _cards(lines: list[WebLine], compact: list[str]) -> list[bool]:
    """Which lines belong to a table that is an index card of the page."""
    counts: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for line, text in zip(lines, compact, strict=True):
        if line.cell is not None:
            sizes[line.cell.table] = sizes.get(line.cell.table, 0) + 1
            if _words().card.fullmatch(text):
                counts[line.cell.table] = counts.get(line.cell.table, 0) + 1
    cards = {
        table for table, count in counts.items() if count >= 2 and sizes[table] <= 40 and count * 4 >= sizes[table]
    }
    return [line.cell is not None and line.cell.table in cards for line in lines]


def _drop_frames(page: WebPage, dropped: list[bool], solid: list[int]) -> None:
    """Leave out hidden and framing elements, unless they hold much of the text (a form around the whole page)."""
    total = sum(solid)
    sums = [0, *accumulate(solid)]
    around = _words().around
    for element, (first, last) in page.extent.items():
        if first == last:
            continue
        weight = sums[last] - sums[first]
        named = weight == 0 and around.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        if named and not any(line.level for line in page.lines[first:last]):
            dropped[first:last] = [True] * (last - first)
    for element in page.doubtful:
        first, last = page.extent[element]
        if first < last and sums[last] - sums[first] <= _HALF * total:
            dropped[first:last] = [True] * (last - first)
            solid[first:last] = [0] * (last - first)


def _main_block(page: WebPage, root: etree._Element, solid: list[int], compact: list[str]) -> tuple[int, int]:
    """First and last line (exclusive) of the smallest block that holds all of the text."""
    sums = [0, *accumulate(solid)]
    numbered = [0, *accumulate(1 if s and _NUMBERED.match(t) else 0 for s, t in zip(solid, compact, strict=True))]
    total = sums[-1]
    element: etree._Element | None = root
    first, last = 0, len(solid)
    while element is not None:
        best = max(
            (child for child in element if child in page.extent),
            key=lambda child: sums[page.extent[child][1]] - sums[page.extent[child][0]],
            default=None,
        )
        if best is None:
            break
        a, b = page.extent[best]
        beside = (sums[last] - sums[first]) - (sums[b] - sums[a])
        beside_numbered = (numbered[last] - numbered[first]) - (numbered[b] - numbered[a])
        in_table = best.tag in ("tr", "td", "th") and any(line.cell is not None for line in page.lines[a:b])
        if sums[b] == sums[a] or beside > _MINOR * total or beside_numbered or in_table or best.tag in ("p", "span"):
            break
        element, first, last = best, a, b
    return first, last


def _with_signature(last: int, compact: list[str], dropped: list[bool], lines: list[WebLine]) -> int:
    """The end of the text, moved behind a signature with its date that stands right behind the main block."""
    for at in range(last, min(last + _NEAR, len(lines))):
        if dropped[at] or lines[at].linked or _is_edge(compact[at]):
            break
        if _DATE.fullmatch(compact[at]):
            return at + 1
    return last


def _inside(
    block: tuple[int, int], lines: list[WebLine], compact: list[str], dropped: list[bool], solid: list[int]
) -> list[int]:
    """The lines of the main block without what sites put into it."""
    first, last = block
    telling = [n for n in range(first, last) if solid[n]]
    kept: list[int] = []
    in_links = False
    for n in range(first, last):
        linked = lines[n].linked > 0.8 * len(compact[n])
        if _words().link_lists.fullmatch(compact[n]) and (n == last - 1 or _follows_link(n, last, lines, compact)):
            in_links = True
            continue
        in_links = in_links and linked
        edge = n < telling[0] or n > telling[-1]
        attached = compact[n].startswith("附件") or _FILE.search(compact[n]) or _NUMBERED.match(compact[n])
        if dropped[n] or in_links or (edge and (_is_edge(compact[n]) or (linked and not attached))):
            continue
        kept.append(n)
    return kept


def _follows_link(n: int, last: int, lines: list[WebLine], compact: list[str]) -> bool:
    return n + 1 < last and lines[n + 1].linked > 0.8 * len(compact[n + 1])


def _with_head(
    kept: list[int], lines: list[WebLine], compact: list[str], dropped: list[bool], root: etree._Element
) -> list[WebLine]:
    """Put title and document number in front where only the page's frame shows them."""
    text = [lines[n] for n in kept]
    if not kept:
        return text
    opening = "".join(compact[n] for n in kept[:_HEAD_LINES])
    head: list[WebLine] = []
    number = _number_on_card(lines, compact, set(kept))
    if number and number not in "".join(compact[n] for n in kept):
        head.append(WebLine(number, root))
    title = _title(kept[0], lines, compact, root)
    if title and "".join(title.split()) not in opening:
        head.append(WebLine(title, root, level=1))
    return head + text


def _number_on_card(lines: list[WebLine], compact: list[str], kept: set[int]) -> str:
    found: set[str] = set()
    for n, text in enumerate(compact):
        if n in kept or len(text) > _LONGEST_FURNITURE:
            continue
        # Label and number may stand in two cells, or in two lines of a list.
        after = compact[n + 1] if n + 1 < len(compact) and len(compact[n + 1]) < 40 else ""
        if match := _words().number.search(text) or _words().number.fullmatch(text + after):
            found.add(match[1])
    return found.pop() if len(found) == 1 else ""


def _title(first: int, lines: list[WebLine], compact: list[str], root: etree._Element) -> str:
    """The paper's title as the page gives it: in its meta data, or as a heading that the window's title repeats."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (meta.get("content") or "").strip():
            return " ".join((meta.get("content") or "").split())
    window = "".join(str(root.xpath("string(//title)")).split())
    headings = [n for n in range(first) if lines[n].level and len(compact[n]) >= 8 and compact[n] in window]
    return lines[headings[-1]].text if headings else ""
