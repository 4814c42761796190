"""Web pages and documents saved as HTML: the text as a browser shows it, without the page around it."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from luoshi.reading.document import Document, Piece, Table, assemble
from luoshi.reading.encoding import decode
from luoshi.reading.errors import ReadError
from luoshi.reading.html_lines import WebLine, web_lines
from luoshi.reading.html_page import text_of_page
from luoshi.reading.limits import Limits

_TAGS = 500_000  # of one page: each costs some hundred bytes


def read_html(data: bytes, name: str, limits: Limits) -> Document:
    """Read an HTML file. Raises ReadError where it holds no text or is beyond all measure."""
    text, notes = decode(data, name)
    if text.count("<") > _TAGS or len(text) > 20 * limits.characters:
        raise ReadError(f"“{name}”的内容过于庞大，已停止读取；请只保存正文部分再试。")
    # Written anew in one known encoding, so that what the page says of its encoding no longer matters.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace") or b" ", parser)
    if root is None:
        raise ReadError(f"“{name}”里没有读到文字；请检查是否选错了文件。")
    page = web_lines(root)
    lines = text_of_page(page, root)
    tables, renumbered = _kept_tables(page.tables, lines)
    return assemble(name, "html", [_piece(line, renumbered) for line in lines], tables, notes)


def _kept_tables(tables: list[Table], lines: list[WebLine]) -> tuple[list[Table], dict[int, int]]:
    """The tables that the kept lines stand in, counted anew, and the new index of each old one."""
    kept = sorted({line.cell.table for line in lines if line.cell is not None})
    renumbered = {old: new for new, old in enumerate(kept)}
    return [
        replace(tables[old], index=new, cells=tuple(replace(cell, table=new) for cell in tables[old].cells))
        for old, new in renumbered.items()
    ], renumbered


def _piece(line: WebLine, renumbered: dict[int, int]) -> Piece:
    cell = replace(line.cell, table=renumbered[line.cell.table]) if line.cell is not None else None
    return Piece(line.text, cell, line.level, label=line.label)
