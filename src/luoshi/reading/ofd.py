"""OFD files (GB/T 33190): the text of the pages in lines, the lines joined to paragraphs.

A page's content is objects that each hold characters and their places; lengths are millimetres from the page's top
left corner.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from luoshi.reading.archive import Archive
from luoshi.reading.document import Document, assemble
from luoshi.reading.errors import ReadError, broken
from luoshi.reading.limits import Limits
from luoshi.reading.lines import Line, join_lines

_POINTS = 72 / 25.4  # a millimetre
_SAME_LINE = 0.5  # share of a character's height by which baselines of one line may differ
_GAP = 0.6  # share of a character's height from which on a gap stands for a blank
_FAR = 4.0  # characters' heights from which on the next text is another column
_MOST_CHARACTERS_PER_DELTA = 100_000
_RULES = 12  # drawn paths on a page from which on it probably holds a table


@dataclass(frozen=True, slots=True)
class _Text:
    """One run of characters: page's points, `base` the baseline."""

    text: str
    left: float
    right: float
    base: float
    size: float


def read_ofd(data: bytes, name: str, limits: Limits) -> Document:
    """Read an OFD. Raises ReadError where it is broken, encrypted, too long or holds only images."""
    archive = Archive(data, name, limits)
    root = archive.xml("OFD.xml")
    if next(_all(root, "Encryptions"), None) is not None or any("encryptions.xml" in path for path in archive.paths()):
        raise ReadError(f"“{name}”已加密，无法读取；请取消加密后另存一份再试。")
    lines: list[Line] = []
    tabular: list[int] = []
    page = 0
    for document in _all(root, "DocRoot"):
        path = _resolve("", document.text)
        for location in _pages(archive, path):
            page += 1
            if page > limits.pages:
                raise ReadError(f"“{name}”超过 {limits.pages} 页的上限，已停止读取；请拆分成几个文件再试。")
            if location not in archive:
                raise broken(name)
            content = archive.xml(location)
            lines.extend(_lines(list(_texts(content)), page))
            if sum(1 for _ in _all(content, "PathObject")) >= _RULES:
                tabular.append(page)
    if not lines:
        raise ReadError(f"“{name}”里没有文字，可能是扫描图像；请用阅读软件导出为 PDF 或图片后再试。")
    notes = []
    if tabular:
        pages = "、".join(str(number) for number in tabular[:10]) + ("等" if len(tabular) > 10 else "")
        notes.append(f"第{pages}页可能有表格，OFD 中的表格按文字行读取，请核对；有 Word 文件时请优先用 Word 文件。")
    return assemble(name, "ofd", join_lines(lines), notes=notes)


def _pages(archive: Archive, document: str) -> Iterator[str]:
    """Paths of a document's pages in their order."""
    folder = posixpath.dirname(document)
    for pages in archive.xml(document):
        if _tag(pages) == "Pages":
            for page in pages:
                yield _resolve(folder, page.get("BaseLoc"))


def _texts(content: etree._Element) -> Iterator[_Text]:
    for item in _all(content, "TextObject"):
        boundary = _numbers(item.get("Boundary"))
        if len(boundary) < 4:
            continue
        matrix = _numbers(item.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        nominal = float((_numbers(item.get("Size")) or [3.7])[0])
        size = nominal * ((c * c + d * d) ** 0.5 or 1.0)
        x = y = 0.0
        for code in _all(item, "TextCode"):
            # A position left out is that of the code before.
            x = (_numbers(code.get("X")) or [x])[0]
            y = (_numbers(code.get("Y")) or [y])[0]
            text = (code.text or "").strip("\r\n")
            if not text.strip():
                continue
            advances = _deltas(code.get("DeltaX"))[: len(text) - 1]
            end = x + sum(advances) + nominal * (len(text) - 1 - len(advances)) + nominal * _width(text[-1])
            yield _Text(
                text,
                (boundary[0] + a * x + c * y + e) * _POINTS,
                (boundary[0] + a * end + c * y + e) * _POINTS,
                (boundary[1] + b * x + d * y + f) * _POINTS,
                size * _POINTS,
            )


def _lines(texts: list[_Text], page: int) -> Iterator[Line]:
    """Runs on one baseline as a line, from top to bottom."""
    texts.sort(key=lambda text: (text.base, text.left))
    row: list[_Text] = []
    for text in texts:
        if row and text.base - row[0].base > _SAME_LINE * max(text.size, row[0].size):
            yield from _joined(row, page)
            row = []
        row.append(text)
    if row:
        yield from _joined(row, page)


def _joined(row: list[_Text], page: int) -> Iterator[Line]:
    row.sort(key=lambda text: text.left)
    parts = [row[0]]
    written = row[0].text
    for text in row[1:]:
        gap = text.left - parts[-1].right
        size = max(text.size, parts[-1].size)
        if gap > _FAR * size:
            yield _line(written, parts, page)
            parts, written = [text], text.text
            continue
        written += (" " if gap > _GAP * size else "") + text.text
        parts.append(text)
    yield _line(written, parts, page)


def _line(written: str, parts: list[_Text], page: int) -> Line:
    size = max(part.size for part in parts)
    base = parts[0].base
    right = max(part.right for part in parts)
    return Line(written.strip(), page, parts[0].left, right, base - 0.86 * size, base + 0.14 * size, size)


def _deltas(written: str | None) -> list[float]:
    """Distances between characters; “g n d” stands for n times d (GB/T 33190, 11.3)."""
    deltas: list[float] = []
    signs = (written or "").split()
    at = 0
    while at < len(signs) and len(deltas) < _MOST_CHARACTERS_PER_DELTA:
        if signs[at] == "g" and at + 2 < len(signs):
            times = _numbers(signs[at + 1])
            delta = _numbers(signs[at + 2])
            if times and delta:
                deltas += [delta[0]] * min(max(int(times[0]), 0), _MOST_CHARACTERS_PER_DELTA)
            at += 3
        else:
            deltas += _numbers(signs[at])
            at += 1
    return deltas


def _width(sign: str) -> float:
    return 0.5 if sign.isascii() else 1.0


def _numbers(written: str | None) -> list[float]:
    try:
        numbers = [float(sign) for sign in (written or "").split()]
    except ValueError:
        return []
    return [number if abs(number) < 1e6 else 0.0 for number in numbers]


def _all(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Descendants by name, whichever namespace the writer used."""
    return parent.iter("{*}" + name)


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def _resolve(folder: str, location: str | None) -> str:
    """The path of a part: from the root where it begins with a slash, else from the folder."""
    text = (location or "").strip()
    return posixpath.normpath(text.lstrip("/") if text.startswith("/") else posixpath.join(folder, text))
