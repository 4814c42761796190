"""The grid of an HTML table, and whether the table is one at all or only lays out the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from luoshi.reading.document import Cell

_SECTIONS = ("thead", "tbody", "tfoot")
_SPAN = 1000  # HTML's own bound on colspan
_SQUARES = 200_000  # squares of one table; beyond them spans count as one
_PAGE_LENGTH = 600  # a cell with this many characters, and most of the table's, holds a page rather than an entry
_NEST_LENGTH = 200  # or this many, most of them in a table of its own
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class HtmlGrid:
    """Cells of a table by their element."""

    rows: int
    columns: int
    cells: dict[etree._Element, Cell]


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The table's own rows in the order shown: heads first, feet last."""
    parts: dict[str, list[etree._Element]] = {"thead": [], "": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            parts[""].append(child)
        elif child.tag in _SECTIONS:
            kind = child.tag if child.tag in parts else ""
            parts[str(kind)].extend(row for row in child if row.tag == "tr")
    return iter(parts["thead"] + parts[""] + parts["tfoot"])


def grid(table: etree._Element, index: int) -> HtmlGrid:
    """Lay the cells out on the grid (HTML standard, “forming a table”)."""
    rows = list(rows_of(table))
    cells: dict[etree._Element, Cell] = {}
    covered: dict[int, int] = {}  # column → first row that it is free in again
    columns = squares = 0
    for row, element in enumerate(rows):
        column = 0
        for cell in element:
            if cell.tag not in ("td", "th"):
                continue
            while covered.get(column, 0) > row:
                column += 1
            wide = min(max(_number(cell.get("colspan"), 1), 1), _SPAN)
            high = _number(cell.get("rowspan"), 1)
            high = len(rows) - row if high <= 0 else min(high, len(rows) - row)
            squares += wide
            if squares > _SQUARES:
                wide = high = 1
            cells[cell] = Cell(index, row, column, high, wide)
            for at in range(column, column + wide):
                covered[at] = row + high
            column += wide
            columns = max(columns, column)
    return HtmlGrid(len(rows), columns, cells)


def is_layout(table: etree._Element, sizes: dict[etree._Element, int]) -> bool:
    """Whether a table only lays out the page; `sizes`: characters inside each table and cell."""
    if table.get("role") == "presentation":
        return True
    whole = sizes.get(table, 0)
    filled_columns: set[int] = set()
    most_in_a_row = 0
    for row in rows_of(table):
        filled = 0
        for at, cell in enumerate(c for c in row if c.tag in ("td", "th")):
            size = sizes.get(cell, 0)
            if not size:
                continue
            filled += 1
            filled_columns.add(at)
            nests = size > _NEST_LENGTH and _inner(cell, sizes) > _MOST * size
            if size > _MOST * whole and (size > _PAGE_LENGTH or nests):
                return True
        most_in_a_row = max(most_in_a_row, filled)
    return most_in_a_row <= 1 and len(filled_columns) <= 1


def _inner(cell: etree._Element, sizes: dict[etree._Element, int]) -> int:
    """Characters in the tables right inside a cell."""
    inner = (child for child in cell if child.tag == "table")
    return sum(sizes.get(table, 0) for table in inner)


def _number(written: str | None, otherwise: int) -> int:
    text = (written or "").strip()
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
