"""The grid of a Word table: which squares each cell covers, and whether the table is one at all.

Offices lay out the head of a paper, at times its whole text, in tables without rules: those hold running text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from luoshi.reading.docx_styles import Styles, upright_rule, value
from luoshi.reading.docx_text import ALTERNATIVES, WRAPPERS, alternative
from luoshi.reading.numbering import W

_P, _TBL, _TR, _TC, _T, _SDT = (W + tag for tag in ("p", "tbl", "tr", "tc", "t", "sdt"))
_HEAD_ROWS = 3  # a table without rules and no longer than this sets out a head or a signature
_WIDEST = 1000  # Word itself allows 63 columns


@dataclass(slots=True)
class GridCell:
    """A cell and the squares that it covers."""

    element: etree._Element
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells in reading order."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    is_layout: bool


def blocks(parent: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """Children of the wanted kinds, in order, also where content controls or accepted insertions wrap them."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in WRAPPERS:
            yield from blocks(child, *wanted)
        elif child.tag == _SDT:
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from blocks(content, *wanted)
        elif child.tag == ALTERNATIVES:
            chosen = alternative(child)
            if chosen is not None:
                yield from blocks(chosen, *wanted)


def grid(table: etree._Element, styles: Styles) -> Grid:
    """The grid of a table, with merged cells joined and deleted rows left out."""
    cells: list[GridCell] = []
    open_above: dict[int, GridCell] = {}
    row = columns = 0
    for element in blocks(table, _TR):
        properties = element.find(W + "trPr")
        if properties is not None and (
            properties.find(W + "del") is not None or properties.find(W + "hidden") is not None
        ):
            continue
        column = _whole(value(properties, "gridBefore"))
        still_open: dict[int, GridCell] = {}
        last: GridCell | None = None
        for tc in blocks(element, _TC):
            about = tc.find(W + "tcPr")
            if about is not None and about.find(W + "cellDel") is not None:
                continue
            span = max(1, _whole(value(about, "gridSpan")))
            if last is not None and value(about, "hMerge") == "continue":
                last.column_span += span
                column += span
                continue
            merge = about.find(W + "vMerge") if about is not None else None
            continues = merge is not None and merge.get(W + "val", "continue") == "continue"
            above = open_above.get(column) if continues else None
            if above is not None:
                above.row_span += 1
                still_open[column] = last = above
            else:
                last = GridCell(tc, row, column, 1, span)
                cells.append(last)
                if merge is not None:
                    still_open[column] = last
            column += span
        columns = max(columns, column + _whole(value(properties, "gridAfter")))
        open_above = still_open
        row += 1
    return Grid(row, columns, tuple(cells), _is_layout(table, cells, row, styles))


def _is_layout(table: etree._Element, cells: list[GridCell], rows: int, styles: Styles) -> bool:
    telling = [cell for cell in cells if _has_content(cell.element, styles)]
    per_row: dict[int, int] = {}
    for cell in telling:
        per_row[cell.row] = per_row.get(cell.row, 0) + 1
    if max(per_row.values(), default=0) <= 1 and len({cell.column for cell in telling}) <= 1:
        return True  # one column says nothing that paragraphs one below the other do not say
    return rows <= _HEAD_ROWS and not _is_ruled(table, styles)


def _is_ruled(table: etree._Element, styles: Styles) -> bool:
    """Whether upright rules part the columns; the red line under a paper's head does not make it a table."""
    if any(upright_rule(about) for about in table.iter(W + "tcBorders")):
        return True
    properties = table.find(W + "tblPr")
    own = upright_rule(None if properties is None else properties.find(W + "tblBorders"))
    return styles.get(value(properties, "tblStyle")).ruled if own is None else own


def _has_content(cell: etree._Element, styles: Styles) -> bool:
    if any(t.text and not t.text.isspace() for t in cell.iter(_T)):
        return True
    for paragraph in cell.iter(_P):
        properties = paragraph.find(W + "pPr")
        if properties is None:
            continue
        if properties.find(W + "numPr") is not None or styles.get(value(properties, "pStyle")).list_id:
            return True
    return False


def _whole(written: str) -> int:
    return min(int(written), _WIDEST) if written.isdecimal() else 0
