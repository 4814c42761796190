"""From the pages of a printed document to its paragraphs and tables, in reading order and over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.reading import pdf_tables
from luoshi.reading.document import Piece, Table
from luoshi.reading.furniture import without_furniture
from luoshi.reading.lines import Line, join_lines, survey


@dataclass(frozen=True, slots=True)
class Content:
    """What one page gives: its number from 1, its lines outside tables, and its tables."""

    number: int
    lines: list[Line]
    grids: list[pdf_tables.Grid]


def flow(contents: Sequence[Content]) -> tuple[list[Piece], list[Table]]:
    """Running text and tables of all pages in reading order. Running heads and page numbers are left out; a sentence
    or a table that goes on over a page break is one."""
    kept = without_furniture([line for content in contents for line in content.lines])
    layout = survey(kept)
    kept_ids = {id(line) for line in kept}
    parts: list[list[Line] | pdf_tables.Grid] = []
    for content in contents:
        placed: list[tuple[float, Line | pdf_tables.Grid]] = [
            (line.top or 0.0, line) for line in content.lines if id(line) in kept_ids
        ]
        placed += [(grid.ys[0], grid) for grid in content.grids]
        for _, item in sorted(placed, key=lambda pair: pair[0]):
            last = parts[-1] if parts else None
            if isinstance(item, Line):
                if isinstance(last, list):
                    last.append(item)
                else:
                    parts.append([item])
            elif isinstance(last, pdf_tables.Grid) and pdf_tables.goes_on(last, item):
                pdf_tables.append(last, item)
            else:
                parts.append(item)
    pieces: list[Piece] = []
    tables: list[Table] = []
    for part in parts:
        if isinstance(part, list):
            pieces.extend(join_lines(part, layout))
        else:
            table, filled = pdf_tables.to_table(part, len(tables))
            tables.append(table)
            pieces.extend(filled)
    return pieces, tables
