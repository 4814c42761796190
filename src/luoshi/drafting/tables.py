"""Tables of tasks: which column says what, and each row as one or more tasks.

A table's cells may be merged, and Word and web pages tell so: an empty cell is empty there. Where a format only shows
where the words stand (text, print), an empty cell takes what stands above it, as a reader's eye does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.drafting.goal_columns import (
    goal_beside,
    goal_column,
    head_words,
    is_indicator,
    is_unit_of_measure,
    names_years,
)
from luoshi.drafting.grammar import any_of
from luoshi.drafting.grammar import table as grammar_table
from luoshi.drafting.roles import ROLES, is_unit
from luoshi.reading.document import Cell, Document, Paragraph

KINDS = ("serial", "lead", "cooperate", "responsible", "due", "person", "target", "measure", "task", "group")
Columns = dict[str, tuple[int, ...]]
"""Kind of column → the columns of that kind."""
NUMBERED = re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[)）]\s*")


# formats that tell which cells are merged
TELLS_MERGES = frozenset({"docx", "html", "doc", "wps", "rtf", "odt", "xml"})


@dataclass(slots=True)
class Square:
    """What one square of the grid shows: its paragraphs, and whether it repeats a cell that spans several rows."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    cell: Cell | None = None
    inherited: bool = False

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(slots=True)
class Row:
    """A row below the head: its number in the grid, its squares and the words of the head by kind of column."""

    number: int
    squares: dict[str, Square]
    heads: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class TaskTable:
    """A table of tasks: columns by kind, rows in order (over all tables of the same head in a part)."""

    columns: Columns
    rows: list[Row]


