"""Ruled tables on printed pages: from ruling lines to grids, cells over several squares, tables over several pages."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.reading import sentences
from luoshi.reading.document import Cell, Piece, Table
from luoshi.reading.lines import Layout, Line, join_lines
from luoshi.reading.pdf_page import Rule

_SNAP = 3.0  # points: rules nearer than this are one, rules that miss each other by less do meet
_MOST_RULES = 3_000  # on one page; a drawing has more
_WIDEST_PADDING = 8.0  # points between a cell's wall and its text
_COVERED = 0.6  # share of a square's side that a rule must cover to be its wall


@dataclass(slots=True)
class Box:
    """A cell of a printed table: the squares it covers, its paragraphs, and the page they begin on."""

    row: int
    column: int
    row_span: int
    column_span: int
    page: int = 0
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A printed table: where its columns and rows are divided, in points, and its cells."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]
    rows: int
    square: dict[tuple[int, int], Box]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1

    def at(self, x: float, y: float) -> Box:
        """The cell that a point of the grid lies in."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self.square[row, column]


def grids_of(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> list[Grid]:
    """The tables that the ruling lines draw, from top to bottom: at least two columns, divided by rules."""
    across, down = _merged(horizontal), _merged(vertical)
    if not 3 <= len(across) + len(down) <= _MOST_RULES:
        return []
    grids = [_grid(rules_across, rules_down) for rules_across, rules_down in _groups(across, down)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.ys[0])


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules of one place as one place, and those that touch end to end as one rule."""
    ordered = sorted(rules, key=lambda rule: rule.at)
    clusters: list[list[Rule]] = []
    for rule in ordered:
        if clusters and rule.at - clusters[-1][0].at <= _SNAP:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    merged: list[Rule] = []
    for cluster in clusters:
        at = sum(rule.at for rule in cluster) / len(cluster)
        start = end = None
        for rule in sorted(cluster, key=lambda rule: rule.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _SNAP:
                end = max(end, rule.end)
            else:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            merged.append(Rule(at, start, end))
    return merged


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together by meeting one another."""
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, a in enumerate(across):
        for j, d in enumerate(down):
            if a.start - _SNAP <= d.at <= a.end + _SNAP and d.start - _SNAP <= a.at <= d.end + _SNAP:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, a in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(a)
    for j, d in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(d)
    return list(groups.values())


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    if not across or not down:
        return None
    xs, ys = _places(down), _places(across)
    # A table that is open at its sides, or cut by the page, ends where its other rules end.
    for edges, others in ((xs, across), (ys, down)):
        first, last = min(rule.start for rule in others), max(rule.end for rule in others)
        if first < edges[0] - 2 * _SNAP:
            edges.insert(0, first)
        if last > edges[-1] + 2 * _SNAP:
            edges.append(last)
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows < 1 or rows * columns > 20_000:
        return None
    below = _walls(across, ys[1:-1], xs)
    beside = _walls(down, xs[1:-1], ys)
    square: dict[tuple[int, int], Box] = {}
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in square:
                continue
            wide = 1
            while column + wide < columns and not beside[column + wide - 1][row] and (row, column + wide) not in square:
                wide += 1
            high = 1
            while row + high < rows and not any(below[row + high - 1][column : column + wide]):
                high += 1
            box = Box(row, column, high, wide)
            boxes.append(box)
            for r in range(row, row + high):
                for c in range(column, column + wide):
                    square[r, c] = box
    return Grid(xs, ys, boxes, rows, square) if len(boxes) > 1 else None


def _places(rules: list[Rule]) -> list[float]:
    return sorted({rule.at for rule in rules})


def _walls(rules: list[Rule], places: Sequence[float], crossing: Sequence[float]) -> list[list[bool]]:
    """For each place between two rows (or columns): whether a rule runs along the side of each square."""
    walls: list[list[bool]] = []
    for place in places:
        here = [rule for rule in rules if abs(rule.at - place) < 0.01]
        walls.append(
            [
                sum(max(0.0, min(rule.end, right) - max(rule.start, left)) for rule in here)
                >= _COVERED * (right - left)
                for left, right in itertools.pairwise(crossing)
            ]
        )
    return walls


def fill(cells: Sequence[tuple[Grid, Box, list[Line]]], page: int) -> None:
    """Give the cells their paragraphs, from the lines that stand in each. How wide a full line of a cell is follows
    from the least distance that any line of the page's tables keeps from its cell's walls."""
    distances: list[float] = []
    for grid, box, lines in cells:
        left, right = grid.xs[box.column], grid.xs[box.column + box.column_span]
        for line in lines:
            distances.append(min((line.left or 0.0) - left, right - (line.right or 0.0)))
    padding = min(_WIDEST_PADDING, max(0.0, min(distances, default=0.0)))
    for grid, box, lines in cells:
        left, right = grid.xs[box.column], grid.xs[box.column + box.column_span]
        box.page = page
        box.parts = [
            piece.text
            for piece in join_lines(lines, Layout({page: left + padding}, {page: right - padding}, cell=True))
        ]


# --- over pages ------------------------------------------------------------------------------------------------


def _row(grid: Grid, row: int) -> list[Box | None]:
    """The cells that begin in a row, by column; None where a cell of a row above reaches down, or one from the left."""
    held: list[Box | None] = [None] * (len(grid.xs) - 1)
    for box in grid.boxes:
        if box.row == row:
            held[box.column] = box
    return held


def _words(boxes: Iterable[Box | None]) -> list[str]:
    return ["" if box is None else "".join("".join(box.parts).split()) for box in boxes]


def goes_on(above: Grid, below: Grid) -> bool:
    """Whether `below`, the first thing on its page, goes on with `above`, the last thing on the page before.

    It has the same columns (page margins may differ), and its first row repeats the head or is no head of its own."""
    if len(above.xs) != len(below.xs):
        return False
    shift = below.xs[0] - above.xs[0]
    if any(abs(b - a - shift) > 2 * _SNAP for a, b in zip(above.xs, below.xs, strict=True)):
        return False
    head, first = _words(_row(above, 0)), _words(_row(below, 0))
    return head == first or not _looks_like_head(first) or not _looks_like_head(head)


def _looks_like_head(words: list[str]) -> bool:
    return (
        all(words)
        and all(len(word) <= 12 and not sentences.is_prose(word) for word in words)
        and not any(word[0].isdigit() for word in words)
    )


def append(above: Grid, below: Grid) -> None:
    """Put the rows of `below` under those of `above`: a repeated head left out, a row cut by the page made whole,
    a cell that reaches over the page break (blank on the second page) as one cell."""
    head = _words(_row(above, 0))
    skipped = 1 if any(head) and _words(_row(below, 0)) == head and below.rows > 1 else 0
    last, first = _reaching(above, above.rows - 1), _row(below, skipped)
    if _cuts_row(last, first):
        for upper, lower in zip(last, first, strict=True):
            if upper is not None and lower is not None and lower.parts:
                if upper.parts:
                    upper.parts[-1] = sentences.glue(upper.parts[-1], lower.parts[0])
                    upper.parts.extend(lower.parts[1:])
                else:
                    upper.parts, upper.page = lower.parts, lower.page
            if upper is not None and lower is not None and lower.row_span > 1:
                upper.row_span += lower.row_span - 1
        skipped += 1
        offset = above.rows - skipped
        below_boxes = [box for box in below.boxes if box.row >= skipped]
    else:
        offset = above.rows - skipped
        below_boxes = [box for box in below.boxes if box.row >= skipped]
        for upper, lower in zip(last, first, strict=True):
            if upper is None or lower is None or lower.parts or upper.column_span != lower.column_span:
                continue
            if upper.row_span > 1 or lower.row_span > 1:
                upper.row_span += lower.row_span
                below_boxes.remove(lower)
    for box in below_boxes:
        box.row += offset
        above.boxes.append(box)
    above.rows += below.rows - skipped
    above.boxes.sort(key=lambda box: (box.row, box.column))


def _reaching(grid: Grid, row: int) -> list[Box | None]:
    """The cells that reach into a row, at the column where they begin."""
    held: list[Box | None] = [None] * (len(grid.xs) - 1)
    for box in grid.boxes:
        if box.row <= row < box.row + box.row_span:
            held[box.column] = box
    return held


def _cuts_row(last: list[Box | None], first: list[Box | None]) -> bool:
    """Whether the page break cut a row: a sentence goes on in one cell, another cell has nothing left to go on with,
    and none begins that was empty above. Where a single cell has text, it is what is left of the row, unless the
    others are blank for reaching over several rows."""
    goes_on = blank = False
    left = [lower for lower in first if lower is not None and lower.parts]
    spanning = any(box is not None and box.row_span > 1 for box in (*last, *first))
    single = len(left) == 1 and not spanning
    for upper, lower in zip(last, first, strict=True):
        above = upper is not None and bool(upper.parts)
        if lower is None or not lower.parts:
            blank = blank or above
            continue
        if upper is None or not above:
            return False
        head, tail = lower.parts[0], upper.parts[-1]
        if sentences.opens(head):
            continue
        if single or (not sentences.is_finished(tail) and (sentences.is_prose(tail) or sentences.is_prose(head))):
            goes_on = True
    return goes_on and (blank or single)


def to_table(grid: Grid, index: int) -> tuple[Table, list[Piece]]:
    """The grid as table number `index`, and its paragraphs in reading order."""
    cells: list[Cell] = []
    pieces: list[Piece] = []
    for box in sorted(grid.boxes, key=lambda box: (box.row, box.column)):
        cell = Cell(index, box.row, box.column, box.row_span, box.column_span)
        cells.append(cell)
        pieces.extend(Piece(part, cell=cell, page=box.page) for part in box.parts)
    return Table(index, grid.rows, len(grid.xs) - 1, tuple(cells)), pieces
