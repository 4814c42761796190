"""The text of a plan laid out for a page: paragraphs and tables, with a mark where each item stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """An item (kind and number) and its characters, end exclusive."""

    kind: str
    item: int
    start: int
    end: int


@dataclass(slots=True)
class Run:
    """A stretch of text within a paragraph; target  the target that it states; marks  the items that begin here."""

    text: str
    target: int | None = None
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    row_span: int
    column_span: int
    paragraphs: list[list[Run]] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A paragraph (its runs) or a table (its rows of cells); the other of the two is empty."""

    runs: list[Run] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


def laid_out(text: str, blocks: Sequence[Sequence[Any]], marks: Sequence[Mark]) -> list[Block]:
    """The paragraphs and tables of a text. blocks  as in Version.blocks. A mark whose beginning lies between two
    paragraphs counts to the second; one that stands in no paragraph is left out."""
    waiting = sorted(marks, key=lambda m: (m.start, -m.end))
    runs: list[list[Run]] = []
    at = 0
    for block in blocks:
        end = block[1]
        begun = []
        while at < len(waiting) and waiting[at].start < end:
            begun.append(waiting[at])
            at += 1
        runs.append(_runs(text, block[0], end, begun))
    found: list[Block] = []
    for table, group in groupby(zip(blocks, runs, strict=True), key=lambda pair: pair[0][2]):
        if table is None:
            found += [Block(runs=made) for _, made in group]
        else:
            found.append(Block(rows=_rows(group)))
    return found


def _runs(text: str, start: int, end: int, begun: list[Mark]) -> list[Run]:
    """The paragraph cut where an item begins and where a target ends. Where two targets overlap, the first has it."""
    targets = [m for m in begun if m.kind == "target"]
    cuts = {start, end, *(max(m.start, start) for m in begun), *(min(m.end, end) for m in targets)}
    places = sorted(cuts)
    made = []
    for first, last in pairwise(places):
        target = next((m.item for m in targets if m.start <= first and last <= m.end), None)
        made.append(Run(text[first:last], target, [m for m in begun if max(m.start, start) == first]))
    return made


def _rows(group: Any) -> list[list[Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for (_, _, _, row, column, row_span, column_span), runs in group:
        cell = rows.setdefault(row, {}).setdefault(column, Cell(row_span, column_span))
        if runs:
            cell.paragraphs.append(runs)
    return [[cells[c] for c in sorted(cells)] for _, cells in sorted(rows.items())]