def grid(document: Document, index: int) -> list[list[Square]]:
    """Table number `index` as rows of squares; a cell that spans several squares stands in each of them."""
    found = next(t for t in document.tables if t.index == index)
    squares = [[Square() for _ in range(found.columns)] for _ in range(found.rows)]
    by_cell: dict[Cell, list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        if paragraph.cell and paragraph.cell.table == index:
            by_cell.setdefault(paragraph.cell, []).append(paragraph)
    for cell in {*found.cells, *by_cell}:
        for row in range(cell.row, min(cell.row + cell.row_span, found.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, found.columns)):
                squares[row][column] = Square(by_cell.get(cell, []), cell, row > cell.row)
    return squares


def column_kinds(texts: list[str], year: int = 0) -> Columns:
    """What each column of a head row holds: kind → columns. Only a role may have several (责任部门 beside 实施单位).
    Empty where the row is no head of a table of tasks.

    `year` is the plan's (0: unknown): of several columns of goals its own counts."""
    kinds: Columns = {}
    lists = grammar_table("columns")
    heads = [head_words(text) for text in texts]
    goal = goal_column(heads, year)
    for column, head in enumerate(heads):
        if not head or len(head) > 12:
            continue
        if is_unit_of_measure(head):
            kinds.setdefault("unit", (column,))
            continue
        if re.search("领导$|责任人|负责人|联系人", head):
            kinds.setdefault("person", (column,))
            continue
        for kind in KINDS:
            if kind in kinds and kind not in ROLES:
                continue
            if any(w == head or (len(w) > 1 and w in head) for w in lists[kind]):
                if kind != "target" or goal is None:
                    kinds[kind] = (*kinds.get(kind, ()), column)
                break
    if goal is None and "measure" in kinds and "target" not in kinds:
        goal = goal_beside(heads, kinds["measure"][0])
    if goal is not None and (goal,) not in kinds.values():
        kinds["target"] = (goal,)
    has_unit = any(k in kinds for k in ("lead", "responsible", "cooperate"))
    has_work = any(k in kinds for k in ("measure", "task", "target"))
    indicators = "target" in kinds and "task" in kinds and is_indicator(heads[kinds["task"][0]])
    return kinds if has_work and (has_unit or indicators or len(kinds.keys() - {"unit"}) >= 3) else {}


def task_table(document: Document, indexes: list[int], year: int = 0) -> TaskTable | None:
    """The rows of all tables of a part that have, or continue, a head of tasks; None where there is no such head."""
    columns: Columns = {}
    heads: dict[str, str] = {}
    rows: list[Row] = []
    for index in indexes:
        squares = grid(document, index)
        head = -1
        for at, line in enumerate(squares[:4]):
            texts = [s.text for s in line]
            found = column_kinds(texts, year)
            if found:
                columns, head = found, at
                below = squares[at + 1] if at + 1 < len(squares) else []
                lower = _folded(line, below)
                folded = column_kinds(lower, year)
                if len(folded) > len(found) or (folded and names_years(lower) > names_years(texts)):
                    columns, head, texts = folded, at + 1, lower
                heads = {kind: texts[own[0]] for kind, own in columns.items()}
                break
        if not columns or (squares and max(map(max, columns.values())) >= len(squares[0])):
            continue
        for at, line in enumerate(squares):
            if at <= head or column_kinds([s.text for s in line], year) == columns or _says_nothing(line):
                continue
            rows.append(Row(at, {kind: _together([line[c] for c in own]) for kind, own in columns.items()}, heads))
    if not columns:
        return None
    if document.format not in TELLS_MERGES:
        _fill_down(rows)
    return TaskTable(columns, rows)


def _together(squares: list[Square]) -> Square:
    """What several columns of one kind show in a row, as one square."""
    if len(squares) == 1:
        return squares[0]
    paragraphs = {p.index: p for square in squares for p in square.paragraphs}
    return Square(list(paragraphs.values()), squares[0].cell, all(s.inherited for s in squares))


def _folded(line: list[Square], below: list[Square]) -> list[str]:
    """The words of a head of two rows: what stands lower names the column (责任分工 over 牵头单位, 责任单位)."""
    if not any(s.inherited for s in below):
        return []
    return [b.text if b.text and not b.inherited else s.text for s, b in zip(line, below, strict=False)]


def _says_nothing(line: list[Square]) -> bool:
    """A row that only sums up, or a heading over the whole width."""
    texts = [s.text.strip() for s in line if s.text.strip()]
    whole = len(line) > 2 and line[0].cell is not None and all(s.cell == line[0].cell for s in line)
    return whole or (bool(texts) and re.fullmatch(r"合\s*计|总\s*计|小\s*计", texts[0]) is not None)


def _fill_down(rows: list[Row]) -> None:
    """Empty squares take what stands above (merged cells whose span the format lost): all units where a row has none;
    the lead alone where that of the row above came from above, too (the merged cell goes on); the time limit."""
    above: dict[str, Square] = {}
    lead_goes_on = False
    for row in rows:
        roles = [k for k in ROLES if k in row.squares]
        filled = [k for k in roles if row.squares[k].paragraphs]
        lacking: list[str] = [*roles] if not filled else []
        if filled and lead_goes_on and "lead" in roles and "lead" not in filled:
            lacking = ["lead"]
        lead_goes_on = "lead" in lacking
        if "due" in row.squares and not row.squares["due"].paragraphs:
            lacking = [*lacking, "due"]
        for kind in lacking:
            row.squares[kind] = above.get(kind, row.squares.get(kind, Square()))
        above = {k: row.squares[k] for k in (*roles, "due") if k in row.squares}


def listed_table(paragraphs: list[Paragraph]) -> TaskTable | None:
    """A table whose cells a web page lost to one paragraph each: the words of its head stand on lines of their own,
    each row begins with its number. None where there is no such head."""
    running = [p for p in paragraphs if p.cell is None]
    at, columns = _listed_head(running)
    return _listed_rows(running[at + sum(map(len, columns.values())) :], columns) if columns else None


def listed_head(paragraphs: list[Paragraph]) -> set[int]:
    """Paragraph numbers of the head of such a table: they are no headings of sections."""
    running = [p for p in paragraphs if p.cell is None]
    at, columns = _listed_head(running)
    return {p.index for p in running[at : at + sum(map(len, columns.values()))]}


def _listed_head(running: list[Paragraph]) -> tuple[int, Columns]:
    """Where the head stands, and its columns; no columns where there is none."""
    serial = grammar_table("columns")["serial"]
    for at, paragraph in enumerate(running):
        if paragraph.text not in serial:
            continue
        for count in range(9, 2, -1):
            texts = [p.text for p in running[at : at + count]]
            columns = column_kinds(texts) if all(len(t) <= 10 for t in texts) else {}
            if sum(map(len, columns.values())) == len(texts) == count and columns.get("serial") == (0,):
                return at, columns
    return 0, {}


def _listed_rows(lines: list[Paragraph], columns: Columns) -> TaskTable | None:
    work = "measure" if "measure" in columns else "task"
    unit = next((k for k in ("lead", "responsible", "cooperate") if k in columns), None)
    if unit is None or work not in columns:
        return None
    rows: list[Row] = []
    for line in lines:
        text = line.text.strip()
        if re.match(any_of("columns", "page_end"), text):
            break
        if re.fullmatch(r"[0-9]{1,3}", text):
            rows.append(Row(len(rows), {kind: Square() for kind in columns}))
            rows[-1].squares["serial"].paragraphs.append(line)
        elif not rows:
            return None
        else:
            kind = _kind_of_line(text, columns, unit, work)
            if kind == work and rows[-1].squares[unit].paragraphs:  # a second task under one number
                last = rows[-1]
                rows.append(Row(last.number, {k: Square() for k in columns}))
                rows[-1].squares[unit] = last.squares[unit]
            rows[-1].squares[kind].paragraphs.append(line)
    rows = [r for r in rows if r.squares[work].paragraphs]
    return TaskTable(columns, rows) if len(rows) >= 2 else None


def _kind_of_line(text: str, columns: Columns, unit: str, work: str) -> str:
    if (
        "due" in columns
        and len(text) <= 14
        and re.search(r"(?:[0-9一二三四五六七八九十]+月|年底|季度|长期|持续|[0-9]{4}年)", text)
    ):
        return "due"
    return unit if len(text) <= 30 and not text.endswith("。") and is_unit(text) else work
