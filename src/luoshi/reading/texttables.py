"""Tables inside text: rows divided by tabs, by pipes (Markdown) or marked up in HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.reading import marks
from luoshi.reading.document import Cell, Piece, Table

_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
# A blank where a text-recognition tool had a line break inside a cell: behind a full stop, before a number.
_LOST_BREAK = re.compile(
    r"(?<=[。；;）)])\s+(?=[（(]\d{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⓿]|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_MOST_SPAN = 200


@dataclass(frozen=True, slots=True)
class Square:
    """The content of a cell before it has its place: its paragraphs, and how many rows and columns it covers."""

    parts: tuple[str, ...]
    row_span: int = 1
    column_span: int = 1


Rows = list[list[Square]]


def square(text: str, row_span: int = 1, column_span: int = 1) -> Square:
    """A cell of the text, marks taken out, broken into paragraphs where it says so."""
    parts = [piece.strip() for part in marks.plain_parts(text) for piece in _LOST_BREAK.split(part)]
    return Square(tuple(part for part in parts if part), row_span, column_span)


# --- tabs ------------------------------------------------------------------------------------------------------


def tab_rows(lines: Sequence[str]) -> tuple[Rows, int]:
    """Neighbouring lines with tabs as the rows of a table, and the index of the line that it begins with.

    A table has at least two rows (of two columns: three) of one column count, filled in more than one column; no rows
    where the lines are none. Shorter lines before the first such row are no part of it; a row that was broken inside a
    cell (its tabs and those of the next line make one row together) is put together."""
    split = [line.strip("\r\n").split("\t") for line in lines]
    counts = Counter(len(cells) for cells in split)
    columns = max((n for n in counts if counts[n] > 1), key=lambda n: (counts[n], n), default=0)
    if columns < 2 or counts[columns] < (2 if columns > 2 else 3):
        return [], 0
    first = next(at for at, cells in enumerate(split) if len(cells) == columns)
    joined: list[list[str]] = []
    for cells in split[first:]:
        if joined and len(joined[-1]) < columns and len(joined[-1]) + len(cells) - 1 == columns:
            joined[-1] = [*joined[-1][:-1], joined[-1][-1] + cells[0], *cells[1:]]
        else:
            joined.append(cells)
    filled = {column for cells in joined for column, text in enumerate(cells) if text.strip()}
    if len(filled) < 2:
        return [], 0
    return [[square(text) for text in cells] for cells in joined], first


# --- pipes -----------------------------------------------------------------------------------------------------


def is_pipe_head(line: str, below: str) -> bool:
    """Whether the two lines are the head of a Markdown table: a row with pipes over |---|---|."""
    return "|" in line and "|" in below and "-" in below and _SEPARATOR.fullmatch(below.strip()) is not None


def pipe_rows(lines: Sequence[str]) -> Rows:
    """The rows of a Markdown table; lines that only draw are left out."""
    rows: Rows = []
    for line in lines:
        bare = line.strip()
        if _SEPARATOR.fullmatch(bare):
            continue
        bare = bare[1:] if bare.startswith("|") else bare
        bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
        rows.append([square(cell.replace("\\|", "|")) for cell in _UNESCAPED_PIPE.split(bare)])
    return rows


def bare_pipe_rows(lines: Sequence[str]) -> Rows:
    """Neighbouring lines with pipes but no |---| as the rows of a table: at least two rows, each of the same three or
    more columns as the first, whose cells are as short as those of a head. No rows where the lines are none."""
    rows = pipe_rows(lines)
    if len(rows) != len(lines) or len(rows[0]) < 3 or any(len("".join(s.parts)) > 20 for s in rows[0]):
        return []
    same = next((at for at, row in enumerate(rows) if len(row) != len(rows[0])), len(rows))
    return rows[:same] if same > 1 else []


# --- html ------------------------------------------------------------------------------------------------------


def html_rows(markup: str) -> Rows:
    """The rows of `<table>…</table>` with the spans of its cells; a table within a cell gives its text to the cell."""
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return []
    rows: Rows = []
    for row in root.iter("tr"):
        if sum(1 for parent in row.iterancestors("table")) > 1:
            continue
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells:
            rows.append([_html_square(cell) for cell in cells])
    return rows


def _html_square(cell: object) -> Square:
    from lxml import html

    assert isinstance(cell, html.HtmlElement)
    inside = html.tostring(cell, encoding="unicode", with_tail=False).replace("\n", " ")
    inside = re.sub(r"^<t[dh][^>]*>|</t[dh]>$", "", inside.strip())
    return square(inside, _span(cell.get("rowspan")), _span(cell.get("colspan")))


def _span(written: str | None) -> int:
    return min(_MOST_SPAN, max(1, int(written))) if written and written.isdecimal() and len(written) < 6 else 1


# --- putting together ------------------------------------------------------------------------------------------


def _words(row: Iterable[Square]) -> tuple[str, ...]:
    return tuple("".join("".join(cell.parts).split()) for cell in row)


def continues(above: Rows, below: Rows) -> Rows | None:
    """The rows of `below` that go on with the table `above` on its next page, None where it is another table.

    It goes on where the head is repeated (blanks inside words apart: then the head is left out), or where it has the
    same columns and no head that could be one: its first row is not filled in every column."""
    if not above or not below or sum(c.column_span for c in above[0]) != sum(c.column_span for c in below[0]):
        return None
    head = _words(above[0])
    if _words(below[0]) == head:
        return below[1:]
    return below if not all(_words(below[0])) else None


def lay_out(rows: Rows, index: int) -> tuple[Table, list[Piece]]:
    """The grid of the rows as table number `index`: spans keep later cells from their squares (as HTML lays tables)."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    pieces: list[Piece] = []
    columns = 0
    for row, squares in enumerate(rows):
        column = 0
        for filled in squares:
            while (row, column) in taken:
                column += 1
            row_span = min(filled.row_span, len(rows) - row)
            cell = Cell(index, row, column, row_span, filled.column_span)
            if row_span > 1:
                taken.update(
                    (row + down, column + right) for down in range(1, row_span) for right in range(filled.column_span)
                )
            cells.append(cell)
            pieces.extend(Piece(part, cell=cell) for part in filled.parts)
            column += filled.column_span
        columns = max(columns, column)
    cells.extend(Cell(index, row, column) for row, column in _missing(cells, len(rows), columns))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(index, len(rows), columns, tuple(cells)), pieces


def _missing(cells: Iterable[Cell], rows: int, columns: int) -> list[tuple[int, int]]:
    """Squares at the ends of short rows that no cell covers."""
    covered = {
        (cell.row + down, cell.column + right)
        for cell in cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    }
    if len(covered) == rows * columns:
        return []
    return [(row, column) for row in range(rows) for column in range(columns) if (row, column) not in covered]
